package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** Runs statements. */
final class Sql {

    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static final int CHUNK = 500;
    private static final int MAX_LIST_LENGTH = 1_000;

    private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);

    private Sql() {}

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Executes a batch, and returns the update counts in the order of the rows. */
    static int[] batch(Connection connection, String sql, Collection<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, reader);
            }
        }
    }

    static <T> List<T> read(ResultSet rows, Row<T> reader) throws SQLException {
        List<T> list = new ArrayList<>();
        while (rows.next()) {
            list.add(reader.read(rows));
        }
        return list;
    }

    static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, storable(parameters[i]));
        }
    }

    /** Cleans text here, so that no caller has to: an id with a NUL is not an error, it just matches no row. */
    static Object storable(Object parameter) {
        if (parameter instanceof Instant instant) {
            return toUtc(instant);
        }
        return parameter instanceof String text ? StoredText.clean(text) : parameter;
    }

    /** Rows for {@link #batch} of a statement whose only parameter is an id. */
    static List<Object[]> rows(Collection<String> ids) {
        return ids.stream().map(id -> new Object[] {id}).toList();
    }

    /** Cuts ids into chunks, in their order, so that all transactions lock rows in one order. */
    static List<List<String>> chunks(Collection<String> ids) {
        return pages(ids, CHUNK);
    }

    /** As {@link #chunks}, of at most that many. */
    static List<List<String>> pages(Collection<String> ids, int size) {
        List<String> all = ids.stream().sorted().toList();
        List<List<String>> pages = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            pages.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return pages;
    }

    /** The inside of {@code in (...)}. */
    static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** A condition {@code column in (...)}, cut into lists of 1,000, the most that Oracle allows. */
    static String in(String column, int count) {
        List<String> lists = new ArrayList<>();
        for (int from = 0; from < count; from += MAX_LIST_LENGTH) {
            lists.add(column + " in (" + marks(Math.min(MAX_LIST_LENGTH, count - from)) + ")");
        }
        return lists.size() == 1 ? lists.get(0) : "(" + String.join(" or ", lists) + ")";
    }

    static Object[] parameters(Object first, Collection<?> rest) {
        List<Object> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all.toArray();
    }

    /** Columns hold UTC without a zone, so that neither the JVM's nor the session's can matter. */
    static LocalDateTime toUtc(Instant instant) {
        return instant == null
                ? null
                : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    /** Not as LocalDateTime: MariaDB's driver converts that through the JVM's zone, which shifts the hour that it skips in spring. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return toInstant(row.getTimestamp(column, utc()));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return toInstant(row.getTimestamp(column, utc()));
    }

    private static Calendar utc() {
        return Calendar.getInstance(UTC, Locale.ROOT);
    }

    private static Instant toInstant(Timestamp utc) {
        return utc == null ? null : utc.toInstant();
    }

    static Instant toInstant(LocalDateTime utc) {
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}
