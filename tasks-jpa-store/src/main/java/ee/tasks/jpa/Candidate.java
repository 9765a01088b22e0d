package ee.tasks.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A due task, without its arguments.
 *
 * @param size how many characters its arguments have; {@code null} where nobody counted them
 */
record Candidate(String id, String queue, int priority, Instant runAfter, Integer size) {

    /** Of a table that is called t. */
    static final String COLUMNS = "t.id, t.queue, t.priority, t.run_after, t.arguments_size";

    /** MariaDB's date of zeros is read as null. */
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
     * The first of them, in the order of claims, whose arguments fit into memory together: the first one however large it is, and one
     * of unknown size alone.
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
