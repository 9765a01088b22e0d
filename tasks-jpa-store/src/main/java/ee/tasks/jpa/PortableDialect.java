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
 * Rows are picked, which leaves out what others have locked, and then updated by their keys where they are still what they were. A
 * database that can skip locked rows while it walks an index picks in one statement. Elsewhere a page is read without locks and
 * locked by its keys; while it brings less than is wanted, one that is four times as long is read, up to {@value #MOST_READ} rows.
 */
abstract class PortableDialect extends SqlDialect {

    private static final int MOST_READ = 5_000;
    private static final int GROWTH = 4;
    /** Below what an {@code in} may list on Oracle. */
    private static final int MOST_KEYS = 500;
    /** Whose heads are read by one statement. */
    private static final int MOST_QUEUES = 50;

    private static final String DUPLICATE_KEY = "23505";

    /** Of Oracle, MySQL and SQL Server, which have a state for broken constraints of all kinds. */
    private static final Set<Integer> DUPLICATE_KEY_CODES = Set.of(1, 1062, 2601, 2627);

    /** Ordered by what is constant as well, so that the index serves as the order. */
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

    /** A statement for each queue would be a round trip for each. */
    @Override
    Map<String, Integer> wanted(Connection connection, ClaimOrder order, List<String> queues, int max)
            throws SQLException {
        List<Candidate> heads = new ArrayList<>();
        for (int from = 0; from < queues.size(); from += MOST_QUEUES) {
            heads.addAll(
                    heads(connection, order, queues.subList(from, Math.min(queues.size(), from + MOST_QUEUES)), max));
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

    /** The first of a queue that nobody else has locked, which are locked then. */
    private List<Candidate> pick(Connection connection, ClaimOrder order, String queue, int max) throws SQLException {
        Page<Candidate> page = (length, locked) -> Sql.list(
                connection, claimableOf(locked), Candidate::read, order.namespace(), queue, order.node(), length);
        return pick(connection, page, Candidate::id, "t.due = true and t.status = 'READY'", max);
    }

    String claimableOf(boolean locked) {
        return locked ? claimable() + forUpdateSkipLocked() : claimable();
    }

    /** The first rows of something that is ordered. */
    @FunctionalInterface
    private interface Page<T> {
        List<T> read(int length, boolean locked) throws SQLException;
    }

    private <T> List<T> pick(Connection connection, Page<T> pages, Function<T, String> key, String guard, int max)
            throws SQLException {
        if (!forUpdateSkipLocked().isEmpty()) {
            return pages.read(max, true);
        }
        List<T> picked = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int length = max;
        boolean more = true;
        while (more && picked.size() < max) {
            List<T> page = pages.read(length, false);
            List<T> fresh =
                    page.stream().filter(row -> seen.add(key.apply(row))).toList();
            Set<String> ours = lock(connection, fresh.stream().map(key).sorted().toList(), guard);
            fresh.stream()
                    .filter(row -> ours.contains(key.apply(row)))
                    .limit(max - picked.size())
                    .forEach(picked::add);
            more = page.size() == length && length < MOST_READ;
            length = Math.min(MOST_READ, length * GROWTH);
        }
        return picked;
    }

    private static Set<String> lock(Connection connection, List<String> ids, String guard) throws SQLException {
        Set<String> locked = new HashSet<>();
        for (int from = 0; from < ids.size(); from += MOST_KEYS) {
            List<String> keys = ids.subList(from, Math.min(ids.size(), from + MOST_KEYS));
            locked.addAll(Sql.list(
                    connection,
                    LOCK.formatted(Sql.marks(keys.size()), guard),
                    row -> row.getString(1),
                    keys.toArray()));
        }
        return locked;
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
        Page<String> page = (length, locked) -> Sql.list(
                connection,
                PROMOTABLE.formatted(now()) + (locked ? forUpdateSkipLocked() : ""),
                row -> row.getString(1),
                namespace,
                length);
        List<String> ids = pick(connection, page, Function.identity(), "t.promote_at is not null", max).stream()
                .sorted()
                .toList();
        int promoted = 0;
        for (int from = 0; from < ids.size(); from += MOST_KEYS) {
            List<String> keys = ids.subList(from, Math.min(ids.size(), from + MOST_KEYS));
            promoted += Sql.update(connection, PROMOTE.formatted(Sql.marks(keys.size()), now()), keys.toArray());
        }
        return promoted;
    }
}
