package ee.tasks.jpa;

import ee.tasks.jpa.HeldTasks.HeldTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes held tasks due whose gates have room: of each queue as many as there is room for, since nobody may serve another one. They enter
 * when they are claimed, so that too many let in do no harm. Gates and tasks that others have locked are left to a later call.
 *
 * <p>A task is held for good if its row is gone or says otherwise: then its row here is deleted.
 */
final class LettingIn {

    /** How many tasks of a queue one transaction lets in. */
    private static final int PAGE = 500;

    private static final int GROWTH = 8;

    private static final Duration SOON = Duration.ofMillis(20);
    /** What was let in may find another gate full, or this one gone from its definition: then others have its room. */
    private static final Duration IN_VAIN = Duration.ofMillis(100);

    private static final Duration WHILE_OLDER = Duration.ofSeconds(1);

    /** Held is READY and due at no time; one that is parked is so, too. */
    private static final String LOCK = """
            select t.id, case when t.status = 'READY' and t.due = false and t.promote_at is null and t.parked_at is null
                then 1 else 0 end
            from ee_task t where t.id in (%s)""";

    private static final String THERE = "select t.id from ee_task t where t.id in (%s)";

    private static final String READY =
            "update ee_task set due = true where id = ? and status = 'READY' and due = false";

    /**
     * What one page did.
     *
     * @param readied how many tasks are due now
     * @param again when to look at which gates again
     */
    record Page(int readied, Map<String, Duration> again) {}

    /** What is to be let in, and rows of tasks that are held no more. */
    private record Picked(List<HeldTask> held, List<HeldTask> stale) {}

    private final SqlDialect dialect;
    private final StoreClock clock;
    private final GateRows gates;
    private final HeldTasks heldTasks;
    private final OlderNodes older;
    private final Queues queues;
    private final Controls controls;

    LettingIn(
            SqlDialect dialect,
            StoreClock clock,
            GateRows gates,
            HeldTasks heldTasks,
            OlderNodes older,
            Queues queues,
            Controls controls) {
        this.dialect = dialect;
        this.clock = clock;
        this.gates = gates;
        this.heldTasks = heldTasks;
        this.older = older;
        this.queues = queues;
        this.controls = controls;
    }

    Page letIn(Connection connection, Collection<String> ids) throws SQLException {
        dialect.prepareWorker(connection);
        if (older.rule(connection) == OlderNodes.Rule.HOLD) {
            return new Page(0, again(ids, WHILE_OLDER));
        }
        Map<String, Boolean> known = gates.haveHeld(connection, ids);
        Set<String> wanted = new TreeSet<>(ids);
        controls.refresh(connection);
        wanted.removeIf(id -> !known.getOrDefault(id, true) || controls.isPausedGate(id));
        Map<String, OpenGate> open = gates.lock(connection, wanted);
        Instant now = clock.now(connection);
        Map<String, Duration> again = new HashMap<>();
        Picked picked = new Picked(new ArrayList<>(), new ArrayList<>());
        for (String id : wanted) {
            if (open.containsKey(id)) {
                pick(connection, open.get(id), now, again, picked);
            } else if (known.containsKey(id)) {
                again.put(id, SOON);
            } else { // its row is made when a task is claimed that has to pass it
                pick(connection, id, 1, 1, true, picked);
            }
        }
        return new Page(letIn(connection, picked, again), again);
    }

    private static Map<String, Duration> again(Collection<String> ids, Duration delay) {
        Map<String, Duration> again = new HashMap<>();
        ids.forEach(id -> again.put(id, delay));
        return again;
    }

    private void pick(Connection connection, OpenGate gate, Instant now, Map<String, Duration> again, Picked picked)
            throws SQLException {
        int before = picked.held.size();
        long room = gate.room(now);
        int tooHeavy = room == 0
                ? 1
                : pick(
                        connection,
                        gate.id(),
                        OpenGate.most(gate.capacity()),
                        room,
                        gate.capacity().spread(),
                        picked);
        if (tooHeavy > 0) {
            gate.roomAgain(tooHeavy, now).ifPresent(delay -> again.put(gate.id(), delay));
        } else if (picked.held.size() > before) {
            again.put(gate.id(), IN_VAIN);
        }
    }

    /**
     * @param most what the gate can ever let in; what was held when that was more weighs no more than this
     * @param one whether one at a time has room, and no other
     * @return the weight of one that needs more room than there is, or 0
     */
    private int pick(Connection connection, String gate, int most, long room, boolean one, Picked picked)
            throws SQLException {
        Map<String, Long> line = heldTasks.line(connection, gate);
        int tooHeavy = 0;
        for (String queue : heldTasks.queues(connection, gate)) {
            long inLine = line.getOrDefault(queue, 0L);
            long free = one && inLine > 0 ? 0 : room - inLine;
            boolean hasRoom = free > 0;
            for (HeldTask next :
                    hasRoom ? first(connection, gate, queue, one ? 1 : free, picked) : List.<HeldTask>of()) {
                int weight = Math.min(most, next.weight());
                hasRoom &= weight <= free;
                if (!hasRoom) {
                    tooHeavy = Math.max(tooHeavy, weight);
                } else {
                    free -= weight;
                    picked.held.add(next);
                    queues.enqueued(queue);
                }
            }
        }
        return tooHeavy;
    }

    /** Looks further behind what is held no more, such as a flow that was cancelled. */
    private List<HeldTask> first(Connection connection, String gate, String queue, long wanted, Picked picked)
            throws SQLException {
        int most = (int) Math.min(PAGE, wanted);
        List<HeldTask> page = List.of();
        List<HeldTask> held = List.of();
        for (int read = most; ; read = Math.min(PAGE, GROWTH * read)) {
            page = heldTasks.first(connection, gate, queue, read);
            held = page.stream().filter(HeldTask::isHeld).toList();
            if (held.size() >= most || page.size() < read || read == PAGE) {
                break;
            }
        }
        page.stream().filter(each -> !each.isHeld()).forEach(picked.stale::add);
        return held.subList(0, Math.min(most, held.size()));
    }

    private int letIn(Connection connection, Picked picked, Map<String, Duration> again) throws SQLException {
        Map<String, HeldTask> left = new TreeMap<>();
        picked.stale.forEach(each -> left.put(each.task(), each));
        picked.held.forEach(each -> left.put(each.task(), each));
        List<HeldTask> held = new ArrayList<>();
        List<HeldTask> stale = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(left.keySet())) {
            Sql.list(
                    connection,
                    LOCK.formatted(Sql.marks(chunk.size())) + dialect.forUpdateByKeySkipLocked(),
                    row -> (row.getInt(2) == 1 ? held : stale).add(left.remove(row.getString(1))),
                    chunk.toArray());
        }
        for (List<String> chunk : Sql.chunks(left.keySet())) {
            Sql.list(
                    connection,
                    THERE.formatted(Sql.marks(chunk.size())),
                    row -> again.put(left.remove(row.getString(1)).gate(), SOON),
                    chunk.toArray());
        }
        stale.addAll(left.values());
        stale.forEach(each -> again.put(each.gate(), Duration.ZERO));
        Sql.batch(
                connection,
                READY,
                Sql.rows(held.stream().map(HeldTask::task).sorted().toList()));
        heldTasks.letIn(connection, held);
        heldTasks.deleteHeld(connection, stale);
        if (picked.held.size() >= PAGE) {
            picked.held.forEach(each -> again.put(each.gate(), Duration.ZERO));
        }
        return held.size();
    }
}
