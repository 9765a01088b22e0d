package ee.tasks.engine.backend.memory;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The nodes, and the rescue of what lost ones held. */
final class MemoryNodes {

    private static final String LOST = "ee.tasks.WorkerLostError";

    private final MemoryTasks tasks;
    private final Map<String, MemoryNode> alive = new HashMap<>();
    private final Set<MemoryNode> lost = new LinkedHashSet<>();

    MemoryNodes(MemoryTasks tasks) {
        this.tasks = tasks;
    }

    void join(String node, Instant leaseUntil) {
        alive.put(node, new MemoryNode(node, leaseUntil));
    }

    /** @return {@code false} if the lease had run out */
    boolean renew(String node, Instant now, Instant leaseUntil) {
        MemoryNode known = alive.get(node);
        if (known == null || known.leaseUntil.isBefore(now)) {
            return false;
        }
        known.leaseUntil = leaseUntil;
        return true;
    }

    void leave(String node, Instant now) {
        tasks.gates().left(node, now);
        MemoryNode known = alive.remove(node);
        if (known != null) {
            lost.add(known);
        }
    }

    List<ClaimedTask> claim(String node, QueueSelection selection, int max, long maxCharacters, Instant now) {
        MemoryNode known = alive.get(node);
        QueueSelection open = tasks.pauses().open(selection, node, now);
        return known == null || open == null ? List.of() : tasks.claim(known, open, max, maxCharacters, now);
    }

    /** Gives up the nodes whose leases have run out. */
    void giveUp(Instant now) {
        alive.values().removeIf(node -> node.leaseUntil.isBefore(now) && lost.add(node));
    }

    /** Rescues one page. @return the statuses of what it rescued, by the ids */
    Map<String, TaskStatus> rescue(int maxLosses, int page, Instant now) {
        if (lost.isEmpty()) {
            return Map.of();
        }
        List<MemoryTask> held = lost.stream()
                .flatMap(node -> node.held.stream())
                .flatMap(id -> tasks.find(id).stream())
                .limit(page)
                .toList();
        held.forEach(task -> lose(task, maxLosses, now));
        lost.forEach(
                node -> Set.copyOf(node.inside).forEach(claimId -> tasks.gates().lose(claimId, now)));
        lost.removeIf(node -> node.held.isEmpty());
        return held.stream().collect(Collectors.toMap(MemoryTask::id, task -> task.status));
    }

    /** A task that starts alone is marked when it starts; of another nobody knows whether it had, so its loss counts and costs nothing. */
    private void lose(MemoryTask task, int maxLosses, Instant now) {
        boolean started = task.hasStarted();
        boolean doubtful = !started && !task.startsAlone();
        task.wasLost = true;
        if (!started && !doubtful) {
            tasks.gates().giveBack(task.claimId(), now);
            task.endClaim();
            tasks.readyUnlessCancelled(task, now);
            return;
        }
        tasks.gates().lose(task.claimId(), now);
        String worker = task.attempted(task.attemptStartedAt());
        task.losses++;
        task.attemptsBefore += doubtful ? 1 : 0;
        String message = task.request.rerunIfLost()
                ? MemoryMessage.WORKER_LOST.text(task.attempts, task.losses, maxLosses)
                : MemoryMessage.LOST_AND_NOT_RERUN.text(task.attempts);
        task.failedWith(new TaskError(LOST, message, LOST + ": " + message, task.attempts, worker, now));
        if (started && (task.losses > maxLosses || !task.request.rerunIfLost())) {
            tasks.finish(task, TaskStatus.FAILED, now);
        } else {
            tasks.readyUnlessCancelled(task, now);
        }
    }
}
