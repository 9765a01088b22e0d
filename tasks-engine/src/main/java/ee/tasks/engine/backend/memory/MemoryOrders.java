package ee.tasks.engine.backend.memory;

import ee.tasks.OnFailure;
import ee.tasks.TaskStatus;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks of each key that are to run one after the other. The first one of a key runs, those behind it wait for each other. */
final class MemoryOrders {

    private final Map<String, Set<MemoryTask>> keys = new HashMap<>();

    /**
     * Takes the last place of its key for a new task.
     *
     * @return whether it has to wait for its turn
     */
    boolean join(MemoryTask task) {
        String key = task.request.orderKey();
        if (key == null) {
            return false;
        }
        Set<MemoryTask> ordered = keys.computeIfAbsent(key, none -> new LinkedHashSet<>());
        task.isBehind = !ordered.isEmpty();
        task.predecessors += task.isBehind ? 1 : 0;
        ordered.add(task);
        return task.isBehind;
    }

    /**
     * Takes out a task that has finished, unless it holds its key.
     *
     * @return the task whose turn that makes it, if it waits for nothing else
     */
    Optional<MemoryTask> finished(MemoryTask task) {
        boolean holds = task.status == TaskStatus.FAILED && task.request.onFailure() == OnFailure.HOLD;
        return holds ? Optional.empty() : leave(task);
    }

    /** As {@link #finished}, for one that is no longer there. */
    Optional<MemoryTask> leave(MemoryTask task) {
        Set<MemoryTask> ordered = keys.get(task.request.orderKey());
        if (ordered == null || !ordered.remove(task)) {
            return Optional.empty();
        }
        if (ordered.isEmpty()) {
            keys.remove(task.request.orderKey());
            return Optional.empty();
        }
        MemoryTask head = ordered.iterator().next();
        if (!head.isBehind) {
            return Optional.empty();
        }
        head.isBehind = false;
        head.predecessors--;
        return Optional.of(head).filter(next -> next.status == TaskStatus.WAITING && next.predecessors == 0);
    }

    /** Whether others wait for a FAILED task. */
    boolean isAwaited(MemoryTask task) {
        Set<MemoryTask> ordered = keys.get(task.request.orderKey());
        return ordered != null && ordered.contains(task) && ordered.size() > 1;
    }
}
