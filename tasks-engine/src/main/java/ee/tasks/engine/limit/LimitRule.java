package ee.tasks.engine.limit;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import java.util.Optional;

/**
 * One limit of a task: annotation and configuration, decided.
 *
 * @param name its name; rules of several tasks that have one share the limit
 * @param key what it counts for itself; empty if it counts all together
 * @param weight how much of the capacity one run takes
 */
public record LimitRule(String name, Optional<KeyTemplate> key, int weight, Capacity capacity) {

    /** The gate for a task with these values. */
    public Gate gate(KeyTemplate.KeyValues values) {
        return new Gate(name, key.map(template -> template.text(values)).orElse(null), weight, capacity);
    }
}
