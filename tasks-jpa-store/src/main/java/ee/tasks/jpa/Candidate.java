package ee.tasks.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A due task without its arguments.
 *
 * @param size the number of characters of its arguments; {@code null} if unknown
 */
record Candidate(String id, String queue, int priority, Instant runAfter, Integer size) {

    /** Columns of ee_task as t. */
    static final String COLUMNS = "t.id, t.queue, t.priority, t.run_after, t.arguments_size";

    /** MariaDB's driver reads {@code 0000-00-00 00:00:00} as null. */
    static final Comparator<Instant> TIMES = Comparator.nullsFirst(Comparator.naturalOrder());

    static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::priority, Comparator.reverseOrder())
            .thenComparing(Candidate::runAfter, TIMES)
            .thenComparing(Candidate::id);

    static Candidate read(ResultSet row) throws SQLException {
        int size = row.getInt("arguments_size");
        boolean counted = !row.wasNull();
        return new Candidate(
                row.getString("id"),
                row.getString("queue"),
                row.getInt("priority"),
                Sql.instant(row, "run_after"),
                counted ? size : null);
    }

    static boolean isUncounted(List<Candidate> candidates) {
        return candidates.stream().anyMatch(candidate -> candidate.size == null);
    }

    /**
     * The first ones, in the order of claims, whose arguments fit into memory together. The first one fits however large it is; one of
     * unknown size is taken alone.
     */
    static List<Candidate> fitting(List<Candidate> candidates, long maxCharacters) {
        List<Candidate> fitting = new ArrayList<>();
        long left = maxCharacters;
        for (Candidate next : candidates.stream().sorted(ORDER).toList()) {
            boolean fits = next.size != null && next.size <= left;
            if (!fits && !fitting.isEmpty()) {
                break;
            }
            fitting.add(next);
            left = fits ? left - next.size : -1;
        }
        return fitting;
    }
}
