package ee.tasks.engine.backend.memory;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Expired;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks and every index over them: whoever changes a task's status does it here. */
final class MemoryTasks {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final Duration OFFER = Duration.ofSeconds(30);

    private final Map<String, MemoryTask> all = new HashMap<>();
    private final MemoryQueues queues = new MemoryQueues();
    private final MemoryKeys keys = new MemoryKeys();
    private final MemoryDependencies dependencies = new MemoryDependencies();
    private final MemoryPauses pauses = new MemoryPauses();
    private final MemoryGates gates = new MemoryGates(pauses);
    private final MemoryOrders orders = new MemoryOrders();
    private final Set<MemoryTask> parked = new LinkedHashSet<>();
    private final MemoryExpiry expiry = new MemoryExpiry();
    private final Set<MemoryTask> finished = new LinkedHashSet<>();
    private int keep;
    private long sequence;
    private long claims;
    private long madeDue;

    void keep(int newest, Duration grace) {
        keep = newest;
        dependencies.forgotten().grace(grace);
    }

    /** Refuses what can never run. */
    void check(TaskRequest request, Instant now) {
        dependencies.check(request, this::has, now);
    }

    boolean has(String id) {
        return all.containsKey(id);
    }

    Optional<MemoryTask> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    boolean isUnfinished(String id) {
        return find(id).map(task -> !task.status.isFinished()).orElse(false);
    }

    /** How many tasks have ever become due at once. */
    long madeDue() {
        return madeDue;
    }

    Optional<MemoryTask> held(Claim claim) {
        return find(claim.id()).filter(task -> task.isHeldUnder(claim));
    }

    MemoryFlow flow(String id) {
        return dependencies.flow(id);
    }

    MemoryGates gates() {
        return gates;
    }

    MemoryPauses pauses() {
        return pauses;
    }

    /** The new task, or the holder of its key. */
    MemoryTask insert(TaskRequest request, Instant now) {
        return insert(request, new HashMap<>(), now);
    }

    /** @param room how much of each gate the call that enqueues may still make due, by the gates' ids */
    MemoryTask insert(TaskRequest request, Map<String, Integer> room, Instant now) {
        Optional<MemoryTask> holder = keys.holder(request, now);
        holder.ifPresent(held -> {
            List<MemoryTask> cancelled = new ArrayList<>();
            dependencies.hit(request.flow(), held, cancelled);
            settle(new ArrayList<>(), cancelled, now);
        });
        return holder.orElseGet(() -> {
            MemoryTask task = new MemoryTask(request, sequence++, now);
            TaskStatus status = dependencies.join(task, all, now);
            if (status != TaskStatus.CANCELLED && orders.join(task)) {
                status = TaskStatus.WAITING;
            }
            all.put(task.id(), task);
            keys.hold(task);
            expiry.add(task);
            if (status == TaskStatus.CANCELLED) {
                finish(task, status, now);
            } else if (status == TaskStatus.READY && !task.dueAt.isAfter(now)) {
                gates.refusing(request, room).ifPresentOrElse(gate -> hold(task, gate), () -> ready(task, now));
            } else if (status == TaskStatus.READY) {
                ready(task, now);
            } else {
                task.status = status;
            }
            return task;
        });
    }

    private void hold(MemoryTask task, Gate gate) {
        task.status = TaskStatus.READY;
        gates.hold(task, gate);
    }

    /**
     * Lets a claimed task in at its gates, or holds it.
     *
     * @return whether its claim holds still
     */
    boolean enter(MemoryTask task, List<Gate> asked, Instant now) {
        boolean wasLetIn = gates.leave(task, now);
        if (asked.isEmpty()) {
            return true;
        }
        Optional<Gate> refusing = gates.enter(task, task.claimId(), asked, wasLetIn, now);
        refusing.ifPresent(gate -> {
            task.endClaim();
            if (task.cancelRequested) {
                finish(task, TaskStatus.CANCELLED, now);
            } else {
                hold(task, gate);
            }
        });
        return refusing.isEmpty();
    }

    /** Makes held tasks due whose gates have room. @return how many */
    int letIn(Instant now) {
        List<MemoryTask> letIn = gates.letIn(now);
        letIn.forEach(task -> ready(task, now));
        return letIn.size();
    }

    /** After the last task of a flow. */
    void enqueued(String flow, Instant now) {
        List<MemoryTask> released = new ArrayList<>();
        List<MemoryTask> cancelled = new ArrayList<>();
        dependencies.enqueued(flow, released, cancelled);
        settle(released, cancelled, now);
    }

    int promote(Instant now, int max) {
        return queues.promote(now, max);
    }

    List<ClaimedTask> claim(MemoryNode node, QueueSelection selection, int max, long maxCharacters, Instant now) {
        expiry.over(now, Integer.MAX_VALUE).forEach(task -> expire(task, now));
        List<ClaimedTask> claimed = new ArrayList<>();
        for (MemoryTask task : queues.poll(node.name, selection, max, maxCharacters, now)) {
            claimed.add(task.claim(node, Long.toString(claims++), now));
        }
        return List.copyOf(claimed);
    }

    /** Cancels up to {@code max} tasks that have not started in time. */
    Expired expire(Instant now, int max) {
        List<MemoryTask> over = expiry.over(now, max);
        over.forEach(task -> expire(task, now));
        return new Expired(expiry.takeCancelled(), over.size() == max);
    }

    private void expire(MemoryTask task, Instant now) {
        if (task.status.isFinished()) {
            return; // with another one, that it waited for
        }
        String message = MemoryMessage.EXPIRED.text(task.expiresAt);
        task.failedWith(new TaskError(Expired.ERROR, message, "", 0, null, now));
        finish(task, TaskStatus.CANCELLED, now);
        expiry.cancelled(task);
    }

    boolean cancel(MemoryTask task, Instant now) {
        if (task.status == TaskStatus.RUNNING) {
            task.cancelRequested = true;
        } else if (task.status.isFinished()) {
            return false;
        } else {
            finish(task, TaskStatus.CANCELLED, now);
        }
        return true;
    }

    boolean retry(MemoryTask task, Instant now) {
        if (task.status != TaskStatus.FAILED && task.status != TaskStatus.CANCELLED) {
            return false;
        }
        finished.remove(task);
        task.renew(now);
        keys.holdAgain(task);
        dependencies.unfinished(task);
        ready(task, now);
        return true;
    }

    void park(MemoryTask task, String node, Parking why, String reason, Instant now) {
        if (task.cancelRequested) {
            finish(task, TaskStatus.CANCELLED, now);
            return;
        }
        task.status = TaskStatus.READY;
        task.parkedAt = now;
        task.parkedBy = node;
        task.parkedReason = reason;
        if (why == Parking.UNREADABLE) {
            task.unreadable(node, now);
        }
        parked.add(task);
    }

    int unpark(String node, QueueSelection selection, Set<String> known, Instant now) {
        if (parked.isEmpty()) {
            return 0;
        }
        List<MemoryTask> runnable = parked.stream()
                .filter(task -> known.contains(task.request.task())
                        && selection.accepts(task.request.queue())
                        && !task.parkedBy.equals(node)
                        && !task.unreadableBy.contains(node))
                .toList();
        runnable.forEach(task -> {
            parked.remove(task);
            task.offeredTo = node;
            task.offeredUntil = now.plus(OFFER);
            ready(task, now);
        });
        return runnable.size();
    }

    /** Who has not tried them would have taken them up by now. */
    List<MemoryTask> unreadable(Duration grace, Instant now, int max) {
        if (parked.isEmpty()) {
            return List.of();
        }
        Instant since = now.minus(grace);
        Instant parkedBefore = now.minus(OFFER);
        return parked.stream()
                .filter(task -> task.unreadableSince != null
                        && !task.unreadableSince.isAfter(since)
                        && !task.parkedAt.isAfter(parkedBefore))
                .limit(max)
                .toList();
    }

    Map<Parking, Long> parked() {
        long unreadable =
                parked.stream().filter(task -> task.unreadableSince != null).count();
        return Map.of(Parking.UNREADABLE, unreadable, Parking.UNKNOWN_TASK, parked.size() - unreadable);
    }

    int prune(Retention retention, Instant now, int max) {
        Set<String> needed = needed();
        List<MemoryTask> over = finished.stream()
                .filter(task -> isOver(task, retention, now)
                        && !needed.contains(task.id())
                        && (task.request.flow() == null || !needed.contains(task.request.flow()))
                        && !orders.isAwaited(task)
                        && !keys.isHeldBy(task, now))
                .limit(max)
                .toList();
        over.forEach(task -> forget(task, now));
        return over.size();
    }

    /** Tasks and flows that something unfinished or FAILED depends on, and flows of which something is unfinished. */
    private Set<String> needed() {
        Set<String> needed = new HashSet<>();
        for (MemoryTask task : all.values()) {
            boolean unfinished = !task.status.isFinished();
            if (unfinished || task.status == TaskStatus.FAILED) {
                needed.addAll(task.request.dependsOn());
                needed.addAll(task.request.dependsOnFlows());
            }
            if (unfinished && task.request.flow() != null) {
                needed.add(task.request.flow());
            }
        }
        return needed;
    }

    private static boolean isOver(MemoryTask task, Retention retention, Instant now) {
        Duration kept = retention.of(task.request.queue(), task.status);
        return Duration.between(task.finishedAt, now).compareTo(kept) >= 0;
    }

    private void forget(MemoryTask task, Instant now) {
        finished.remove(task);
        all.remove(task.id());
        dependencies.forget(task, now);
        orders.leave(task).ifPresent(next -> ready(next, now));
        if (keys.isHeldBy(task, now)) {
            task.strip();
        }
    }

    void readyUnlessCancelled(MemoryTask task, Instant now) {
        if (task.cancelRequested) {
            finish(task, TaskStatus.CANCELLED, now);
        } else {
            ready(task, now);
        }
    }

    private void ready(MemoryTask task, Instant now) {
        task.status = TaskStatus.READY;
        if (!task.dueAt.isAfter(now)) {
            madeDue++;
        }
        queues.add(task, now);
    }

    void finish(MemoryTask task, TaskStatus status, Instant now) {
        List<MemoryTask> released = new ArrayList<>();
        List<MemoryTask> cancelled = new ArrayList<>();
        write(task, status, now);
        dependencies.finished(task, released, cancelled);
        settle(released, cancelled, now);
    }

    /**
     * Ends the wait for tasks that have not come.
     *
     * @param cancelled receives the ids of those that waited in vain
     * @return how many are READY now
     */
    int giveUp(Instant now, List<String> cancelled) {
        List<MemoryTask> released = new ArrayList<>();
        List<MemoryTask> inVain = new ArrayList<>();
        List<String> never = dependencies.giveUp(now, released, inVain);
        if (!inVain.isEmpty()) {
            MemoryMessage.PREDECESSOR_NEVER_CAME.log(
                    LOG,
                    inVain.size(),
                    inVain.get(0).id(),
                    never,
                    dependencies.forgotten().grace());
        }
        settle(released, inVain, now);
        inVain.forEach(task -> cancelled.add(task.id()));
        return released.size();
    }

    private void settle(List<MemoryTask> released, List<MemoryTask> cancelled, Instant now) {
        // It grows while it is walked: what is cancelled cancels what waits for it.
        for (int i = 0; i < cancelled.size(); i++) {
            MemoryTask next = cancelled.get(i);
            if (!next.status.isFinished()) {
                write(next, TaskStatus.CANCELLED, now);
                dependencies.finished(next, released, cancelled);
            }
        }
        released.forEach(next -> ready(next, now));
    }

    private void write(MemoryTask task, TaskStatus status, Instant now) {
        if (task.status == TaskStatus.READY && !gates.isHeld(task) && !parked.remove(task)) {
            queues.remove(task);
        }
        gates.leave(task, now);
        expiry.remove(task);
        task.status = status;
        task.finishedAt = now;
        keys.finished(task);
        finished.add(task);
        orders.finished(task).ifPresent(next -> ready(next, now));
        while (finished.size() > keep) {
            forget(finished.iterator().next(), now);
        }
    }
}
