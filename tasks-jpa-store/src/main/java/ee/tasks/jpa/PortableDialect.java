package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Candidates are read without locks; each is then won, or not, by the row count of a guarded update by key. */
abstract class PortableDialect extends SqlDialect {

    private static final int MOST_ROUNDS = 3;

    private static final String DUPLICATE_KEY = "23505";

    /** Of Oracle, MySQL and SQL Server, which have a state for broken constraints of all kinds. */
    private static final Set<Integer> DUPLICATE_KEY_CODES = Set.of(1, 1062, 2601, 2627);

    /** Ordered by what is constant as well, so that the index serves as the order. */
    static final String HEADS = """
            select t.queue, t.priority, t.run_after, t.id from ee_task t
            where t.namespace = ? and t.due = true and t.queue = ? and %s
            order by t.namespace, t.due, t.queue, t.priority desc, t.run_after, t.id
            fetch first ? rows only""";

    private static final String CLAIMABLE = """
            select t.id from ee_task t
            where t.namespace = ? and t.due = true and t.queue = ? and %s
            order by t.namespace, t.due, t.queue, t.priority desc, t.run_after, t.id
            fetch first ? rows only""";

    private static final String CLAIMED =
            "select " + TaskRow.COLUMNS + " from ee_task t where t.claim_id = ? and t.id in (%s)";

    static final String PROMOTABLE = """
            select t.id from ee_task t where t.namespace = ? and t.promote_at <= %s
            order by t.namespace, t.promote_at
            fetch first ? rows only""";

    static final String NEXT_QUEUE = """
            select t.queue from ee_task t where t.namespace = ? and t.due = true and t.queue > ?
            order by t.namespace, t.due, t.queue
            fetch first 1 rows only""";

    private static final String PROMOTE = """
            update ee_task set due = true, promote_at = null
            where id = ? and status = 'READY' and promote_at <= %s""";

    private static final String WRITTEN = "select t.id, t.status, t.attempts from ee_task t where t.id in (%s)";

    private static final String CLAIM = """
            update ee_task set status = 'RUNNING', due = false, claim_id = ?, node_id = ?, claimed_at = %s,
                claim_started = false, claims = least(claims, 2147483646) + 1
            where id = ? and due = true and status = 'READY'
              and exists (select 1 from ee_node n where n.id = ? and n.dead = false)""";

    /**
     * One for all outcomes, so that a group locks its rows in one order. Assigns node_id last: some databases see the assignments
     * before it.
     */
    private static final String END = """
            update ee_task set
                status = case when cancel_requested then cast(? as varchar(10)) else cast(? as varchar(10)) end,
                result = ?,
                finished_at = case when cancel_requested or ? then %1$s else null end,
                due = case when cancel_requested then false else ? end,
                promote_at = case when cancel_requested or ? then null else %2$s end,
                run_after = case when cancel_requested or ? then run_after else %2$s end,
                deferred = case when cancel_requested or ? then deferred else true end,
                attempts = least(attempts, 2147483646) + 1,
                workers = case when workers is null then node_id else concat(workers, ?, node_id) end,
                started_at = coalesce(started_at, ?), last_attempted_at = ?, node_id = null
            where id = ? and claim_id = ? and status = 'RUNNING' and namespace = ?""";

    @Override
    String selectNow() {
        return "select " + now();
    }

    @Override
    String forUpdateSkipLocked() {
        return "";
    }

    /** Where a statement that fails is undone alone; the transaction lives on. */
    @Override
    boolean insertIfAbsent(Connection connection, String insert, Object... row) throws SQLException {
        try {
            return Sql.update(connection, insert, row) == 1;
        } catch (SQLException e) {
            if (DUPLICATE_KEY.equals(e.getSQLState()) || DUPLICATE_KEY_CODES.contains(e.getErrorCode())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    void prepareWorker(Connection connection) {
        // Nothing to set.
    }

    @Override
    String nextQueue() {
        return NEXT_QUEUE;
    }

    @Override
    List<Head> heads(Connection connection, ClaimOrder order, List<String> queues, int max) throws SQLException {
        String sql = HEADS.formatted(NOT_OFFERED_TO_OTHERS.formatted(now()));
        List<Head> heads = new ArrayList<>();
        for (String queue : queues) {
            heads.addAll(Sql.list(
                    connection,
                    sql,
                    row -> new Head(row.getString(1), row.getInt(2), Sql.instant(row, "run_after"), row.getString(4)),
                    order.namespace(),
                    queue,
                    order.node(),
                    max));
        }
        return heads;
    }

    @Override
    List<TaskRow> claim(Connection connection, ClaimOrder order, Map<String, Integer> wanted) throws SQLException {
        List<String> won = new ArrayList<>();
        for (Map.Entry<String, Integer> queue : wanted.entrySet()) {
            won.addAll(claim(connection, order, queue.getKey(), queue.getValue()));
        }
        return won.isEmpty() ? List.of() : claimed(connection, order, won);
    }

    static List<TaskRow> claimed(Connection connection, ClaimOrder order, List<String> ids) throws SQLException {
        return Sql.list(
                connection,
                CLAIMED.formatted(Sql.marks(ids.size())),
                TaskRow::read,
                Sql.parameters(order.claimId(), ids));
    }

    private List<String> claim(Connection connection, ClaimOrder order, String queue, int max) throws SQLException {
        List<String> won = new ArrayList<>();
        for (int round = 0; round < MOST_ROUNDS && won.size() < max; round++) {
            List<String> ids = Sql.list(
                            connection,
                            CLAIMABLE.formatted(NOT_OFFERED_TO_OTHERS.formatted(now())),
                            row -> row.getString(1),
                            order.namespace(),
                            queue,
                            order.node(),
                            max - won.size())
                    .stream()
                    .sorted()
                    .toList();
            if (ids.isEmpty()) {
                break;
            }
            int[] counts = Sql.batch(
                    connection,
                    CLAIM.formatted(now()),
                    ids.stream()
                            .map(id -> new Object[] {order.claimId(), order.node(), id, order.node()})
                            .toList());
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    won.add(ids.get(i));
                }
            }
        }
        return won;
    }

    @Override
    List<Ended> end(Connection connection, String namespace, List<Ending> endings, boolean mayPrepare)
            throws SQLException {
        List<Ending> sorted =
                endings.stream().sorted(Comparator.comparing(Ending::id)).toList();
        int[] counts = Sql.batch(
                connection,
                END.formatted(now(), plusMicros(now())),
                sorted.stream().map(each -> row(each, namespace)).toList());
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                ours.add(sorted.get(i).id());
            }
        }
        if (ours.isEmpty()) {
            return List.of();
        }
        return Sql.list(
                connection,
                WRITTEN.formatted(Sql.marks(ours.size())),
                row -> new Ended(row.getString(1), TaskStatus.valueOf(row.getString(2)), row.getInt(3), true),
                ours.toArray());
    }

    private static Object[] row(Ending ending, String namespace) {
        boolean isFinal = ending.status() != TaskStatus.READY;
        boolean atOnce = ending.delay().isZero();
        return new Object[] {
            isFinal ? ending.status().name() : TaskStatus.CANCELLED.name(),
            ending.status().name(),
            ending.result(),
            isFinal,
            !isFinal && atOnce,
            isFinal || atOnce,
            ending.delayMicros(),
            isFinal,
            ending.delayMicros(),
            isFinal,
            "\n",
            ending.startedAt(),
            ending.startedAt(),
            ending.id(),
            ending.claim().claimId(),
            namespace
        };
    }

    @Override
    int promote(Connection connection, String namespace, int max) throws SQLException {
        List<String> ids = Sql.list(
                connection,
                PROMOTABLE.formatted(now()) + forUpdateSkipLocked(),
                row -> row.getString(1),
                namespace,
                max);
        int[] counts = Sql.batch(
                connection,
                PROMOTE.formatted(now()),
                ids.stream().sorted().map(id -> new Object[] {id}).toList());
        return Arrays.stream(counts).sum();
    }
}
