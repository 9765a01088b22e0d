package ee.tasks.engine.backend.memory;

import ee.tasks.spi.QueueSelection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** What is READY: due, by queue and in the order of claims; or not due yet, by time. */
final class MemoryQueues {

    private final Map<String, NavigableSet<MemoryTask>> due = new HashMap<>();
    private final NavigableSet<MemoryTask> deferred = new TreeSet<>(MemoryTask.IN_TIME_ORDER);

    void add(MemoryTask task, Instant now) {
        if (task.dueAt.isAfter(now)) {
            deferred.add(task);
        } else {
            due.computeIfAbsent(task.request.queue(), queue -> new TreeSet<>(MemoryTask.IN_CLAIM_ORDER))
                    .add(task);
        }
    }

    void remove(MemoryTask task) {
        if (!deferred.remove(task)) {
            due.computeIfPresent(task.request.queue(), (queue, tasks) -> {
                tasks.remove(task);
                return tasks.isEmpty() ? null : tasks;
            });
        }
    }

    int promote(Instant now, int max) {
        int promoted = 0;
        while (promoted < max && !deferred.isEmpty() && !deferred.first().dueAt.isAfter(now)) {
            add(deferred.pollFirst(), now);
            promoted++;
        }
        return promoted;
    }

    /** What is offered to other nodes is left where it is, and so is what does not fit; the first task always does. */
    List<MemoryTask> poll(String node, QueueSelection queues, int max, long maxCharacters, Instant now) {
        List<MemoryTask> polled = poll(node, queues, max, now);
        int fitting = fitting(polled, maxCharacters);
        polled.subList(fitting, polled.size()).forEach(task -> add(task, now));
        return polled.subList(0, fitting);
    }

    private static int fitting(List<MemoryTask> tasks, long maxCharacters) {
        long left = maxCharacters;
        int fitting = 0;
        for (MemoryTask task : tasks) {
            left -= task.request.arguments().length();
            if (left < 0 && fitting > 0) {
                break;
            }
            fitting++;
        }
        return fitting;
    }

    private List<MemoryTask> poll(String node, QueueSelection queues, int max, Instant now) {
        List<MemoryTask> offered = new ArrayList<>();
        List<MemoryTask> polled = new ArrayList<>();
        while (polled.size() < max && hasDue(queues)) {
            polled.addAll(poll(queues, max - polled.size()));
            polled.removeIf(task -> task.isOfferedToOthers(node, now) && offered.add(task));
        }
        offered.forEach(task -> add(task, now));
        return polled;
    }

    private boolean hasDue(QueueSelection queues) {
        for (String queue : due.keySet()) {
            if (queues.accepts(queue)) {
                return true;
            }
        }
        return false;
    }

    private List<MemoryTask> poll(QueueSelection queues, int max) {
        PriorityQueue<NavigableSet<MemoryTask>> candidates =
                new PriorityQueue<>(Comparator.comparing(NavigableSet::first, MemoryTask.IN_CLAIM_ORDER));
        due.forEach((queue, tasks) -> {
            if (queues.accepts(queue)) {
                candidates.add(tasks);
            }
        });
        List<MemoryTask> polled = new ArrayList<>();
        while (polled.size() < max && !candidates.isEmpty()) {
            NavigableSet<MemoryTask> best = candidates.poll();
            MemoryTask task = best.pollFirst();
            polled.add(task);
            if (best.isEmpty()) {
                due.remove(task.request.queue());
            } else {
                candidates.add(best);
            }
        }
        return polled;
    }
}
