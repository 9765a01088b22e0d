package ee.tasks.spi;

import ee.tasks.TaskStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long finished tasks are kept, by their status; queues may differ. What is not mentioned is kept for ever.
 *
 * @param everywhere for every queue that does not say otherwise
 * @param ofQueues for one queue, by its name
 * @since 1.0
 */
public record Retention(Map<TaskStatus, Duration> everywhere, Map<String, Map<TaskStatus, Duration>> ofQueues) {

    /** Longer than any clock goes. */
    public static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    /** Copies the maps. */
    public Retention {
        everywhere = Map.copyOf(everywhere);
        ofQueues = ofQueues.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, queue -> Map.copyOf(queue.getValue())));
    }

    /**
     * How long a task is kept after it finished.
     *
     * @param queue its queue
     * @param status its status
     * @return the time, zero for none, {@link #FOR_EVER} also if it has not finished
     */
    public Duration of(String queue, TaskStatus status) {
        if (!status.isFinished()) {
            return FOR_EVER;
        }
        Duration general = everywhere.getOrDefault(status, FOR_EVER);
        return ofQueues.getOrDefault(queue, Map.of()).getOrDefault(status, general);
    }
}
