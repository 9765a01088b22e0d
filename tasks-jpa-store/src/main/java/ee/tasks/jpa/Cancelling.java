package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Cancels tasks that have not started, and requests the cancellation of those that run: only the worker that has the claim may complete
 * them. A RUNNING task without a worker (edited by hand) is cancelled at once.
 */
final class Cancelling {

    /** Sorts before all ids. Not the empty text, which is null on Oracle. */
    private static final String FIRST_RUNNING = " ";

    private static final String CANCEL = """
            update ee_task set cancel_requested = true, due = false, promote_at = null,
                parked_at = null, parked_by = null, parked_reason = null,
                finished_at = case when status = 'RUNNING' and node_id is not null then null else %s end,
                status = case when status = 'RUNNING' and node_id is not null then 'RUNNING' else 'CANCELLED' end
            where id = ? and namespace = ? and status in ('READY', 'WAITING', 'RUNNING')""";

    private static final String CANCELLED = "select t.id from ee_task t where t.status = 'CANCELLED' and t.id in (%s)";

    /** Cancelled tasks no longer match, so each page finds others. */
    private static final String NOT_STARTED = """
            select t.id from ee_task t
            where t.namespace = ? and t.flow_id = ? and t.status = ?
            fetch first %d rows only""";

    private static final String NOT_REQUESTED = """
            select t.id from ee_task t
            where t.namespace = ? and t.flow_id = ? and t.status = 'RUNNING' and t.cancel_requested = false
            fetch first 1 rows only""";

    private static final String FREE = "select t.id from ee_task t where t.id in (%s)";

    private static final String RUNNING = """
            select t.id from ee_task t
            where t.namespace = ? and t.flow_id = ? and t.status = 'RUNNING' and t.id > ?
            order by t.id
            fetch first %d rows only""";

    private static final String COUNT = """
            select count(*) from ee_task t
            where t.namespace = ? and t.flow_id = ? and t.status in ('READY', 'WAITING', 'RUNNING')""";

    /**
     * What was done to one page of a flow.
     *
     * @param looked how many it looked at
     * @param reached how many are cancelled, or have their cancellation requested
     * @param cancelled the ids of those that are cancelled
     * @param walkedTo where the next page starts
     * @param more whether there is a next page
     */
    record CancelledPage(int looked, int reached, List<String> cancelled, String walkedTo, boolean more) {

        private CancelledPage next(String from, boolean more) {
            return new CancelledPage(looked, reached, cancelled, from, more);
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final Marks marks;
    private final String cancel;

    Cancelling(String namespace, SqlDialect dialect, Marks marks) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.marks = marks;
        cancel = CANCEL.formatted(dialect.now());
    }

    boolean cancel(Connection connection, String id) throws SQLException {
        return cancel(connection, List.of(id), false).reached == 1;
    }

    private CancelledPage cancel(Connection connection, Collection<String> ids, boolean worker) throws SQLException {
        List<String> sorted = (worker ? inChunks(connection, FREE, dialect.forUpdateByKeySkipLocked(), ids) : ids)
                .stream().sorted().toList();
        int[] counts = Sql.batch(
                connection,
                cancel,
                sorted.stream().map(id -> new Object[] {id, namespace}).toList());
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                reached.add(sorted.get(i));
            }
        }
        if (reached.isEmpty()) {
            return new CancelledPage(ids.size(), 0, List.of(), null, false);
        }
        List<String> cancelled = inChunks(connection, CANCELLED, "", reached);
        marks.finished(connection, cancelled, worker);
        return new CancelledPage(ids.size(), reached.size(), cancelled, null, false);
    }

    private static List<String> inChunks(Connection connection, String select, String lock, Collection<String> ids)
            throws SQLException {
        List<String> found = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(ids)) {
            found.addAll(Sql.list(
                    connection,
                    select.formatted(Sql.marks(chunk.size())) + lock,
                    row -> row.getString(1),
                    chunk.toArray()));
        }
        return found;
    }

    /** Whether a flow has unfinished tasks whose cancellation is not requested. */
    boolean isUnfinished(Connection connection, String flow) throws SQLException {
        return !notStarted(connection, flow, 1).isEmpty()
                || !Sql.list(connection, NOT_REQUESTED, row -> 1, namespace, flow)
                        .isEmpty();
    }

    private List<String> notStarted(Connection connection, String flow, int max) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (TaskStatus status : List.of(TaskStatus.READY, TaskStatus.WAITING)) {
            if (ids.size() < max) {
                ids.addAll(Sql.list(
                        connection,
                        NOT_STARTED.formatted(max - ids.size()),
                        row -> row.getString(1),
                        namespace,
                        flow,
                        status.name()));
            }
        }
        return ids;
    }

    /**
     * Cancels the next tasks of a flow: first those that have not started, then those that run.
     *
     * @param walkedTo what the last page returned, {@code null} for the first one
     * @param worker whether the transaction is the worker's, which skips locked rows
     */
    CancelledPage page(Connection connection, String flow, String walkedTo, int size, boolean worker)
            throws SQLException {
        if (walkedTo == null) {
            List<String> ids = notStarted(connection, flow, size);
            CancelledPage page = cancel(connection, ids, worker);
            // Where none was reached, all have been claimed meanwhile.
            return ids.size() == size && page.reached > 0 ? page.next(null, true) : page.next(FIRST_RUNNING, true);
        }
        List<String> ids =
                Sql.list(connection, RUNNING.formatted(size), row -> row.getString(1), namespace, flow, walkedTo);
        CancelledPage page = cancel(connection, ids, worker);
        return page.next(ids.isEmpty() ? walkedTo : ids.get(ids.size() - 1), ids.size() == size);
    }

    /**
     * Cancels a flow in a caller's transaction: as many as there is room for, so that it keeps few locks, and the rest after the commit.
     *
     * @return how many are or will be cancelled, or have their cancellation requested
     */
    long cancelFlow(Connection connection, String flow, int room) throws SQLException {
        long all = Sql.list(connection, COUNT, row -> row.getLong(1), namespace, flow)
                .get(0);
        CancelledPage page = new CancelledPage(0, 0, List.of(), null, true);
        int looked = 0;
        while (page.more && looked < room) {
            page = page(connection, flow, page.walkedTo, room - looked, false);
            looked += page.looked;
        }
        if (page.more || marks.mayMiss()) {
            marks.toCancel(connection, flow);
        }
        return all;
    }
}
