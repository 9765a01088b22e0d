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

/** Writes the ends of attempts, in groups. */
final class Completing {

    private static final int CHUNK = 500;
    private static final int LONGEST_CLASS = 255;
    private static final int LONGEST_WORKER = 64;
    private static final int LONGEST_MESSAGE = 10_000;
    private static final int LONGEST_TRACE = 100_000;
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

    Completing(String namespace, SqlDialect dialect, Marks marks) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.marks = marks;
    }

    Completed complete(Connection connection, Collection<Completion> completions, boolean own) throws SQLException {
        List<Ending> endings = completions.stream()
                .map(Ending::of)
                .sorted(Comparator.comparing(Ending::id))
                .toList();
        Set<Claim> lost = new LinkedHashSet<>();
        Set<Claim> cancelled = new LinkedHashSet<>();
        boolean due = false;
        boolean awaited = false;
        for (int from = 0; from < endings.size(); from += CHUNK) {
            Completed chunk = end(connection, endings.subList(from, Math.min(endings.size(), from + CHUNK)), own);
            lost.addAll(chunk.lost());
            cancelled.addAll(chunk.cancelled());
            due |= chunk.due();
            awaited |= chunk.awaited();
        }
        return new Completed(lost, cancelled, due, awaited);
    }

    private Completed end(Connection connection, List<Ending> endings, boolean own) throws SQLException {
        Map<String, Ending> unwritten = new LinkedHashMap<>();
        endings.forEach(ending -> unwritten.put(ending.id(), ending));
        List<Object[]> errors = new ArrayList<>();
        List<String> awaited = new ArrayList<>();
        Set<Claim> cancelled = new LinkedHashSet<>();
        boolean due = false;
        List<Ended> written = dialect.end(connection, namespace, endings, own);
        for (Ended ended : written) {
            Ending ending = unwritten.remove(ended.id());
            if (ending.error() != null) {
                errors.add(errorRow(ended, ending.error()));
            }
            if (ended.awaited() && ended.status() != TaskStatus.READY) {
                awaited.add(ended.id());
            }
            if (ending.status() == TaskStatus.READY && ended.status() == TaskStatus.CANCELLED) {
                cancelled.add(ending.claim());
            }
            due |= ended.status() == TaskStatus.READY && ending.delay().isZero();
        }
        insertErrors(connection, errors);
        Workers.cut(connection, written);
        boolean marked = marks.ended(connection, awaited, own);
        Set<Claim> lost = new LinkedHashSet<>();
        unwritten.values().forEach(ending -> lost.add(ending.claim()));
        return new Completed(lost, cancelled, due, marked);
    }

    private static Object[] errorRow(Ended ended, TaskError error) {
        return new Object[] {
            ended.id(),
            ended.attempts(),
            StoredText.clean(error.exceptionClass(), LONGEST_CLASS),
            StoredText.clean(error.message(), LONGEST_MESSAGE),
            StoredText.clean(error.stackTrace(), LONGEST_TRACE),
            StoredText.clean(error.workerId(), LONGEST_WORKER),
            error.failedAt()
        };
    }

    /** Another may stand in an error's place where attempts were counted anew by hand. */
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

    /** Not every attempt has an error: one may have been lost. */
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
