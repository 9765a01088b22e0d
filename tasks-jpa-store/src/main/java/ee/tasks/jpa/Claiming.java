package ee.tasks.jpa;

import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Claims, and what becomes of claims other than an end: started, given back. */
final class Claiming {

    /** MariaDB's date of zeros is read as null. */
    private static final Comparator<Instant> TIMES = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<TaskRow> ORDER = Comparator.comparing(
                    (TaskRow row) -> row.task().priority(), Comparator.reverseOrder())
            .thenComparing(TaskRow::sortTime, TIMES)
            .thenComparing(row -> row.task().id());

    private static final Comparator<SqlDialect.Head> HEAD_ORDER = Comparator.comparing(
                    SqlDialect.Head::priority, Comparator.reverseOrder())
            .thenComparing(SqlDialect.Head::runAfter, TIMES)
            .thenComparing(SqlDialect.Head::id);

    private static final String HELD = " where id = ? and claim_id = ? and status = 'RUNNING' and namespace = ?";

    private static final String MARK_STARTED = "update ee_task set claim_started = true" + HELD;

    private static final String RELEASE = """
            update ee_task set status = case when cancel_requested then 'CANCELLED' else 'READY' end,
                due = case when cancel_requested then false else true end,
                finished_at = case when cancel_requested then %s else null end,
                claim_id = null, node_id = null, claim_started = false""" + HELD;

    private static final String HOLDING = """
            select t.id, t.claim_id from ee_task t
            where t.namespace = ? and t.status = 'RUNNING' and t.cancel_requested = false and t.id in (%s)""";

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
        dialect.heads(connection, order, names, max).stream()
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
        dependencies.releaseIfCancelled(
                connection, sorted.stream().map(Claim::id).toList());
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
