package ee.tasks.backend.memory;

import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Who holds which unique key. */
final class MemoryKeys {

    private record Key(String task, String key) {

        static Key of(TaskRequest request) {
            return new Key(request.task(), request.uniqueKey());
        }
    }

    private final Map<Key, MemoryTask> holders = new HashMap<>();
    private final NavigableSet<MemoryTask> heldByFinished =
            new TreeSet<>(Comparator.comparing(MemoryKeys::heldUntil).thenComparingLong(task -> task.sequence));

    Optional<MemoryTask> holder(TaskRequest request, Instant now) {
        while (!heldByFinished.isEmpty() && !heldUntil(heldByFinished.first()).isAfter(now)) {
            holders.remove(Key.of(heldByFinished.pollFirst().request));
        }
        return request.uniqueKey() == null ? Optional.empty() : Optional.ofNullable(holders.get(Key.of(request)));
    }

    void hold(MemoryTask task) {
        if (task.request.uniqueKey() != null) {
            holders.put(Key.of(task.request), task);
        }
    }

    /** A retried task takes its key back, unless another has it. */
    void holdAgain(MemoryTask task) {
        if (task.request.uniqueKey() != null) {
            heldByFinished.remove(task);
            holders.putIfAbsent(Key.of(task.request), task);
        }
    }

    boolean isHeldBy(MemoryTask task, Instant now) {
        return task.request.uniqueKey() != null
                && holder(task.request, now).filter(task::equals).isPresent();
    }

    void finished(MemoryTask task) {
        if (task.request.uniqueKey() == null || holders.get(Key.of(task.request)) != task) {
            return;
        }
        if (task.request.uniquePeriod() != null) {
            heldByFinished.add(task);
        } else {
            holders.remove(Key.of(task.request));
        }
    }

    private static Instant heldUntil(MemoryTask task) {
        return task.enqueuedAt.plus(task.request.uniquePeriod());
    }
}
