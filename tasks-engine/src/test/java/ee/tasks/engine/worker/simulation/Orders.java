package ee.tasks.engine.worker.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The ledger's page of ordered tasks: those of a key in the order of their enqueues. */
final class Orders {

    private final Predicate<String> isFinished;
    private final Map<String, List<String>> tasks = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();

    Orders(Predicate<String> isFinished) {
        this.isFinished = isFinished;
    }

    /** @param key {@code null} if it is not ordered */
    void joined(String task, String key) {
        if (key != null) {
            keys.put(task, key);
            tasks.computeIfAbsent(key, none -> new ArrayList<>()).add(task);
        }
    }

    /** Whether nothing that was enqueued with its key before it is unfinished. */
    boolean isNext(String task) {
        for (String each : tasks.getOrDefault(keys.get(task), List.of())) {
            if (each.equals(task)) {
                return true;
            }
            if (!isFinished.test(each)) {
                return false;
            }
        }
        return true;
    }
}
