package ee.tasks.engine.backend.memory;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import ee.tasks.spi.RecentStarts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** One gate: how much is inside, and who is held before it. */
final class MemoryGate {

    /** The tasks of one queue that are held, and how much was let in and has not been claimed. */
    private static final class Line {
        final NavigableSet<MemoryTask> held = new TreeSet<>(MemoryTask.IN_CLAIM_ORDER);
        long letIn;
    }

    /**
     * A task's place before a gate.
     *
     * @param weight how much of the gate it is to take
     * @param isLetIn whether it is due again, since there was room; else it is held
     */
    record MemoryWait(MemoryGate gate, int weight, boolean isLetIn) {}

    final String id;
    final String name;
    /** {@code null} if it has none. */
    final String key;
    /** As the node knew it that asked last. */
    Capacity capacity;
    /** Its place in the indexes of {@link MemoryGates}; never changes while it is in one. */
    Instant wakeAt = Instant.EPOCH;

    private final Map<String, Line> lines = new HashMap<>(1);
    private RecentStarts starts = RecentStarts.NONE;
    private long inside;

    MemoryGate(Gate gate) {
        id = gate.id();
        name = gate.name();
        key = gate.key();
        capacity = gate.capacity();
    }

    boolean hasRoom(int weight, Instant now) {
        return weight <= room(now);
    }

    private long room(Instant now) {
        long slots = capacity.concurrent() == 0 ? Long.MAX_VALUE : capacity.concurrent() - inside;
        return Math.min(slots, starts.room(capacity, now));
    }

    void take(int weight, Instant now) {
        inside += weight;
        starts = starts.plus(capacity, now, weight);
    }

    void giveBack(int weight) {
        inside -= weight;
    }

    boolean hasHeld() {
        return lines.values().stream().anyMatch(line -> !line.held.isEmpty());
    }

    boolean hasHeld(String queue) {
        Line line = lines.get(queue);
        return line != null && !line.held.isEmpty();
    }

    void hold(MemoryTask task) {
        lines.computeIfAbsent(task.request.queue(), queue -> new Line()).held.add(task);
    }

    /** Ends the wait of a task that is held. */
    void release(MemoryTask task) {
        Line line = lines.get(task.request.queue());
        line.held.remove(task);
        forgetIfEmpty(task.request.queue(), line);
    }

    /** Notes that a task that was let in is claimed, or runs no more. */
    void leave(MemoryTask task, int weight) {
        Line line = lines.get(task.request.queue());
        line.letIn -= weight;
        forgetIfEmpty(task.request.queue(), line);
    }

    private void forgetIfEmpty(String queue, Line line) {
        if (line.held.isEmpty() && line.letIn == 0) {
            lines.remove(queue);
        }
    }

    /**
     * Takes the first of those that are held out of their line, and counts it as let in.
     *
     * @param waits of those that are held here; the one of the first is replaced
     * @return {@code null} if there is no room for the first one
     */
    MemoryTask letIn(String queue, Map<MemoryTask, MemoryWait> waits, Instant now) {
        Line line = lines.get(queue);
        if (line.held.isEmpty()) {
            return null;
        }
        int weight = fitting(waits.get(line.held.first()));
        // Of spread starts one has room at a time.
        boolean isNext = !capacity.spread() || line.letIn == 0;
        if (!isNext || line.letIn + weight > room(now)) {
            return null;
        }
        MemoryTask task = line.held.pollFirst();
        line.letIn += weight;
        waits.put(task, new MemoryWait(this, weight, true));
        return task;
    }

    /** The capacity may be less by now than a task weighed when it was held. */
    private int fitting(MemoryWait wait) {
        int starts = capacity.starts() == 0 ? wait.weight() : Math.min(wait.weight(), capacity.starts());
        return capacity.concurrent() == 0 ? starts : Math.min(starts, capacity.concurrent());
    }

    List<String> queues() {
        return List.copyOf(lines.keySet());
    }

    /** When the rate has room for one that is held and has not been let in; may have passed. */
    Instant roomAt(Map<MemoryTask, MemoryWait> waits) {
        return lines.values().stream()
                .filter(line -> capacity.starts() > 0 && !line.held.isEmpty())
                .map(line -> starts.roomAt(capacity, fitting(waits.get(line.held.first()))))
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    boolean isUnused() {
        return inside == 0 && lines.isEmpty();
    }

    /** When no start counts any more. */
    Instant overAt() {
        return capacity.starts() == 0
                ? Instant.EPOCH
                : starts.roomAt(Capacity.ofRate(capacity.starts(), capacity.period()), capacity.starts());
    }
}
