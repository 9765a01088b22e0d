package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Repairs rows whose flags contradict their status, after an edit by hand. Claims, promotions and rescues read pages of flagged rows and
 * skip these: enough of them at the front would hide all rows behind.
 */
final class Strays {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    /** How many of the first rows are looked at: only these are in the way, and a million may be due behind them. */
    private static final int FIRST = 50;
    /** How many are looked at if there are strays among the first ones. */
    private static final int PAGE = 500;

    /** How many queues, or nodes, one call looks at. */
    private static final int MAX_GROUPS = 100;

    private static final String AMONG_THE_FIRST = """
            select h.id from (
                select t.id, t.status from ee_task t
                where t.namespace = ? and %s
                fetch first ? rows only) h
            where h.status <> '%s'""";

    private static final String DUE = "t.due = true and t.queue = ? order by ";

    private static final String NOT_DUE =
            "update ee_task set due = false where id = ? and due = true and status <> 'READY'";

    private static final String PROMOTABLE = """
            t.promote_at <= %s
                order by t.namespace, t.promote_at""";

    private static final String NOT_PROMOTABLE =
            "update ee_task set promote_at = null where id = ? and promote_at is not null and status <> 'READY'";

    private static final String NEXT_NODE = """
            select t.node_id from ee_task t where t.namespace = ? and t.node_id > ?
            order by t.namespace, t.node_id
            fetch first 1 rows only""";

    private static final String HELD = AMONG_THE_FIRST.formatted("t.node_id = ?", "RUNNING");

    private static final String NOT_HELD =
            "update ee_task set node_id = null where id = ? and node_id is not null and status <> 'RUNNING'";

    private final String namespace;
    private final SqlDialect dialect;
    private final String due;
    private final String promotable;
    /** Where the last call stopped. */
    private volatile String lastQueue = "";

    private volatile String lastNode = "";

    Strays(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
        due = AMONG_THE_FIRST.formatted(DUE + dialect.claimOrder(), "READY");
        promotable = AMONG_THE_FIRST.formatted(PROMOTABLE.formatted(dialect.once(dialect.now())), "READY");
    }

    /** Repairs a page, and returns whether there may be more in the way. */
    boolean putRight(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        List<String> queued = new ArrayList<>();
        List<String> held = new ArrayList<>();
        lastQueue = look(connection, dialect.nextQueue(), lastQueue, due, queued);
        lastNode = look(connection, NEXT_NODE, lastNode, HELD, held);
        List<String> deferred = strays(connection, promotable, namespace);
        return putRight(connection, queued, NOT_DUE, "had due = true, but were not READY")
                | putRight(connection, held, NOT_HELD, "had a node_id, but were not RUNNING")
                | putRight(connection, deferred, NOT_PROMOTABLE, "had a promote_at, but were not READY");
    }

    /** Goes from group to group, and returns where to go on. */
    private String look(Connection connection, String next, String last, String select, List<String> found)
            throws SQLException {
        String group = last;
        for (int i = 0; i < MAX_GROUPS; i++) {
            List<String> behind = Sql.list(connection, next, row -> row.getString(1), namespace, group);
            if (behind.isEmpty()) {
                return "";
            }
            group = behind.get(0);
            found.addAll(strays(connection, select, namespace, group));
        }
        return group;
    }

    private static List<String> strays(Connection connection, String select, String... place) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(place));
        parameters.add(FIRST);
        List<String> first = Sql.list(connection, select, row -> row.getString(1), parameters.toArray());
        if (first.isEmpty()) {
            return first;
        }
        parameters.set(place.length, PAGE);
        return Sql.list(connection, select, row -> row.getString(1), parameters.toArray());
    }

    static boolean putRight(Connection connection, List<String> ids, String update, String what) throws SQLException {
        List<String> sorted = ids.stream().sorted().toList();
        int[] counts = Sql.batch(
                connection, update, sorted.stream().map(id -> new Object[] {id}).toList());
        int changed = Arrays.stream(counts).sum();
        if (changed > 0) {
            JpaMessage.STRAYS.log(LOG, changed, what, sorted.get(0));
        }
        return changed > 0;
    }
}
