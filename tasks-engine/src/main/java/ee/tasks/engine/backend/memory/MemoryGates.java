package ee.tasks.engine.backend.memory;

import ee.tasks.admin.Pause;
import ee.tasks.admin.StrictSlot;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gates that somebody is inside of, is held before, or has just started at; a gate that has none of these is forgotten. Whatever
 * makes room notes its gate, so that letting in looks only at gates where something has changed, or whose rate has room again.
 */
final class MemoryGates {

    private static final Comparator<MemoryGate> BY_TIME =
            Comparator.<MemoryGate, Instant>comparing(gate -> gate.wakeAt).thenComparing(gate -> gate.id);

    private final MemoryPauses pauses;
    private final Map<String, MemoryGate> all = new HashMap<>();
    private final Map<MemoryTask, MemoryGate.MemoryWait> waits = new HashMap<>();
    /** By claims. */
    private final Map<String, MemorySlot> slots = new HashMap<>();
    /** Gates with held tasks, to be looked at. */
    private final Set<MemoryGate> changed = new LinkedHashSet<>();
    /** Gates with held tasks, by when their rate has room. */
    private final NavigableSet<MemoryGate> blocked = new TreeSet<>(BY_TIME);
    /** Unused gates, by when their last start is over. */
    private final NavigableSet<MemoryGate> idle = new TreeSet<>(BY_TIME);

    MemoryGates(MemoryPauses pauses) {
        this.pauses = pauses;
    }

    /** Whether no task is inside a gate, or held before one, and no start counts. */
    boolean isEmpty() {
        return all.isEmpty() && waits.isEmpty() && slots.isEmpty() && changed.isEmpty();
    }

    // ---- tasks that wait

    /**
     * Returns the first gate, by id, that a new task has to wait at.
     *
     * @param left how much of each gate the call that enqueues may still make due, by id; reduced if the task need not wait
     */
    Optional<Gate> refusing(TaskRequest request, Map<String, Integer> left) {
        for (Gate gate : byId(request.gates())) {
            MemoryGate known = all.get(gate.id());
            if (known != null && known.hasHeld(request.queue()) || left(gate, left) < gate.weight()) {
                return Optional.of(gate);
            }
        }
        request.gates().forEach(gate -> left.put(gate.id(), left(gate, left) - gate.weight()));
        return Optional.empty();
    }

    private static int left(Gate gate, Map<String, Integer> left) {
        int concurrent = gate.capacity().concurrent();
        int starts = gate.capacity().starts();
        return left.getOrDefault(
                gate.id(), concurrent == 0 ? starts : starts == 0 ? concurrent : Math.min(concurrent, starts));
    }

    /** Holds a READY task before a gate. */
    void hold(MemoryTask task, Gate at) {
        MemoryGate gate = known(at);
        gate.hold(task);
        waits.put(task, new MemoryGate.MemoryWait(gate, at.weight(), false));
        changed.add(gate);
    }

    boolean isHeld(MemoryTask task) {
        MemoryGate.MemoryWait wait = waits.get(task);
        return wait != null && !wait.isLetIn();
    }

    /**
     * Ends a task's wait.
     *
     * @return whether it had been let in
     */
    boolean leave(MemoryTask task, Instant now) {
        MemoryGate.MemoryWait wait = waits.remove(task);
        if (wait == null) {
            return false;
        }
        if (wait.isLetIn()) {
            wait.gate().leave(task, wait.weight());
        } else {
            wait.gate().release(task);
        }
        changed(wait.gate(), now);
        return wait.isLetIn();
    }

    // ---- claims

    /**
     * Lets a claimed task in at all gates, or at none.
     *
     * @param wasLetIn whether it may go before those that are held
     * @return the first gate, by id, that refuses it; empty if it is inside
     */
    Optional<Gate> enter(MemoryTask task, String claimId, List<Gate> gates, boolean wasLetIn, Instant now) {
        List<Gate> ordered = byId(gates);
        for (Gate gate : ordered) {
            if (pauses.ofGate(gate.id(), now) != null) {
                return Optional.of(gate);
            }
            MemoryGate known = all.get(gate.id());
            if (known != null) {
                know(known, gate);
                if (!known.hasRoom(gate.weight(), now) || !wasLetIn && known.hasHeld(task.request.queue())) {
                    return Optional.of(gate);
                }
            }
        }
        List<MemorySlot.Share> taken = new ArrayList<>(ordered.size());
        for (Gate gate : ordered) {
            MemoryGate known = known(gate);
            known.take(gate.weight(), now);
            taken.add(new MemorySlot.Share(known, gate.weight(), gate.capacity().strict()));
        }
        slots.put(claimId, new MemorySlot(task.holder(), task.id(), taken, null));
        return Optional.empty();
    }

    /**
     * Gives back what a claim has taken; nothing if it has taken nothing.
     *
     * @return whether held tasks may wait for it
     */
    boolean giveBack(String claimId, Instant now) {
        MemorySlot slot = slots.remove(claimId);
        if (slot == null) {
            return false;
        }
        slot.node().inside.remove(claimId);
        return giveBack(slot.taken(), now);
    }

    private boolean giveBack(List<MemorySlot.Share> taken, Instant now) {
        taken.forEach(each -> {
            each.gate().giveBack(each.weight());
            changed(each.gate(), now);
        });
        return taken.stream().anyMatch(each -> each.gate().hasHeld());
    }

    /** A claim has ended, but not its method. */
    void keep(String claimId) {
        MemorySlot slot = slots.get(claimId);
        if (slot != null) {
            slot.node().inside.add(claimId);
        }
    }

    /** The node is lost, and may still be inside. */
    void lose(String claimId, Instant now) {
        MemorySlot slot = slots.remove(claimId);
        if (slot != null) {
            slot.node().inside.remove(claimId);
            List<MemorySlot.Share> strict =
                    slot.taken().stream().filter(MemorySlot.Share::strict).toList();
            if (!strict.isEmpty()) {
                slots.put(claimId, new MemorySlot(slot.node(), slot.task(), strict, now));
            }
            giveBack(slot.taken().stream().filter(each -> !each.strict()).toList(), now);
        }
    }

    /** The methods of all claims of a node have returned, or never started. */
    void left(String node, Instant now) {
        List<String> claims = new ArrayList<>();
        slots.forEach((claimId, slot) -> {
            if (slot.node().name.equals(node)) {
                claims.add(claimId);
            }
        });
        claims.forEach(claimId -> giveBack(claimId, now));
    }

    /** The strict slots of lost nodes. */
    List<StrictSlot> strictSlots() {
        return slots.values().stream()
                .filter(slot -> slot.lostAt() != null)
                .flatMap(slot -> slot.taken().stream()
                        .map(share -> new StrictSlot(
                                share.gate().name,
                                share.gate().key,
                                slot.task(),
                                slot.node().name,
                                null,
                                slot.lostAt())))
                .toList();
    }

    /** @return how many were freed */
    int freeSlots(String task, Instant now) {
        List<String> claims = slots.entrySet().stream()
                .filter(each -> each.getValue().lostAt() != null
                        && each.getValue().task().equals(task))
                .map(Map.Entry::getKey)
                .toList();
        int freed = 0;
        for (String claim : claims) {
            freed += slots.get(claim).taken().size();
            giveBack(claim, now);
        }
        return freed;
    }

    // ---- letting in

    /** @return the tasks that are to become due, in order */
    List<MemoryTask> letIn(Instant now) {
        while (!idle.isEmpty() && !idle.first().wakeAt.isAfter(now)) {
            all.remove(idle.pollFirst().id);
        }
        while (!blocked.isEmpty() && !blocked.first().wakeAt.isAfter(now)) {
            changed.add(blocked.pollFirst());
        }
        if (changed.isEmpty()) {
            return List.of();
        }
        List<MemoryGate> looked = List.copyOf(changed);
        changed.clear();
        List<MemoryTask> letIn = new ArrayList<>();
        looked.forEach(gate -> letIn(gate, letIn, now));
        return letIn;
    }

    private void letIn(MemoryGate gate, List<MemoryTask> letIn, Instant now) {
        blocked.remove(gate);
        Pause pause = pauses.ofGate(gate.id, now);
        if (pause != null) {
            if (pause.until() != null) {
                gate.wakeAt = pause.until();
                blocked.add(gate);
            }
            return;
        }
        for (String queue : gate.queues()) {
            for (MemoryTask task = gate.letIn(queue, waits, now); task != null; task = gate.letIn(queue, waits, now)) {
                letIn.add(task);
            }
        }
        gate.wakeAt = gate.roomAt(waits);
        if (gate.wakeAt.isAfter(now)) {
            blocked.add(gate);
        }
    }

    /** Somebody has paused or resumed it. */
    void lookAgain(String id) {
        MemoryGate gate = all.get(id);
        if (gate != null && gate.hasHeld()) {
            changed.add(gate);
        }
    }

    /** @return after which time a gate has room again; {@code null} if no time is known */
    Duration next(Instant now) {
        return blocked.isEmpty() ? null : Duration.between(now, blocked.first().wakeAt);
    }

    // ---- gates

    private MemoryGate known(Gate gate) {
        MemoryGate known = all.computeIfAbsent(gate.id(), id -> new MemoryGate(gate));
        know(known, gate);
        idle.remove(known);
        return known;
    }

    private void know(MemoryGate known, Gate gate) {
        if (known.capacity.equals(gate.capacity())) {
            return;
        }
        boolean wasIdle = idle.remove(known);
        known.capacity = gate.capacity();
        if (wasIdle) {
            known.wakeAt = known.overAt();
            idle.add(known);
        } else if (known.hasHeld()) {
            changed.add(known);
        }
    }

    private void changed(MemoryGate gate, Instant now) {
        if (gate.hasHeld()) {
            changed.add(gate);
            return;
        }
        changed.remove(gate);
        blocked.remove(gate);
        if (gate.isUnused()) {
            idle.remove(gate);
            gate.wakeAt = gate.overAt();
            if (gate.wakeAt.isAfter(now)) {
                idle.add(gate);
            } else {
                all.remove(gate.id);
            }
        }
    }

    private static List<Gate> byId(List<Gate> gates) {
        return gates.stream().sorted(Comparator.comparing(Gate::id)).toList();
    }
}
