package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An invocation on its way into a backend: checked, its options decided, its arguments JSON.
 *
 * @param id the id it shall have, at most 36 characters, growing with time
 * @param task the task's name, at most 255 characters
 * @param backend the backend's name
 * @param queue the queue, at most 64 characters
 * @param priority -100 to 100
 * @param arguments a JSON array, one element for each parameter
 * @param payloadFormat how {@code arguments} is to be read; 1 now
 * @param runAfter not before this instant, or {@code null}
 * @param delay not before this much store time after the enqueue, or {@code null}; excludes {@code runAfter}
 * @param uniqueKey at most one unfinished invocation of the task has it, or {@code null}
 * @param uniquePeriod for how long the key is held at least, or {@code null}
 * @param dependsOn ids of the invocations that must have finished
 * @param dependsOnFlows ids of the flows that must have finished
 * @param evenIfFailed whether it runs whatever came of those
 * @param rerunIfLost whether it is run again after its worker was lost
 * @param flow the flow it belongs to, or {@code null}
 * @since 1.0
 */
public record TaskRequest(
        String id,
        String task,
        String backend,
        String queue,
        int priority,
        String arguments,
        int payloadFormat,
        Instant runAfter,
        Duration delay,
        String uniqueKey,
        Duration uniquePeriod,
        List<String> dependsOn,
        List<String> dependsOnFlows,
        boolean evenIfFailed,
        boolean rerunIfLost,
        String flow) {

    /** Refuses {@code null} where none is allowed, and copies the lists. */
    public TaskRequest {
        requireNonNull(id, "id");
        requireNonNull(task, "task");
        requireNonNull(backend, "backend");
        requireNonNull(queue, "queue");
        requireNonNull(arguments, "arguments");
        dependsOn = List.copyOf(dependsOn);
        dependsOnFlows = List.copyOf(dependsOnFlows);
    }

    /** Without arguments and key, which may be secrets. */
    @Override
    public String toString() {
        return id;
    }

    /**
     * Whether it waits for a point in time.
     *
     * @return whether it has an instant or a delay
     */
    public boolean isDeferred() {
        return runAfter != null || delay != null;
    }

    /**
     * Whether it waits for other tasks.
     *
     * @return whether it names results or flows
     */
    public boolean isDependent() {
        return !dependsOn.isEmpty() || !dependsOnFlows.isEmpty();
    }
}
