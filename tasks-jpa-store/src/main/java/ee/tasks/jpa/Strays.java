package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Rows whose flags contradict their status, as an edit by hand leaves them. Claims, promotions and rescues take pages of
 * flagged rows and pass over these, so that enough of them in front would hide all that comes behind.
 */
final class Strays {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final int PAGE = 500;

    /** Among the first only: it is they who are in the way, and behind them a million may be due. */
    private static final String DUE = """
            select h.id from (
                select t.id, t.status from ee_task t
                where t.namespace = ? and t.due = true and t.queue = ?
                order by t.namespace, t.due, t.queue, t.priority desc, t.run_after, t.id
                fetch first %d rows only) h
            where h.status <> 'READY'""".formatted(PAGE);

    private static final String NOT_DUE =
            "update ee_task set due = false where id = ? and due = true and status <> 'READY'";

    private static final String PROMOTABLE = """
            select t.id from ee_task t where t.namespace = ? and t.promote_at <= %s and t.status <> 'READY'
            order by t.namespace, t.promote_at
            fetch first %d rows only""";

    private static final String NOT_PROMOTABLE =
            "update ee_task set promote_at = null where id = ? and promote_at is not null and status <> 'READY'";

    private static final String PARKED = """
            select t.id from ee_task t where t.namespace = ? and t.parked_at is not null and t.status <> 'READY'
            order by t.namespace, t.parked_at
            fetch first %d rows only""".formatted(PAGE);

    private static final String NOT_PARKED = """
            update ee_task set parked_at = null, parked_by = null, parked_reason = null
            where id = ? and parked_at is not null and status <> 'READY'""";

    private static final String HELD = """
            select t.id from ee_task t where t.namespace = ? and t.node_id is not null and t.status <> 'RUNNING'
            order by t.namespace, t.node_id
            fetch first %d rows only""".formatted(PAGE);

    private static final String NOT_HELD =
            "update ee_task set node_id = null where id = ? and node_id is not null and status <> 'RUNNING'";

    private final String namespace;
    private final SqlDialect dialect;
    private final String promotable;

    Strays(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
        promotable = PROMOTABLE.formatted(dialect.now(), PAGE);
    }

    /** A page of each kind; whether there may be more. */
    boolean putRight(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        boolean more = false;
        List<String> queue = next(connection, "");
        while (!queue.isEmpty()) {
            List<String> ids = Sql.list(connection, DUE, row -> row.getString(1), namespace, queue.get(0));
            more |= putRight(connection, ids, NOT_DUE, "were due and not READY");
            queue = next(connection, queue.get(0));
        }
        more |= putRight(connection, ids(connection, promotable), NOT_PROMOTABLE, "were deferred and not READY");
        more |= putRight(connection, ids(connection, PARKED), NOT_PARKED, "were parked and not READY");
        more |= putRight(connection, ids(connection, HELD), NOT_HELD, "had a node and were not RUNNING");
        return more;
    }

    private List<String> next(Connection connection, String queue) throws SQLException {
        return Sql.list(connection, dialect.nextQueue(), row -> row.getString(1), namespace, queue);
    }

    private List<String> ids(Connection connection, String select) throws SQLException {
        return Sql.list(connection, select, row -> row.getString(1), namespace);
    }

    private static boolean putRight(Connection connection, List<String> ids, String update, String what)
            throws SQLException {
        int[] counts = Sql.batch(
                connection,
                update,
                ids.stream().sorted().map(id -> new Object[] {id}).toList());
        int changed = Arrays.stream(counts).sum();
        if (changed > 0) {
            LOG.log(System.Logger.Level.WARNING, JpaMessage.STRAYS.text(changed, what, ids.get(0)));
        }
        return changed > 0 && ids.size() == PAGE;
    }
}
