package ee.tasks.engine.backend.memory;

import ee.tasks.TaskProgress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A flow's invocations: those that have not finished, and how many there are; and the tasks of others that held the unique
 * keys of some, which it waits for, too, but does not cancel.
 */
final class MemoryFlow {

    final Set<MemoryTask> unfinished = new LinkedHashSet<>();
    final Set<MemoryTask> hits = new LinkedHashSet<>(0);
    /** The ids of hits that were pruned. */
    final Set<String> formerHits = new HashSet<>(0);

    final List<MemoryTask> followers = new ArrayList<>(0);
    long size;
    long kept;
    /** How many of them have failed or were cancelled, and were not retried. */
    long failures;

    /** A flow that others wait for may not have started yet. */
    boolean isFinished() {
        return (size > 0 || !hits.isEmpty()) && unfinished.isEmpty();
    }

    TaskProgress progress() {
        long finished = hits.stream().filter(task -> task.status.isFinished()).count();
        return new TaskProgress(size - unfinished.size() + finished, size + hits.size(), null);
    }
}
