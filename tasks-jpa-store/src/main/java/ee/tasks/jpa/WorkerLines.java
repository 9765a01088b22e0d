package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The workers of a task, one line for each attempt. The first {@value #FIRST} and the last {@value #LAST} are kept. A completion adds
 * its line in the statement that writes it. The lines between are deleted at each {@value #KEPT}th attempt: a row has at most twice as
 * many, and most completions need no further statement.
 */
final class WorkerLines {

    private static final int FIRST = 9;
    private static final int LAST = 9;
    private static final int KEPT = FIRST + LAST;

    private static final String SEPARATOR = "\n";

    private static final String LINES = "select t.id, t.workers from ee_task t where t.id in (%s)";

    private static final String CUT = "update ee_task set workers = ? where id = ?";

    private record Lines(String id, String lines) {}

    private WorkerLines() {}

    /** @param current the worker of the attempt that runs, or {@code null} */
    static List<String> read(String lines, String current) {
        List<String> all = new ArrayList<>();
        if (lines != null) {
            all.addAll(Arrays.asList(lines.split(SEPARATOR)));
        }
        if (current != null) {
            all.add(current);
        }
        if (all.size() > KEPT) {
            all.subList(FIRST, all.size() - LAST).clear();
        }
        return all;
    }

    /** Deletes the lines in the middle. This transaction has just written the rows, so it has them locked. */
    static void cut(Connection connection, List<CompletedRow> written) throws SQLException {
        Object[] ids = written.stream()
                .filter(each -> each.attempts() > KEPT && each.attempts() % KEPT == 0)
                .map(CompletedRow::id)
                .sorted()
                .toArray();
        if (ids.length == 0) {
            return;
        }
        List<Lines> lines = Sql.list(
                connection,
                LINES.formatted(Sql.marks(ids.length)),
                row -> new Lines(row.getString(1), row.getString(2)),
                ids);
        Sql.batch(
                connection,
                CUT,
                lines.stream()
                        .filter(each -> each.lines != null)
                        .map(each -> new Object[] {String.join(SEPARATOR, read(each.lines, null)), each.id})
                        .toList());
    }
}
