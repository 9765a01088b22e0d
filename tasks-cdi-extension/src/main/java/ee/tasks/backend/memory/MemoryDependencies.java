package ee.tasks.backend.memory;

import ee.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tasks wait for which, and the flows that they may wait for. */
final class MemoryDependencies {

    private final Map<String, MemoryFlow> flows = new HashMap<>();
    private final Map<String, List<MemoryTask>> followers = new HashMap<>();
    private final Map<MemoryTask, Set<String>> flowsHit = new HashMap<>();

    MemoryFlow flow(String id) {
        return flows.getOrDefault(id, new MemoryFlow());
    }

    /** Notes that an invocation of a flow hit the unique key of a task. */
    void hit(String flow, MemoryTask holder) {
        if (flow != null && !flow.equals(holder.request.flow())) {
            flows.computeIfAbsent(flow, id -> new MemoryFlow()).hits.add(holder);
            flowsHit.computeIfAbsent(holder, task -> new HashSet<>(1)).add(flow);
        }
    }

    /**
     * Notes what a new task waits for, and to which flow it belongs.
     *
     * @param tasks the tasks that the store has
     * @return WAITING, READY if there is nothing to wait for, CANCELLED if that is settled already
     */
    TaskStatus join(MemoryTask task, Map<String, MemoryTask> tasks) {
        if (task.request.flow() != null) {
            MemoryFlow flow = flows.computeIfAbsent(task.request.flow(), id -> new MemoryFlow());
            flow.size++;
            flow.kept++;
            flow.unfinished.add(task);
        }
        boolean hopeless = false;
        Set<String> results = new HashSet<>(task.request.dependsOn());
        task.request.dependsOnFlows().forEach(id -> flow(id).hits.forEach(hit -> results.add(hit.id())));
        for (String id : results) {
            MemoryTask predecessor = tasks.get(id);
            if (predecessor == null) {
                continue; // gone, so it has finished long ago
            }
            if (predecessor.status.isFinished()) {
                hopeless |= predecessor.status != TaskStatus.SUCCESSFUL;
            } else {
                followers.computeIfAbsent(id, key -> new ArrayList<>(1)).add(task);
                task.predecessors++;
            }
        }
        for (String id : new HashSet<>(task.request.dependsOnFlows())) {
            MemoryFlow flow = flow(id);
            hopeless |= flow.hasFailure;
            if (!flow.unfinished.isEmpty()) {
                flow.followers.add(task);
                task.predecessors++;
            }
        }
        if (hopeless && !task.request.evenIfFailed()) {
            return TaskStatus.CANCELLED;
        }
        return task.predecessors == 0 ? TaskStatus.READY : TaskStatus.WAITING;
    }

    /**
     * Notes that a task has finished.
     *
     * @param released receives what now has nothing left to wait for
     * @param cancelled receives what now waits in vain
     */
    void finished(MemoryTask task, List<MemoryTask> released, List<MemoryTask> cancelled) {
        boolean failed = task.status != TaskStatus.SUCCESSFUL;
        List<MemoryTask> waiting = followers.remove(task.id());
        if (waiting != null) {
            settle(waiting, true, failed, released, cancelled);
        }
        if (task.request.flow() != null) {
            MemoryFlow flow = flows.get(task.request.flow());
            flow.unfinished.remove(task);
            flow.hasFailure |= failed;
            boolean ended = flow.unfinished.isEmpty();
            if (ended || failed) {
                settle(flow.followers, ended, failed, released, cancelled);
            }
            if (ended) {
                flow.followers.clear();
            }
        }
    }

    /** A task that had finished is to run again. */
    void unfinished(MemoryTask task) {
        if (task.request.flow() != null) {
            flows.get(task.request.flow()).unfinished.add(task);
        }
    }

    /** Forgets a finished task, and with the last one its flow. */
    void forget(MemoryTask task) {
        if (task.request.flow() != null) {
            flows.get(task.request.flow()).kept--;
            forgetIfEmpty(task.request.flow());
        }
        Set<String> hit = flowsHit.remove(task);
        if (hit != null) {
            hit.forEach(flow -> {
                flows.get(flow).hits.remove(task);
                forgetIfEmpty(flow);
            });
        }
    }

    private void forgetIfEmpty(String id) {
        MemoryFlow flow = flows.get(id);
        if (flow.kept == 0 && flow.unfinished.isEmpty() && flow.hits.isEmpty()) {
            flows.remove(id);
        }
    }

    private static void settle(
            List<MemoryTask> waiting,
            boolean ended,
            boolean failed,
            List<MemoryTask> released,
            List<MemoryTask> cancelled) {
        for (MemoryTask each : waiting) {
            if (each.status != TaskStatus.WAITING) {
                continue;
            }
            if (failed && !each.request.evenIfFailed()) {
                cancelled.add(each);
            } else if (ended && --each.predecessors == 0) {
                released.add(each);
            }
        }
    }
}
