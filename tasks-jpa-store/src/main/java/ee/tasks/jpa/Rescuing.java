package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Rescue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rescues the tasks of dead nodes: those whose lease ran out ({@link Nodes#giveUp}) and those that have no row. It starts from the tasks'
 * rows, leaping along their index from node to node, so that a node without a row is found, too, and the tasks of live nodes, nearly
 * all, are not read.
 *
 * <p>One page is one transaction; the store calls until no page is left. Rows that another transaction has locked, by a late completion
 * for instance, are left to the next round. The update names id and claim id, requires RUNNING, and checks again that the node is dead.
 *
 * <p>A task that had started waits before it runs again, since it may have killed its worker: 1 s after the first loss, doubled with
 * each further one, up to {@value #MAX_DOUBLINGS} times (17 minutes). One that was lost more often than allowed, or must not run again,
 * becomes FAILED. Each counted loss leaves an error in the task's record.
 *
 * <p>If a page fails, it is rolled back, and the next round finds its tasks again.
 */
final class Rescuing {

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 10;

    /** Leaps from node to node along the index. */
    private static final String NEXT_NODE = """
            select t.node_id, case when exists (select 1 from ee_node n where n.id = t.node_id and n.dead = false)
                then 0 else 1 end
            from ee_task t where t.namespace = ? and t.node_id > ?
            order by t.namespace, t.node_id
            fetch first 1 rows only""";

    private static final String LOST = """
            select t.id, coalesce(t.claim_id, '-'), t.node_id, t.claim_started, t.rerun_if_lost, t.cancel_requested, t.attempts,
                t.losses, t.lost
            from ee_task t
            where t.namespace = ? and t.node_id = ? and t.status = 'RUNNING'
            fetch first %d rows only""";

    private record ClaimingNode(String node, boolean lost) {}

    /**
     * Checks the node again: while this transaction waited for the row's lock, another may have rescued the task, and a live node
     * claimed it. Then the row is read as it is now, but the nodes as they were when the statement started.
     */
    private static final String RESCUE = """
            update ee_task set status = ?, due = ?, promote_at = case when ? then %1$s end,
                run_after = case when ? then %1$s else run_after end,
                finished_at = case when ? then %2$s end,
                lost = true, losses = least(losses, 2147483646) + ?, attempts = least(attempts, 2147483646) + ?,
                attempts_before = attempts_before + ?,
                started_at = case when ? then coalesce(started_at, claimed_at) else started_at end,
                last_attempted_at = case when ? then claimed_at else last_attempted_at end,
                workers = case when ? then workers when workers is null then node_id
                    else concat(workers, ?, node_id) end,
                claim_started = false, claim_id = null, node_id = null
            where id = ? and coalesce(claim_id, '-') = ? and status = 'RUNNING'
              and not exists (select 1 from ee_node n where n.id = ee_task.node_id and n.dead = false%3$s)""";

    private record Lost(
            String id,
            String claimId,
            String node,
            boolean started,
            boolean rerun,
            boolean cancelled,
            int attempts,
            int losses,
            boolean lostBefore) {

        TaskStatus next(int maxLosses) {
            if (started && (!rerun || losses >= maxLosses)) {
                return TaskStatus.FAILED;
            }
            return cancelled ? TaskStatus.CANCELLED : TaskStatus.READY;
        }

        /**
         * The first start of a task is not written, so nobody knows whether it had started. The loss counts, so that a task that kills
         * workers kills no more than {@code maxLosses} allows. But the killer may be another task of the same node, so this loss takes no
         * attempt from the task and never makes it FAILED.
         */
        boolean isDoubtful() {
            return !started && rerun && !lostBefore;
        }

        boolean mayRun() {
            return started || rerun && !lostBefore;
        }

        boolean counts() {
            return started || isDoubtful();
        }

        /** Only a task that was lost while it ran is suspected of having killed its worker. */
        long backOffMicros() {
            return started ? Micros.of(FIRST_BACK_OFF) << Math.max(0, Math.min(losses, MAX_DOUBLINGS)) : 0;
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final Marks marks;
    private final GateExits exits;
    private final String rescue;

    Rescuing(String namespace, SqlDialect dialect, StoreClock clock, Marks marks, GateExits exits) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        this.marks = marks;
        this.exits = exits;
        rescue = RESCUE.formatted(dialect.plusMicros(dialect.now()), dialect.now(), dialect.forEachRow());
    }

    /** Rescues one page. What another transaction is just completing is left to the next round. */
    RescuedPage rescue(Connection connection, int maxLosses, int page) throws SQLException {
        dialect.prepareWorker(connection);
        List<Lost> lost = lost(connection, page);
        lost.sort(Comparator.comparing(Lost::id));
        int[] counts = Sql.batch(
                connection,
                rescue,
                lost.stream().map(each -> row(each, each.next(maxLosses))).toList());
        List<Lost> counted = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        int readied = 0;
        List<Lost> rescued = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                Lost each = lost.get(i);
                rescued.add(each);
                TaskStatus next = each.next(maxLosses);
                if (each.counts()) {
                    counted.add(each);
                }
                if (next == TaskStatus.READY) {
                    readied++;
                } else if (next == TaskStatus.FAILED) {
                    failed.add(each.id);
                } else {
                    cancelled.add(each.id);
                }
            }
        }
        writeErrors(connection, counted, maxLosses);
        exits.lost(
                connection,
                rescued.stream().map(Lost::id).toList(),
                rescued.stream().filter(Lost::mayRun).map(Lost::id).collect(Collectors.toSet()));
        List<String> finished = new ArrayList<>(failed);
        finished.addAll(cancelled);
        marks.finished(connection, finished, true);
        return new RescuedPage(new Rescue(readied, failed, cancelled), lost.size() == page && !rescued.isEmpty());
    }

    /** Skips the tasks of live nodes, which are nearly all. */
    private List<Lost> lost(Connection connection, int page) throws SQLException {
        List<Lost> lost = new ArrayList<>();
        ClaimingNode found = next(connection, "");
        while (found != null && lost.size() < page) {
            if (found.lost) {
                lost.addAll(Sql.list(
                        connection,
                        LOST.formatted(page - lost.size()) + dialect.forUpdateSkipLocked(),
                        row -> new Lost(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6),
                                row.getInt(7),
                                row.getInt(8),
                                row.getBoolean(9)),
                        namespace,
                        found.node));
            }
            found = next(connection, found.node);
        }
        return lost;
    }

    private ClaimingNode next(Connection connection, String node) throws SQLException {
        return Sql.list(
                        connection,
                        NEXT_NODE,
                        row -> new ClaimingNode(row.getString(1), row.getInt(2) == 1),
                        namespace,
                        node)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static Object[] row(Lost lost, TaskStatus next) {
        boolean ready = next == TaskStatus.READY;
        long backOff = lost.backOffMicros();
        boolean later = ready && backOff > 0;
        int counted = lost.counts() ? 1 : 0;
        return new Object[] {
            next.name(),
            ready && !later,
            later,
            backOff,
            later,
            backOff,
            !ready,
            counted,
            counted,
            lost.isDoubtful() ? 1 : 0,
            lost.started,
            lost.started,
            !lost.counts(),
            "\n",
            lost.id,
            lost.claimId
        };
    }

    /** Writes an error for each loss that counts, so that a task's record shows that it may have run twice. */
    private void writeErrors(Connection connection, List<Lost> counted, int maxLosses) throws SQLException {
        List<Object[]> errors = new ArrayList<>();
        for (Lost each : counted) {
            errors.add(new Object[] {
                each.id,
                each.attempts + 1,
                "ee.tasks.WorkerLostError",
                JpaMessage.WORKER_LOST.text(each.node, why(each, maxLosses)),
                "",
                each.node,
                clock.now(connection)
            });
        }
        Completing.insertErrors(connection, errors);
    }

    private static String why(Lost lost, int maxLosses) {
        if (lost.next(maxLosses) == TaskStatus.FAILED) {
            return lost.rerun
                    ? "this is loss %d, and ee.tasks.worker.max-losses allows %d, so the task becomes FAILED"
                            .formatted(lost.losses + 1L, maxLosses)
                    : "rerunIfLost = false forbids another attempt, so the task becomes FAILED";
        }
        String loss =
                "this is loss %d, and ee.tasks.worker.max-losses allows %d".formatted(lost.losses + 1L, maxLosses);
        return lost.started ? loss : loss + "; it is not known whether the attempt had started";
    }

    /**
     * What one page rescued.
     *
     * @param more whether there may be another page
     */
    record RescuedPage(Rescue rescue, boolean more) {}
}
