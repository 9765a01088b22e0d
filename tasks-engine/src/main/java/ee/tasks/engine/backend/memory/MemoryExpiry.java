package ee.tasks.engine.backend.memory;

import ee.tasks.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Which tasks must have started by when; and which of them were cancelled, until a worker has told of it. */
final class MemoryExpiry {

    /** Of those that a worker has not told of: where none looks, they must not fill the memory. */
    private static final int MAX_UNTOLD = 10_000;

    private final NavigableSet<MemoryTask> waiting = new TreeSet<>(
            Comparator.<MemoryTask, Instant>comparing(task -> task.expiresAt).thenComparingLong(task -> task.sequence));

    private final List<String> cancelled = new ArrayList<>();

    void add(MemoryTask task) {
        if (task.expiresAt != null) {
            waiting.add(task);
        }
    }

    void remove(MemoryTask task) {
        if (task.expiresAt != null) {
            waiting.remove(task);
        }
    }

    /** Those that have not started in time. One that is claimed is looked at again, since it may be given back. */
    List<MemoryTask> over(Instant now, int max) {
        List<MemoryTask> over = new ArrayList<>();
        Iterator<MemoryTask> tasks = waiting.iterator();
        while (tasks.hasNext() && over.size() < max) {
            MemoryTask task = tasks.next();
            if (task.expiresAt.isAfter(now)) {
                break;
            }
            if (!task.isExpiring()) {
                tasks.remove();
            } else if (task.status != TaskStatus.RUNNING) {
                over.add(task);
            }
        }
        return over;
    }

    void cancelled(MemoryTask task) {
        if (cancelled.size() < MAX_UNTOLD) {
            cancelled.add(task.id());
        }
    }

    List<String> takeCancelled() {
        List<String> taken = List.copyOf(cancelled);
        cancelled.clear();
        return taken;
    }
}
