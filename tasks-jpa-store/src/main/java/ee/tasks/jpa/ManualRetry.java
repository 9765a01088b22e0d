package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes FAILED and CANCELLED tasks READY again, on request. */
final class ManualRetry {

    private static final String RETRY = """
            update ee_task set status = 'READY', due = true, promote_at = null, run_after = %s, finished_at = null,
                result = null, claim_id = null, cancel_requested = false, attempts_before = attempts, losses = 0,
                unreadable_since = null, offered_to = null, offered_until = null, expires_at = null
            where id = ? and namespace = ? and status in ('FAILED', 'CANCELLED')""";

    private static final String FORGET_UNREADABLE = "delete from ee_task_unreadable where task_id = ?";

    private final String namespace;
    private final String retry;

    ManualRetry(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        retry = RETRY.formatted(dialect.now());
    }

    boolean retry(Connection connection, String id) throws SQLException {
        boolean ready = Sql.update(connection, retry, id, namespace) == 1;
        if (ready) {
            Sql.update(connection, FORGET_UNREADABLE, id);
        }
        return ready;
    }
}
