package ee.tasks.backend.memory;

import ee.tasks.TaskProgress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A flow's invocations: those that have not finished, and how many there are. */
final class MemoryFlow {

    final Set<MemoryTask> unfinished = new LinkedHashSet<>();
    final List<MemoryTask> followers = new ArrayList<>(0);
    long size;
    long kept;
    boolean hasFailure;

    TaskProgress progress() {
        return new TaskProgress(size - unfinished.size(), size, null);
    }
}
