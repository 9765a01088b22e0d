package ee.tasks.jpa;

import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Claims due tasks, marks that one has started, and gives claims back.
 *
 * <p>One claim is one transaction, and all its tasks get one claim id. If several queues have something due, the first {@code max} tasks
 * over all queues are looked up first, without locks, so that each queue gets its share. Then the dialect locks and updates that many
 * of each queue; rows that another transaction has locked are left out, never waited for. Rows of unknown size (written before script 5)
 * are claimed one by one, since their arguments may not fit into memory together; each further round asks for at most {@value #FEW},
 * and the claim stops when it has half of {@code max}, when the characters are used up, or when nothing more is due.
 *
 * <p>Every later write names task id and claim id, and changes the row only while it is RUNNING under that claim. If the transaction
 * fails, nothing was claimed, and the worker claims again.
 */
final class Claiming {

    private static final Comparator<TaskRow> ORDER = Comparator.comparing(
                    (TaskRow row) -> row.task().priority(), Comparator.reverseOrder())
            .thenComparing(TaskRow::sortTime, Candidate.TIMES)
            .thenComparing(row -> row.task().id());

    /** How many are looked at again for each that is claimed alone. */
    private static final int FEW = 20;

    /** How often a claim looks further that finds tasks which have expired. */
    private static final int MAX_ROUNDS = 20;

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
    private final Marks marks;
    private final GateExits exits;
    private final Expiring expiring;

    Claiming(String namespace, SqlDialect dialect, Queues queues, Marks marks, GateExits exits, Expiring expiring) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.queues = queues;
        this.marks = marks;
        this.exits = exits;
        this.expiring = expiring;
    }

    /** Goes on until it has half of what was asked for: a worker takes fewer to mean that nothing more is due. */
    List<ClaimedTask> claim(Connection connection, String node, QueueSelection selection, int max, long maxCharacters)
            throws SQLException {
        return inOrder(rows(connection, node, selection, max, maxCharacters));
    }

    static List<ClaimedTask> inOrder(List<TaskRow> rows) {
        return rows.stream().sorted(ORDER).map(TaskRow::toClaimed).toList();
    }

    /** As {@link #claim}, the rows, in their order. */
    List<TaskRow> rows(Connection connection, String node, QueueSelection selection, int max, long maxCharacters)
            throws SQLException {
        List<String> names = queues.active(connection, node, selection);
        if (names.isEmpty()) {
            return List.of();
        }
        String claimId = UUID.randomUUID().toString();
        List<TaskRow> claimed = new ArrayList<>();
        long left = maxCharacters;
        boolean more = true;
        for (int round = 0; more && round < MAX_ROUNDS; round++) {
            List<TaskRow> some =
                    rows(connection, new ClaimOrder(namespace, node, claimId, left), names, max - claimed.size());
            List<TaskRow> inTime = expiring.inTime(connection, some);
            claimed.addAll(inTime);
            left -= characters(inTime);
            more = inTime.size() < some.size() && left > 0 && 2 * claimed.size() < max;
        }
        return claimed.stream().sorted(ORDER).toList();
    }

    private List<TaskRow> rows(Connection connection, ClaimOrder order, List<String> names, int max)
            throws SQLException {
        List<TaskRow> claimed = new ArrayList<>();
        long left = order.maxCharacters();
        int ask = max;
        boolean more = true;
        while (more) {
            SqlDialect.Claimed some = claim(connection, order.with(left), names, ask);
            claimed.addAll(some.rows());
            left -= characters(some.rows());
            boolean full = ask < max && some.rows().size() == ask;
            boolean isOver = some.rows().isEmpty() || left <= 0 || 2 * claimed.size() >= max;
            more = !isOver && (some.cut() || full);
            ask = Math.min(FEW, max - claimed.size());
        }
        return claimed;
    }

    private SqlDialect.Claimed claim(Connection connection, ClaimOrder order, List<String> names, int max)
            throws SQLException {
        Map<String, Integer> wanted =
                names.size() == 1 ? Map.of(names.get(0), max) : dialect.wanted(connection, order, names, max);
        return wanted.isEmpty() ? new SqlDialect.Claimed(List.of(), false) : dialect.claim(connection, order, wanted);
    }

    private static long characters(List<TaskRow> rows) {
        return rows.stream().mapToLong(row -> row.task().arguments().length()).sum();
    }

    int promote(Connection connection, int max) throws SQLException {
        int promoted = dialect.promote(connection, namespace, max);
        if (promoted > 0) {
            queues.listAgain();
        }
        return promoted;
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
        exits.left(connection, sorted);
        marks.finished(connection, sorted.stream().map(Claim::id).toList(), true);
    }

    Set<Claim> stopping(Connection connection, Collection<Claim> claims) throws SQLException {
        Set<Claim> stopping = new HashSet<>(claims);
        for (List<String> ids : Sql.chunks(claims.stream().map(Claim::id).toList())) {
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
