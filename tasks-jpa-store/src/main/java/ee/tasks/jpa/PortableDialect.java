package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The hot path in SQL that all databases know: pick rows, which leaves out what others have locked, then update them by their keys if
 * they still are what they were.
 *
 * <p>A database with SKIP LOCKED (MariaDB, MySQL) picks in one statement. Elsewhere a page is read without locks, and its rows are locked
 * by their keys, skipping locked ones. While that brings fewer rows than wanted, a page {@value #GROWTH} times as long is read, up to
 * {@value #MAX_READ} rows. Statements name at most {@value #MAX_KEYS} keys; one statement reads the heads of {@value #MAX_QUEUES} queues.
 *
 * <p>Completions are a batch of single updates in the order of the ids, each guarded by claim id and status. If a statement fails, the
 * transaction is rolled back, and the worker tries again.
 */
abstract class PortableDialect extends SqlDialect {

    private static final int MAX_READ = 5_000;
    private static final int GROWTH = 4;
    /** Below the 1,000 that an {@code in} may list on Oracle. */
    private static final int MAX_KEYS = 500;
    /** How many queues' heads one statement reads. */
    private static final int MAX_QUEUES = 50;

    private static final String DUPLICATE_KEY = "23505";

    /** Oracle, MySQL and SQL Server: their SQL state is the same for all kinds of broken constraints. */
    private static final Set<Integer> DUPLICATE_KEY_CODES = Set.of(1, 1062, 2601, 2627);

    /** The order names the constant columns as well, so that the index has it. */
    static final String CLAIMABLE = """
            select %s from ee_task t
            where t.namespace = ? and t.due = true and t.queue = ? and %s
            order by t.namespace, t.due, t.queue, t.priority desc, t.run_after, t.id
            fetch first ? rows only""";

    private static final String LOCK = "select t.id from ee_task t where t.id in (%s) and %s for update skip locked";

    private static final String CLAIMED =
            "select " + TaskRow.CLAIMED_COLUMNS + " from ee_task t where t.claim_id = ? and t.id in (%s)";

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
            where id in (%s) and status = 'READY' and promote_at <= %s""";

    private static final String WRITTEN = "select t.id, t.status, t.attempts from ee_task t where t.id in (%s)";

    private static final String CLAIM = """
            update ee_task set status = 'RUNNING', due = false, claim_id = ?, node_id = ?, claimed_at = %s,
                claim_started = false, claims = least(claims, 2147483646) + 1
            where id in (%s) and due = true and status = 'READY'
              and exists (select 1 from ee_node n where n.id = ? and n.dead = false)""";

    /**
     * One statement for all outcomes, so that a group locks its rows in one order. Assigns node_id last: MariaDB and MySQL evaluate the
     * assignments from left to right, and the workers' line needs the old value.
     */
    private static final String COMPLETE = """
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
    String forUpdateSkipLocked() {
        return "";
    }

    /** For databases that undo only the failed statement, so that the transaction goes on. */
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

    /** Many queues in one statement: one for each would be a round trip for each. */
    @Override
    Map<String, Integer> wanted(Connection connection, ClaimOrder order, List<String> queues, int max)
            throws SQLException {
        List<Candidate> heads = new ArrayList<>();
        for (int from = 0; from < queues.size(); from += MAX_QUEUES) {
            heads.addAll(
                    heads(connection, order, queues.subList(from, Math.min(queues.size(), from + MAX_QUEUES)), max));
        }
        Map<String, Integer> wanted = new TreeMap<>();
        heads.stream().sorted(Candidate.ORDER).limit(max).forEach(head -> wanted.merge(head.queue(), 1, Integer::sum));
        return wanted;
    }

    private List<Candidate> heads(Connection connection, ClaimOrder order, List<String> queues, int max)
            throws SQLException {
        List<Object> parameters = new ArrayList<>();
        for (String queue : queues) {
            parameters.addAll(List.of(order.namespace(), queue, order.node(), max));
        }
        parameters.add(max);
        return Sql.list(connection, headsOf(queues.size()), Candidate::read, parameters.toArray());
    }

    private String headsOf(int queues) {
        String heads = IntStream.range(0, queues)
                .mapToObj(number -> "select * from (" + claimable() + ") q" + number)
                .collect(Collectors.joining("\nunion all\n"));
        return "select h.* from (" + heads + ") h order by h.priority desc, h.run_after, h.id fetch first ? rows only";
    }

    private String claimable() {
        return CLAIMABLE.formatted(Candidate.COLUMNS, NOT_OFFERED_TO_OTHERS.formatted(now()));
    }

    @Override
    Claimed claim(Connection connection, ClaimOrder order, Map<String, Integer> wanted) throws SQLException {
        List<Candidate> picked = new ArrayList<>();
        for (Map.Entry<String, Integer> queue : wanted.entrySet()) {
            picked.addAll(pick(connection, order, queue.getKey(), queue.getValue()));
        }
        List<String> ids = Candidate.fitting(picked, order.maxCharacters()).stream()
                .map(Candidate::id)
                .toList();
        List<TaskRow> claimed = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(ids)) {
            claimed.addAll(claim(connection, order, chunk));
        }
        return new Claimed(claimed, ids.size() < picked.size() && Candidate.isUncounted(picked));
    }

    private List<TaskRow> claim(Connection connection, ClaimOrder order, List<String> ids) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(order.claimId(), order.node()));
        parameters.addAll(ids);
        parameters.add(order.node());
        int won = Sql.update(connection, CLAIM.formatted(now(), Sql.marks(ids.size())), parameters.toArray());
        return won == 0
                ? List.of()
                : Sql.list(
                        connection,
                        CLAIMED.formatted(Sql.marks(ids.size())),
                        TaskRow::readClaimed,
                        Sql.parameters(order.claimId(), ids));
    }

    /** Picks, and locks, the first tasks of a queue that no other transaction has locked. */
    private List<Candidate> pick(Connection connection, ClaimOrder order, String queue, int max) throws SQLException {
        Head<Candidate> head = (length, locked) -> Sql.list(
                connection, claimableOf(locked), Candidate::read, order.namespace(), queue, order.node(), length);
        return pick(connection, head, Candidate::id, "t.due = true and t.status = 'READY'", max);
    }

    String claimableOf(boolean locked) {
        return locked ? claimable() + forUpdateSkipLocked() : claimable();
    }

    /** Reads the first rows of an ordered select. */
    @FunctionalInterface
    private interface Head<T> {
        List<T> read(int length, boolean locked) throws SQLException;
    }

    private <T> List<T> pick(Connection connection, Head<T> head, Function<T, String> key, String guard, int max)
            throws SQLException {
        if (!forUpdateSkipLocked().isEmpty()) {
            return head.read(max, true);
        }
        List<T> picked = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int length = max;
        boolean more = true;
        while (more && picked.size() < max) {
            List<T> page = head.read(length, false);
            List<T> fresh =
                    page.stream().filter(row -> seen.add(key.apply(row))).toList();
            Set<String> ours = lock(connection, fresh.stream().map(key).sorted().toList(), guard);
            fresh.stream()
                    .filter(row -> ours.contains(key.apply(row)))
                    .limit(max - picked.size())
                    .forEach(picked::add);
            more = page.size() == length && length < MAX_READ;
            length = Math.min(MAX_READ, length * GROWTH);
        }
        return picked;
    }

    private static Set<String> lock(Connection connection, List<String> ids, String guard) throws SQLException {
        Set<String> locked = new HashSet<>();
        for (int from = 0; from < ids.size(); from += MAX_KEYS) {
            List<String> keys = ids.subList(from, Math.min(ids.size(), from + MAX_KEYS));
            locked.addAll(Sql.list(
                    connection,
                    LOCK.formatted(Sql.marks(keys.size()), guard),
                    row -> row.getString(1),
                    keys.toArray()));
        }
        return locked;
    }

    @Override
    List<CompletedRow> complete(Connection connection, String namespace, List<CompletionRow> rows, boolean mayPrepare)
            throws SQLException {
        List<CompletionRow> sorted =
                rows.stream().sorted(Comparator.comparing(CompletionRow::id)).toList();
        int[] counts = Sql.batch(
                connection,
                COMPLETE.formatted(now(), plusMicros(now())),
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
                row -> new CompletedRow(row.getString(1), TaskStatus.valueOf(row.getString(2)), row.getInt(3), true),
                ours.toArray());
    }

    private static Object[] row(CompletionRow row, String namespace) {
        boolean isFinal = row.status() != TaskStatus.READY;
        boolean atOnce = row.delay().isZero();
        return new Object[] {
            isFinal ? row.status().name() : TaskStatus.CANCELLED.name(),
            row.status().name(),
            row.result(),
            isFinal,
            !isFinal && atOnce,
            isFinal || atOnce,
            row.delayMicros(),
            isFinal,
            row.delayMicros(),
            isFinal,
            "\n",
            row.startedAt(),
            row.startedAt(),
            row.id(),
            row.claim().claimId(),
            namespace
        };
    }

    @Override
    int promote(Connection connection, String namespace, int max) throws SQLException {
        Head<String> head = (length, locked) -> Sql.list(
                connection,
                PROMOTABLE.formatted(now()) + (locked ? forUpdateSkipLocked() : ""),
                row -> row.getString(1),
                namespace,
                length);
        List<String> ids = pick(connection, head, Function.identity(), "t.promote_at is not null", max).stream()
                .sorted()
                .toList();
        int promoted = 0;
        for (int from = 0; from < ids.size(); from += MAX_KEYS) {
            List<String> keys = ids.subList(from, Math.min(ids.size(), from + MAX_KEYS));
            promoted += Sql.update(connection, PROMOTE.formatted(Sql.marks(keys.size()), now()), keys.toArray());
        }
        return promoted;
    }
}
