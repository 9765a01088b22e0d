package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.jpa.PrunedTasks.Pruned;
import ee.tasks.spi.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deletes tasks whose retention is over, oldest first, a {@link FinishedGroup} (queue and status) at a time; {@link Sweeping} decides
 * whose turn it is. FAILED tasks go before SUCCESSFUL and CANCELLED ones, since they may need the results of those.
 *
 * <p>One transaction looks at {@value #LOOKED_AT} tasks of a group, whether they may go or not, and deletes at most as many as the caller
 * allows. It locks them by SKIP LOCKED where the database has that: locked rows are left to the next sweep. A task stays while another
 * depends on it, while its flow is unfinished, or while it holds a unique key. Whether a flow is needed is asked once, for up to
 * {@value #MAX_FLOWS} flows of a sweep. Rows of other tables go {@value #MAX_SATELLITES} tasks a statement.
 *
 * <p>If a page fails, it is rolled back, and the group waits for the next sweep.
 */
final class Pruning {

    /** The finished tasks of one queue with one status. */
    record FinishedGroup(String queue, TaskStatus status, Duration kept) {

        @Override
        public String toString() {
            return status + " tasks of queue '" + queue + "'";
        }
    }

    /** The last task of a group that was looked at. The walk goes on behind it. */
    record WalkedTo(Instant finishedAt, String id) {}

    /**
     * What one transaction did.
     *
     * @param end where to go on, {@code null} if the group has been walked through
     */
    record PrunedPage(int deleted, WalkedTo end) {}

    private record PruningCandidate(String id, String flow, Instant finishedAt) {}

    /** How many are looked at in one transaction, whether they may go or not. */
    private static final int LOOKED_AT = 500;

    /** How many answers are kept in memory; then they are asked for again. */
    private static final int MAX_FLOWS = 10_000;

    /** Earlier than any clock. What a database has before it (MariaDB's year 0) cannot be bound as a parameter. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    /** FAILED first: one may need the results of the others for a retry. */
    private static final List<TaskStatus> FINAL =
            List.of(TaskStatus.FAILED, TaskStatus.SUCCESSFUL, TaskStatus.CANCELLED);

    private static final List<TaskStatus> UNFINISHED =
            List.of(TaskStatus.READY, TaskStatus.WAITING, TaskStatus.RUNNING);

    /** Leaps from queue to queue along the index. */
    private static final String NEXT_QUEUE = """
            select t.queue from ee_task t
            where t.namespace = ? and t.status = ? and t.queue > ? and t.finished_at is not null
            order by t.namespace, t.status, t.queue
            fetch first 1 rows only""";

    private static final String OVER = """
            select t.id, t.flow_id, t.finished_at from ee_task t
            where t.namespace = ? and t.status = ? and t.queue = ? and t.finished_at <= %s%s
            order by t.namespace, t.status, t.queue, t.finished_at, t.id
            fetch first %d rows only""";

    private static final String BEHIND = " and t.finished_at >= ? and (t.finished_at > ? or t.id > ?)";

    /** Followers read a predecessor's result, so it stays until they have finished, and while they are FAILED and may be retried. */
    private static final String AWAITED = """
            exists (select 1 from ee_task_dependency d where d.predecessor_id = t.%1$s%2$s)
            or exists (select 1 from ee_task_predecessor r join ee_task f on f.id = r.task_id
                where r.predecessor_id = t.%1$s and (f.finished_at is null or f.status = 'FAILED')%2$s)""";

    /** Takes the id of one member of each flow. */
    private static final String NEEDED_FLOWS = """
            select t.flow_id from ee_task t where t.id in (%%s) and (%s%s)""";

    /** One branch for each status: for a list of them PostgreSQL up to 16 may read the whole flow. */
    private static final String UNFINISHED_MEMBER = """

                or exists (select 1 from ee_task m
                    where m.namespace = t.namespace and m.flow_id = t.flow_id and m.status = '%s'%s)""";

    private static final String NEEDED_BY_NOBODY = """
            select t.id, t.flow_id from ee_task t where t.id in (%%s) and t.status = ? and not (%s
                or exists (select 1 from ee_task_key k where k.task_id = t.id and k.held_until > %s%s)
                or %s)""";

    /** A FAILED task that holds its key stays while others wait behind it. */
    private static final String HOLDS_ORDER = """
            t.order_id is not null and exists (select 1 from ee_ordered o join ee_ordered b
                on b.namespace = o.namespace and b.order_id = o.order_id and b.order_number > o.order_number
                where o.task_id = t.id%s)""";

    /** Tests the status again: where the select locked nothing (H2), the task may have been retried since. */
    private static final String DELETE = "delete from ee_task where id = ? and status = ?";

    private static final List<String> SATELLITES = List.of(
            "delete from ee_task_error where task_id in (%s)",
            "delete from ee_task_note where task_id in (%s)",
            "delete from ee_task_key where task_id in (%s)",
            "delete from ee_task_dependency where task_id in (%s)",
            "delete from ee_task_predecessor where task_id in (%s)",
            "delete from ee_task_unreadable where task_id in (%s)",
            "delete from ee_task_expiry where task_id in (%s)",
            "delete from ee_ordered where task_id in (%s)");

    /** MariaDB 11.4 may read the whole table for a list of more than 200 (eq_range_index_dive_limit). */
    private static final int MAX_SATELLITES = 100;

    private final String namespace;
    private final SqlDialect dialect;
    private final PrunedTasks pruned;
    private final String first;
    private final String next;
    private final String neededFlows;
    private final String neededByNobody;

    Pruning(String namespace, SqlDialect dialect, PrunedTasks pruned) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.pruned = pruned;
        String over = dialect.once(dialect.plusMicros(dialect.now()));
        first = OVER.formatted(over, "", LOOKED_AT);
        next = OVER.formatted(over, BEHIND, LOOKED_AT);
        String forEachRow = dialect.forEachRow();
        StringBuilder unfinished = new StringBuilder();
        for (TaskStatus status : UNFINISHED) {
            unfinished.append(UNFINISHED_MEMBER.formatted(status, forEachRow));
        }
        neededFlows = NEEDED_FLOWS.formatted(AWAITED.formatted("flow_id", forEachRow), unfinished);
        neededByNobody = NEEDED_BY_NOBODY.formatted(
                        AWAITED.formatted("id", forEachRow),
                        dialect.once(dialect.now()),
                        forEachRow,
                        HOLDS_ORDER.formatted(forEachRow))
                + dialect.forUpdateSkipLocked();
    }

    List<FinishedGroup> groups(Connection connection, Retention retention) throws SQLException {
        dialect.prepareWorker(connection);
        List<FinishedGroup> groups = new ArrayList<>();
        for (TaskStatus status : FINAL) {
            List<String> queue = next(connection, status, "");
            while (!queue.isEmpty()) {
                Duration kept = retention.of(queue.get(0), status);
                if (!kept.equals(Retention.FOR_EVER)) {
                    groups.add(new FinishedGroup(queue.get(0), status, kept));
                }
                queue = next(connection, status, queue.get(0));
            }
        }
        return groups;
    }

    private List<String> next(Connection connection, TaskStatus status, String queue) throws SQLException {
        return Sql.list(connection, NEXT_QUEUE, row -> row.getString(1), namespace, status.name(), queue);
    }

    /**
     * Prunes the next tasks of a group. What others have locked is skipped.
     *
     * @param from where to go on, {@code null} for the oldest
     * @param flows whether a flow is needed; filled and reused during a sweep
     */
    PrunedPage prune(Connection connection, FinishedGroup group, WalkedTo from, int most, Map<String, Boolean> flows)
            throws SQLException {
        dialect.prepareWalk(connection);
        List<PruningCandidate> found = look(connection, group, from);
        decide(connection, found, flows);
        List<String> free = new ArrayList<>();
        int seen = 0;
        while (seen < found.size() && free.size() < most) {
            PruningCandidate each = found.get(seen++);
            if (each.flow == null || !flows.get(each.flow)) {
                free.add(each.id);
            }
        }
        int deleted = delete(connection, group, free);
        boolean more = seen < found.size() || found.size() == LOOKED_AT;
        return new PrunedPage(deleted, more ? place(found.get(seen - 1)) : null);
    }

    private List<PruningCandidate> look(Connection connection, FinishedGroup group, WalkedTo from) throws SQLException {
        List<Object> parameters =
                new ArrayList<>(List.of(namespace, group.status.name(), group.queue, -Micros.of(group.kept)));
        if (from != null) {
            parameters.addAll(List.of(from.finishedAt, from.finishedAt, from.id));
        }
        return Sql.list(
                connection,
                from == null ? first : next,
                row -> new PruningCandidate(row.getString(1), row.getString(2), Sql.instant(row, 3)),
                parameters.toArray());
    }

    /** MariaDB's driver reads {@code 0000-00-00 00:00:00} as null. */
    private static WalkedTo place(PruningCandidate last) {
        boolean early = last.finishedAt == null || last.finishedAt.isBefore(EARLIEST);
        return new WalkedTo(early ? EARLIEST : last.finishedAt, last.id);
    }

    /** Asks once for each flow, not for each task: it may have a million members. */
    private void decide(Connection connection, List<PruningCandidate> found, Map<String, Boolean> flows)
            throws SQLException {
        if (flows.size() > MAX_FLOWS) {
            flows.clear();
        }
        Map<String, String> unknown = new TreeMap<>();
        found.stream()
                .filter(each -> each.flow != null && !flows.containsKey(each.flow))
                .forEach(each -> unknown.put(each.flow, each.id));
        if (!unknown.isEmpty()) {
            List<String> needed = Sql.list(
                    connection,
                    neededFlows.formatted(Sql.marks(unknown.size())),
                    row -> row.getString(1),
                    unknown.values().toArray());
            unknown.keySet().forEach(flow -> flows.put(flow, false));
            needed.forEach(flow -> flows.put(flow, true));
        }
    }

    private int delete(Connection connection, FinishedGroup group, List<String> free) throws SQLException {
        if (free.isEmpty()) {
            return 0;
        }
        List<Object> parameters = new ArrayList<>(free);
        parameters.add(group.status.name());
        List<Pruned> over = Sql.list(
                        connection,
                        neededByNobody.formatted(Sql.marks(free.size())),
                        row -> new Pruned(row.getString(1), group.status, row.getString(2)),
                        parameters.toArray())
                .stream()
                .sorted(Comparator.comparing(Pruned::id))
                .toList();
        int[] counts = Sql.batch(
                connection,
                DELETE,
                over.stream()
                        .map(task -> new Object[] {task.id(), group.status.name()})
                        .toList());
        List<Pruned> gone = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                gone.add(over.get(i));
            }
        }
        List<String> deleted = gone.stream().map(Pruned::id).toList();
        if (!deleted.isEmpty()) {
            pruned.note(connection, gone);
            for (int from = 0; from < deleted.size(); from += MAX_SATELLITES) {
                List<String> some = deleted.subList(from, Math.min(deleted.size(), from + MAX_SATELLITES));
                for (String satellite : SATELLITES) {
                    Sql.update(connection, satellite.formatted(Sql.marks(some.size())), some.toArray());
                }
            }
        }
        return deleted.size();
    }
}
