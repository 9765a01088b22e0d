package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Creates the tables by numbered scripts, which operators can also run by hand. The last statement of a script records its version. */
final class Schema {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    static final List<String> SCRIPTS = List.of(
            "001-tasks.sql",
            "002-retention.sql",
            "003-keys.sql",
            "004-schedules.sql",
            "005-flows.sql",
            "006-control.sql");

    private static final String APPLIED = "select version from ee_schema_version";

    private final SqlDialect dialect;

    Schema(SqlDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Runs the first missing script. One script for each transaction: two of them would lock tables in another order than workers do.
     *
     * @return whether one was missing
     */
    boolean runNext(Connection connection) throws SQLException {
        dialect.lockSchema(connection);
        try {
            Optional<String> missing = missing(connection).stream().findFirst();
            if (missing.isPresent()) {
                run(connection, missing.get());
            }
            return missing.isPresent();
        } finally {
            dialect.unlockSchema(connection);
        }
    }

    /**
     * Throws if a script has not been run.
     *
     * @param dataSource the name of its data source
     */
    void validate(Connection connection, String dataSource) throws SQLException {
        List<String> missing = missing(connection);
        if (!missing.isEmpty()) {
            String text =
                    JpaMessage.SCHEMA_SCRIPT_MISSING.text(dataSource, String.join(", ", missing), dialect.folder());
            throw new TaskStoreException(text, null, false);
        }
    }

    private List<String> missing(Connection connection) throws SQLException {
        Set<Integer> applied = applied(connection);
        return IntStream.rangeClosed(1, SCRIPTS.size())
                .filter(version -> !applied.contains(version))
                .mapToObj(version -> SCRIPTS.get(version - 1))
                .toList();
    }

    private Set<Integer> applied(Connection connection) throws SQLException {
        if (Sql.list(connection, dialect.findVersionTable(), row -> 1).isEmpty()) {
            return Set.of();
        }
        Set<Integer> applied = Set.copyOf(Sql.list(connection, APPLIED, row -> row.getInt(1)));
        applied.stream()
                .max(Comparator.naturalOrder())
                .filter(newest -> newest > SCRIPTS.size())
                .ifPresent(newest -> JpaMessage.SCHEMA_NEWER.log(LOG, newest, SCRIPTS.size()));
        return applied;
    }

    private void run(Connection connection, String script) throws SQLException {
        List<String> statements = statements(script);
        int number = 0;
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                number++;
                statement.execute(each);
            }
        } catch (SQLException e) {
            String firstLine = statements.get(number - 1).lines().findFirst().orElseThrow();
            String text = JpaMessage.SCHEMA_SCRIPT_FAILED.text(
                    path(script), number, statements.size(), firstLine, e.getMessage(), wayOut());
            throw new TaskStoreException(text, e, StoreTransactions.isLostRace(e));
        }
    }

    private String wayOut() {
        return dialect.ddlCommits()
                ? "the statements before it are kept and may be repeated: remove the cause and start again, or run the script by hand"
                : "none of it was kept: remove the cause and start again, or run the script by hand";
    }

    List<String> statements(String script) {
        String withoutComments = read(path(script)).replaceAll("(?m)^\\s*--.*$", "");
        return Arrays.stream(withoutComments.split(";"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private String path(String script) {
        return "META-INF/ee-tasks/schema/" + dialect.folder() + "/" + script;
    }

    private static String read(String path) {
        try (InputStream script = Schema.class.getClassLoader().getResourceAsStream(path)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
