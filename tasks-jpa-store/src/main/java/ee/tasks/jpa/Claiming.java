package ee.tasks.jpa;

import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Claims, and what becomes of claims other than an end: started, given back, parked. */
final class Claiming {

    private static final Comparator<TaskRow> ORDER = Comparator.comparing(
                    (TaskRow row) -> row.task().priority(), Comparator.reverseOrder())
            .thenComparing(TaskRow::sortTime)
            .thenComparing(row -> row.task().id());

    private static final Comparator<SqlDialect.Head> HEAD_ORDER = Comparator.comparing(
                    SqlDialect.Head::priority, Comparator.reverseOrder())
            .thenComparing(SqlDialect.Head::runAfter)
            .thenComparing(SqlDialect.Head::id);

    private static final String HELD = " where id = ? and claim_id = ? and status = 'RUNNING' and namespace = ?";

    private static final String MARK_STARTED = "update ee_task set claim_started = true" + HELD;

    private static final String RELEASE = """
            update ee_task set status = case when cancel_requested then 'CANCELLED' else 'READY' end,
                due = case when cancel_requested then false else true end,
                finished_at = case when cancel_requested then %s else null end,
                claim_id = null, node_id = null, claim_started = false""" + HELD;

    private static final String PARK = """
            update ee_task set status = case when cancel_requested then 'CANCELLED' else 'READY' end,
                finished_at = case when cancel_requested then %1$s else null end,
                parked_at = case when cancel_requested then null else %1$s end,
                parked_by = case when cancel_requested then null else cast(? as varchar(64)) end,
                parked_reason = case when cancel_requested then null else cast(? as varchar(1000)) end,
                claim_id = null, node_id = null, claim_started = false""" + HELD;

    /** Ordered by what is constant as well, so that the index serves as the order. */
    static final String PARKED = """
            select t.id from ee_task t
            where t.namespace = ? and t.parked_at is not null and t.parked_by <> ? and t.task in (%s)
            order by t.namespace, t.parked_at
            fetch first %d rows only""";

    /** Tests again what was read: it may have been unparked, run and parked since. */
    private static final String UNPARK = """
            update ee_task set due = true, parked_at = null, parked_by = null, parked_reason = null
            where id = ? and status = 'READY' and parked_at is not null and parked_by <> ?""";

    private static final String CANCELLED = "select t.id from ee_task t where t.status = 'CANCELLED' and t.id in (%s)";

    private static final String HOLDING = """
            select t.id, t.claim_id from ee_task t
            where t.namespace = ? and t.status = 'RUNNING' and t.cancel_requested = false and t.id in (%s)""";

    private static final int LONGEST_REASON = 1_000;

    private final String namespace;
    private final SqlDialect dialect;
    private final Queues queues;
    private final Dependencies dependencies;

    Claiming(String namespace, SqlDialect dialect, Queues queues, Dependencies dependencies) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.queues = queues;
        this.dependencies = dependencies;
    }

    List<ClaimedTask> claim(Connection connection, String node, QueueSelection selection, int max) throws SQLException {
        ClaimOrder order = new ClaimOrder(namespace, node, UUID.randomUUID().toString());
        boolean remembered = queues.isFresh();
        List<String> names = queues.active(connection, selection);
        List<TaskRow> claimed = new ArrayList<>(claim(connection, order, names, max));
        if (claimed.size() < max && remembered) {
            queues.forget();
            List<String> others = new ArrayList<>(queues.active(connection, selection));
            others.removeAll(names);
            claimed.addAll(claim(connection, order, others, max - claimed.size()));
        }
        return claimed.stream().sorted(ORDER).map(TaskRow::toClaimed).toList();
    }

    private List<TaskRow> claim(Connection connection, ClaimOrder order, List<String> names, int max)
            throws SQLException {
        if (names.isEmpty()) {
            return List.of();
        }
        if (names.size() == 1) {
            return dialect.claim(connection, order, Map.of(names.get(0), max));
        }
        Map<String, Integer> wanted = new TreeMap<>();
        dialect.heads(connection, namespace, names, max).stream()
                .sorted(HEAD_ORDER)
                .limit(max)
                .forEach(head -> wanted.merge(head.queue(), 1, Integer::sum));
        return wanted.isEmpty() ? List.of() : dialect.claim(connection, order, wanted);
    }

    boolean markStarted(Connection connection, Claim claim) throws SQLException {
        dialect.prepareWorker(connection);
        return Sql.update(connection, MARK_STARTED, claim.id(), claim.claimId(), namespace) == 1;
    }

    void release(Connection connection, Collection<Claim> claims) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        dialect.prepareWorker(connection);
        List<Claim> sorted =
                claims.stream().sorted(Comparator.comparing(Claim::id)).toList();
        Sql.batch(
                connection,
                RELEASE.formatted(dialect.now()),
                sorted.stream()
                        .map(claim -> new Object[] {claim.id(), claim.claimId(), namespace})
                        .toList());
        releaseFollowers(connection, sorted.stream().map(Claim::id).toList());
    }

    private void releaseFollowers(Connection connection, List<String> ids) throws SQLException {
        List<String> cancelled = Sql.list(
                connection, CANCELLED.formatted(Sql.marks(ids.size())), row -> row.getString(1), ids.toArray());
        dependencies.finished(connection, cancelled);
    }

    void park(Connection connection, Claim claim, String node, String reason) throws SQLException {
        dialect.prepareWorker(connection);
        Sql.update(
                connection,
                PARK.formatted(dialect.now()),
                node,
                StoredText.clean(reason, LONGEST_REASON),
                claim.id(),
                claim.claimId(),
                namespace);
        releaseFollowers(connection, List.of(claim.id()));
    }

    /** One page; what others have locked is left to the next round. */
    int unpark(Connection connection, String node, Set<String> tasks, int page) throws SQLException {
        dialect.prepareWorker(connection);
        List<Object> parameters = new ArrayList<>(List.of(namespace, node));
        parameters.addAll(tasks);
        List<String> ids = Sql.list(
                connection,
                PARKED.formatted(Sql.marks(tasks.size()), page) + dialect.forUpdateSkipLocked(),
                row -> row.getString(1),
                parameters.toArray());
        int[] counts = Sql.batch(
                connection,
                UNPARK,
                ids.stream().sorted().map(id -> new Object[] {id, node}).toList());
        return Arrays.stream(counts).sum();
    }

    Set<Claim> stopping(Connection connection, Collection<Claim> claims) throws SQLException {
        Set<Claim> stopping = new HashSet<>(claims);
        if (!claims.isEmpty()) {
            List<String> ids = claims.stream().map(Claim::id).toList();
            Sql.list(
                            connection,
                            HOLDING.formatted(Sql.marks(ids.size())),
                            row -> new Claim(row.getString(1), row.getString(2)),
                            Sql.parameters(namespace, ids))
                    .forEach(stopping::remove);
        }
        return stopping;
    }
}
