package ee.tasks.engine.backend.memory;

import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Who holds which unique key: under the task's name and each of its former ones. */
final class MemoryKeys {

    private record Key(String task, String key) {

        static List<Key> of(TaskRequest request) {
            return request.uniqueKey() == null
                    ? List.of()
                    : request.keyNames().stream()
                            .map(name -> new Key(name, request.uniqueKey()))
                            .toList();
        }
    }

    private final Map<Key, MemoryTask> holders = new HashMap<>();
    private final NavigableSet<MemoryTask> heldByFinished =
            new TreeSet<>(Comparator.comparing(MemoryKeys::heldUntil).thenComparingLong(task -> task.sequence));

    Optional<MemoryTask> holder(TaskRequest request, Instant now) {
        while (!heldByFinished.isEmpty() && !heldUntil(heldByFinished.first()).isAfter(now)) {
            free(heldByFinished.pollFirst());
        }
        return Key.of(request).stream()
                .filter(holders::containsKey)
                .map(holders::get)
                .findFirst();
    }

    void hold(MemoryTask task) {
        Key.of(task.request).forEach(key -> holders.put(key, task));
    }

    /** A retried task takes its key back, unless another has it. */
    void holdAgain(MemoryTask task) {
        if (task.request.uniquePeriod() != null) {
            heldByFinished.remove(task);
        }
        Key.of(task.request).forEach(key -> holders.putIfAbsent(key, task));
    }

    boolean isHeldBy(MemoryTask task, Instant now) {
        return holder(task.request, now).filter(task::equals).isPresent();
    }

    void finished(MemoryTask task) {
        if (task.request.uniquePeriod() == null) {
            free(task);
        } else if (Key.of(task.request).stream().anyMatch(key -> holders.get(key) == task)) {
            heldByFinished.add(task);
        }
    }

    private void free(MemoryTask task) {
        Key.of(task.request).forEach(key -> holders.remove(key, task));
    }

    private static Instant heldUntil(MemoryTask task) {
        return task.enqueuedAt.plus(task.request.uniquePeriod());
    }
}
