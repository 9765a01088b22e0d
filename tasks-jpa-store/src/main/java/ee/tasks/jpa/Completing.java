package ee.tasks.jpa;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes completions: one transaction for all that a worker has collected, in the order of the task ids, so that two groups lock their
 * rows in the same order and never deadlock with each other. {@value #CHUNK} go into one statement or batch.
 *
 * <p>The update names id and claim id and requires RUNNING; a row that it does not match is reported as a lost claim, and nothing is
 * written for it. A failed attempt adds a row with its error: texts are cut to {@value #MAX_CLASS_LENGTH} (class),
 * {@value #MAX_MESSAGE_LENGTH} (message), {@value #MAX_TRACE_LENGTH} (stack trace) and {@value #MAX_WORKER_LENGTH} (worker) characters,
 * and the first {@value #FIRST_ERRORS} and last {@value #LAST_ERRORS} errors of a task are kept. Finished tasks that others wait for are
 * marked for {@link Settling} in the same transaction.
 *
 * <p>If anything fails, all is rolled back: the tasks stay RUNNING under their claims, and the worker writes them again.
 */
final class Completing {

    private static final int CHUNK = 500;
    private static final int MAX_CLASS_LENGTH = 255;
    private static final int MAX_WORKER_LENGTH = 64;
    private static final int MAX_MESSAGE_LENGTH = 10_000;
    private static final int MAX_TRACE_LENGTH = 100_000;
    private static final int FIRST_ERRORS = 9;
    private static final int LAST_ERRORS = 9;

    private static final String INSERT_ERROR = """
            insert into ee_task_error (task_id, attempt, exception_class, message, stack_trace, worker_id, failed_at)
            values (?, ?, ?, ?, ?, ?, ?)""";

    private static final String ATTEMPTS = "select attempt from ee_task_error where task_id = ? order by attempt";

    private static final String DELETE_ERROR = "delete from ee_task_error where task_id = ? and attempt = ?";

    private final String namespace;
    private final SqlDialect dialect;
    private final Marks marks;
    private final GateExits exits;

    Completing(String namespace, SqlDialect dialect, Marks marks, GateExits exits) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.marks = marks;
        this.exits = exits;
    }

    Completed complete(Connection connection, Collection<Completion> completions, boolean own) throws SQLException {
        List<CompletionRow> rows = completions.stream()
                .map(CompletionRow::of)
                .sorted(Comparator.comparing(CompletionRow::id))
                .toList();
        Set<Claim> lost = new LinkedHashSet<>();
        Set<Claim> cancelled = new LinkedHashSet<>();
        boolean due = false;
        boolean awaited = false;
        for (int from = 0; from < rows.size(); from += CHUNK) {
            Completed chunk = write(connection, rows.subList(from, Math.min(rows.size(), from + CHUNK)), own);
            lost.addAll(chunk.lost());
            cancelled.addAll(chunk.cancelled());
            due |= chunk.due();
            awaited |= chunk.awaited();
        }
        boolean freed = exits.completed(connection, completions, lost);
        return new Completed(lost, cancelled, due, awaited, freed);
    }

    private Completed write(Connection connection, List<CompletionRow> rows, boolean own) throws SQLException {
        Map<String, CompletionRow> unwritten = new LinkedHashMap<>();
        rows.forEach(row -> unwritten.put(row.id(), row));
        List<Object[]> errors = new ArrayList<>();
        List<String> awaited = new ArrayList<>();
        Set<Claim> cancelled = new LinkedHashSet<>();
        boolean due = false;
        List<CompletedRow> written = dialect.complete(connection, namespace, rows, own);
        for (CompletedRow each : written) {
            CompletionRow row = unwritten.remove(each.id());
            if (row.error() != null) {
                errors.add(errorRow(each, row.error()));
            }
            if (each.awaited() && each.status() != TaskStatus.READY) {
                awaited.add(each.id());
            }
            if (row.status() == TaskStatus.READY && each.status() == TaskStatus.CANCELLED) {
                cancelled.add(row.claim());
            }
            due |= each.status() == TaskStatus.READY && row.delay().isZero();
        }
        insertErrors(connection, errors);
        WorkerLines.cut(connection, written);
        boolean marked = marks.finished(connection, awaited, own);
        Set<Claim> lost = new LinkedHashSet<>();
        unwritten.values().forEach(row -> lost.add(row.claim()));
        return new Completed(lost, cancelled, due, marked);
    }

    private static Object[] errorRow(CompletedRow each, TaskError error) {
        return new Object[] {
            each.id(),
            each.attempts(),
            StoredText.clean(error.exceptionClass(), MAX_CLASS_LENGTH),
            StoredText.clean(error.message(), MAX_MESSAGE_LENGTH),
            StoredText.clean(error.stackTrace(), MAX_TRACE_LENGTH),
            StoredText.clean(error.workerId(), MAX_WORKER_LENGTH),
            error.failedAt()
        };
    }

    /** Deletes first: where somebody has reset {@code attempts} by hand, an error with that number may be there already. */
    static void insertErrors(Connection connection, List<Object[]> errors) throws SQLException {
        Sql.batch(
                connection,
                DELETE_ERROR,
                errors.stream().map(error -> new Object[] {error[0], error[1]}).toList());
        Sql.batch(connection, INSERT_ERROR, errors);
        for (Object[] error : errors) {
            if ((int) error[1] > FIRST_ERRORS + LAST_ERRORS) {
                deleteMiddle(connection, (String) error[0]);
            }
        }
    }

    /** Counts the errors, not the attempts: an attempt that was released or lost may have left none. */
    private static void deleteMiddle(Connection connection, String id) throws SQLException {
        List<Integer> attempts = Sql.list(connection, ATTEMPTS, row -> row.getInt(1), id);
        if (attempts.size() > FIRST_ERRORS + LAST_ERRORS) {
            List<Integer> middle = attempts.subList(FIRST_ERRORS, attempts.size() - LAST_ERRORS);
            Sql.batch(
                    connection,
                    DELETE_ERROR,
                    middle.stream().map(attempt -> new Object[] {id, attempt}).toList());
        }
    }
}
