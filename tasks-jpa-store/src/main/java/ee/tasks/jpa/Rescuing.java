package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Rescue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes back what lost nodes held; found from the task's row itself, so that a node without a row loses its tasks, too. */
final class Rescuing {

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 10;

    /** Leaps from node to node. */
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

    private record Holder(String node, boolean lost) {}

    /**
     * Looks for the node again: while the row was being locked another may have taken it back, and a live node claimed it. What
     * was read then is the new claim, but the nodes are those of before.
     */
    private static final String TAKE_BACK = """
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
         * The first start of a task is not written, so that nobody knows whether it had started. It counts, so that the task takes no
         * more workers with it than it may; but it may be an innocent of the batch, so it costs no attempt and FAILS nothing.
         */
        boolean isDoubtful() {
            return !started && rerun && !lostBefore;
        }

        boolean counts() {
            return started || isDoubtful();
        }

        /** Only what was lost while it ran is suspected of having killed its worker. */
        long backOffMicros() {
            return started ? Micros.of(FIRST_BACK_OFF) << Math.max(0, Math.min(losses, MOST_DOUBLINGS)) : 0;
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final Marks marks;
    private final String takeBack;

    Rescuing(String namespace, SqlDialect dialect, StoreClock clock, Marks marks) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        this.marks = marks;
        takeBack = TAKE_BACK.formatted(dialect.plusMicros(dialect.now()), dialect.now(), dialect.forEachRow());
    }

    /** One page; what others are just completing is left to the next round. */
    Page rescue(Connection connection, int maxLosses, int page) throws SQLException {
        dialect.prepareWorker(connection);
        List<Lost> lost = lost(connection, page);
        lost.sort(Comparator.comparing(Lost::id));
        int[] counts = Sql.batch(
                connection,
                takeBack,
                lost.stream().map(each -> row(each, each.next(maxLosses))).toList());
        List<Lost> counted = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        int readied = 0;
        int taken = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                taken++;
                Lost each = lost.get(i);
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
        List<String> finished = new ArrayList<>(failed);
        finished.addAll(cancelled);
        marks.ended(connection, finished, true);
        return new Page(new Rescue(readied, failed, cancelled), lost.size() == page && taken > 0);
    }

    /** What live nodes hold, which is nearly all, is not looked at. */
    private List<Lost> lost(Connection connection, int page) throws SQLException {
        List<Lost> lost = new ArrayList<>();
        Holder holder = next(connection, "");
        while (holder != null && lost.size() < page) {
            if (holder.lost) {
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
                        holder.node));
            }
            holder = next(connection, holder.node);
        }
        return lost;
    }

    private Holder next(Connection connection, String node) throws SQLException {
        return Sql.list(connection, NEXT_NODE, row -> new Holder(row.getString(1), row.getInt(2) == 1), namespace, node)
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

    /** Each loss that counts leaves an error, so that a task which ran twice shows it. */
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
                    ? "it has been lost more than ee.tasks.worker.max-losses (%d) times".formatted(maxLosses)
                    : "rerunIfLost = false forbids another";
        }
        String loss =
                "this is loss %d, ee.tasks.worker.max-losses (%d) are allowed".formatted(lost.losses + 1, maxLosses);
        return lost.started ? loss : loss + "; whether it had started is not known";
    }

    /**
     * What a page brought.
     *
     * @param more whether there may be another
     */
    record Page(Rescue rescue, boolean more) {}
}
