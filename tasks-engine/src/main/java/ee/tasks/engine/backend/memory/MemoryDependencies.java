package ee.tasks.engine.backend.memory;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which tasks wait for which, and the flows that they may wait for. */
final class MemoryDependencies {

    private final Map<String, MemoryFlow> flows = new HashMap<>();
    private final Map<String, List<MemoryTask>> followers = new HashMap<>();
    private final Map<MemoryTask, Set<String>> flowsHit = new HashMap<>();
    /** Tasks and flows that are not there yet, and since when they are waited for; the oldest first. */
    private final Map<String, Instant> unknown = new LinkedHashMap<>();

    private final MemoryForgotten forgotten = new MemoryForgotten();

    MemoryForgotten forgotten() {
        return forgotten;
    }

    MemoryFlow flow(String id) {
        return flows.getOrDefault(id, new MemoryFlow());
    }

    /**
     * Notes that an invocation of a flow hit the unique key of a task: whoever waits for the flow already waits for that, too.
     *
     * @param cancelled receives what now waits in vain
     */
    void hit(String flow, MemoryTask holder, List<MemoryTask> cancelled) {
        if (flow == null || flow.equals(holder.request.flow())) {
            return;
        }
        unknown.remove(flow);
        MemoryFlow hitting = flows.computeIfAbsent(flow, id -> new MemoryFlow());
        flowsHit.computeIfAbsent(holder, task -> new HashSet<>(1)).add(flow);
        if (!hitting.hits.add(holder)) {
            return;
        }
        if (holder.status.isFinished()) {
            settle(hitting.followers, false, isFailed(holder), new ArrayList<>(), cancelled);
        } else {
            hitting.followers.forEach(follower -> await(holder.id(), follower));
        }
    }

    /**
     * Notes that all of a flow was enqueued: of one that has hits alone no task finishes.
     *
     * @param released receives what now has nothing left to wait for
     * @param cancelled receives what now waits in vain
     */
    void enqueued(String id, List<MemoryTask> released, List<MemoryTask> cancelled) {
        MemoryFlow flow = flow(id);
        if (flow.isFinished()) {
            settle(flow.followers, true, flow.failures > 0, released, cancelled);
            flow.followers.clear();
        }
    }

    private void await(String predecessor, MemoryTask follower) {
        followers.computeIfAbsent(predecessor, id -> new ArrayList<>(1)).add(follower);
        follower.predecessors++;
    }

    /** Refuses a request that depends on what cannot come any more. */
    void check(TaskRequest request, Predicate<String> isThere, Instant now) {
        request.dependsOn().forEach(id -> check(request, "task", id, isThere.test(id), now));
        request.dependsOnFlows().forEach(id -> check(request, "flow", id, flows.containsKey(id), now));
    }

    private void check(TaskRequest request, String kind, String id, boolean isThere, Instant now) {
        if (!isThere && !forgotten.has(id) && forgotten.isTooOld(id, now)) {
            throw new InvalidTaskException(
                    MemoryMessage.PREDECESSOR_FORGOTTEN.text(request.task(), kind, id, forgotten.grace()));
        }
    }

    /**
     * Notes what a new task waits for, and to which flow it belongs.
     *
     * @param tasks the tasks that the store has
     * @return WAITING, READY if there is nothing to wait for, CANCELLED if that is settled already
     */
    TaskStatus join(MemoryTask task, Map<String, MemoryTask> tasks, Instant now) {
        unknown.remove(task.id());
        if (task.request.flow() != null) {
            unknown.remove(task.request.flow());
            MemoryFlow flow = flows.computeIfAbsent(task.request.flow(), id -> new MemoryFlow());
            flow.size++;
            flow.kept++;
            flow.unfinished.add(task);
        }
        boolean hopeless = false;
        Set<String> results = new HashSet<>(task.request.dependsOn());
        task.request.dependsOnFlows().forEach(id -> {
            MemoryFlow flow = flow(id);
            flow.hits.forEach(hit -> results.add(hit.id()));
            flow.formerHits.stream().filter(forgotten::has).forEach(results::add);
        });
        for (String id : results) {
            MemoryTask predecessor = tasks.get(id);
            if (predecessor != null && predecessor.status.isFinished() || predecessor == null && forgotten.has(id)) {
                hopeless |= predecessor != null ? isFailed(predecessor) : forgotten.hasFailed(id);
                continue;
            }
            if (predecessor == null) {
                unknown.putIfAbsent(id, now);
            }
            await(id, task);
        }
        for (String id : new HashSet<>(task.request.dependsOnFlows())) {
            MemoryFlow flow = flows.get(id);
            hopeless |= flow != null ? flow.failures > 0 : forgotten.hasFailed(id);
            if (flow != null && !flow.isFinished() || flow == null && !forgotten.has(id)) {
                if (flow == null) {
                    unknown.putIfAbsent(id, now);
                }
                flows.computeIfAbsent(id, key -> new MemoryFlow()).followers.add(task);
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
        boolean failed = isFailed(task);
        List<MemoryTask> waiting = followers.remove(task.id());
        if (waiting != null) {
            settle(waiting, true, failed, released, cancelled);
        }
        if (task.request.flow() != null) {
            MemoryFlow flow = flows.get(task.request.flow());
            flow.unfinished.remove(task);
            flow.failures += failed ? 1 : 0;
            boolean finished = flow.unfinished.isEmpty();
            if (finished || failed) {
                settle(flow.followers, finished, flow.failures > 0, released, cancelled);
            }
            if (finished) {
                flow.followers.clear();
            }
        }
    }

    /**
     * Ends the wait for what has not come within the grace.
     *
     * @return what that was
     */
    List<String> giveUp(Instant now, List<MemoryTask> released, List<MemoryTask> cancelled) {
        List<String> never = new ArrayList<>();
        for (Map.Entry<String, Instant> each : unknown.entrySet()) {
            if (each.getValue().plus(forgotten.grace()).isAfter(now)) {
                break;
            }
            never.add(each.getKey());
        }
        for (String id : never) {
            unknown.remove(id);
            List<MemoryTask> waiting = followers.remove(id);
            MemoryFlow flow = flows.remove(id);
            settle(waiting != null ? waiting : flow.followers, true, true, released, cancelled);
        }
        return never;
    }

    /** A task that had failed is to run again. */
    void unfinished(MemoryTask task) {
        if (task.request.flow() != null) {
            MemoryFlow flow = flows.get(task.request.flow());
            flow.unfinished.add(task);
            flow.failures--;
        }
    }

    /** Forgets a finished task, and with the last one its flow, but not their final statuses. */
    void forget(MemoryTask task, Instant now) {
        forgotten.add(task.id(), isFailed(task), now);
        if (task.request.flow() != null && flows.containsKey(task.request.flow())) {
            flows.get(task.request.flow()).kept--;
            forgetIfEmpty(task.request.flow(), now);
        }
        Set<String> hit = flowsHit.remove(task);
        if (hit != null) {
            hit.stream().filter(flows::containsKey).forEach(flow -> {
                flows.get(flow).hits.remove(task);
                flows.get(flow).formerHits.add(task.id());
                forgetIfEmpty(flow, now);
            });
        }
    }

    private void forgetIfEmpty(String id, Instant now) {
        MemoryFlow flow = flows.get(id);
        if (flow.kept == 0 && flow.unfinished.isEmpty() && flow.hits.isEmpty()) {
            flows.remove(id);
            boolean failed = flow.failures > 0 || flow.formerHits.stream().anyMatch(forgotten::hasFailed);
            forgotten.add(id, failed, now);
        }
    }

    private static boolean isFailed(MemoryTask finished) {
        return finished.status != TaskStatus.SUCCESSFUL;
    }

    private static void settle(
            List<MemoryTask> waiting,
            boolean finished,
            boolean failed,
            List<MemoryTask> released,
            List<MemoryTask> cancelled) {
        for (MemoryTask each : waiting) {
            if (each.status != TaskStatus.WAITING) {
                continue;
            }
            if (failed && !each.request.evenIfFailed()) {
                cancelled.add(each);
            } else if (finished && --each.predecessors == 0) {
                released.add(each);
            }
        }
    }
}
