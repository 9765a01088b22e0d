package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Cancels what has not started; asks what runs to stop, since only its worker may end it, where it has one. */
final class Cancelling {

    private static final int CHUNK = 500;

    private static final String CANCEL = """
            update ee_task set cancel_requested = true, due = false, promote_at = null,
                parked_at = null, parked_by = null, parked_reason = null,
                finished_at = case when status = 'RUNNING' and node_id is not null then null else %s end,
                status = case when status = 'RUNNING' and node_id is not null then 'RUNNING' else 'CANCELLED' end
            where id = ? and namespace = ? and status in ('READY', 'WAITING', 'RUNNING')""";

    private static final String CANCELLED = "select t.id from ee_task t where t.status = 'CANCELLED' and t.id in (%s)";

    private static final String FORGET = "delete from ee_task_dependency where task_id = ?";

    private static final String UNFINISHED = """
            select t.id from ee_task t
            where t.namespace = ? and t.flow_id = ? and t.status in ('READY', 'WAITING', 'RUNNING')
            order by t.id""";

    private final String namespace;
    private final Dependencies dependencies;
    private final String cancel;

    Cancelling(String namespace, SqlDialect dialect, Dependencies dependencies) {
        this.namespace = namespace;
        this.dependencies = dependencies;
        cancel = CANCEL.formatted(dialect.now());
    }

    int cancel(Connection connection, List<String> ids) throws SQLException {
        int[] counts = Sql.batch(
                connection,
                cancel,
                ids.stream().map(id -> new Object[] {id, namespace}).toList());
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                reached.add(ids.get(i));
            }
        }
        if (!reached.isEmpty()) {
            List<String> cancelled = Sql.list(
                    connection,
                    CANCELLED.formatted(Sql.marks(reached.size())),
                    row -> row.getString(1),
                    reached.toArray());
            Sql.batch(
                    connection,
                    FORGET,
                    cancelled.stream().map(id -> new Object[] {id}).toList());
            dependencies.finished(connection, cancelled);
        }
        return reached.size();
    }

    long cancelFlow(Connection connection, String flow) throws SQLException {
        List<String> ids = Sql.list(connection, UNFINISHED, row -> row.getString(1), namespace, flow);
        long count = 0;
        for (int from = 0; from < ids.size(); from += CHUNK) {
            count += cancel(connection, ids.subList(from, Math.min(ids.size(), from + CHUNK)));
        }
        return count;
    }
}
