package ee.tasks.spi;

import ee.tasks.TaskStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long finished tasks are kept, by status, for all queues and for single ones. A status that neither map has is kept for ever.
 *
 * @param everywhere the retention of all queues
 * @param ofQueues the retention of single queues, by their names; takes precedence
 * @since 1.0
 */
public record Retention(Map<TaskStatus, Duration> everywhere, Map<String, Map<TaskStatus, Duration>> ofQueues) {

    /** The retention of what is never deleted. */
    public static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    /** Copies the maps. */
    public Retention {
        everywhere = Map.copyOf(everywhere);
        ofQueues = ofQueues.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, queue -> Map.copyOf(queue.getValue())));
    }

    /**
     * Returns how long a task is kept after it has finished.
     *
     * @param queue the task's queue
     * @param status the task's status
     * @return the retention, possibly zero; {@link #FOR_EVER} also if the task has not finished
     */
    public Duration of(String queue, TaskStatus status) {
        if (!status.isFinished()) {
            return FOR_EVER;
        }
        Duration general = everywhere.getOrDefault(status, FOR_EVER);
        return ofQueues.getOrDefault(queue, Map.of()).getOrDefault(status, general);
    }
}
