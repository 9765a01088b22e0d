package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

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
 * @param uniqueKey at most one unfinished invocation of the task, under its name or a former one, has it; or {@code null}
 * @param uniquePeriod for how long the key is held at least, or {@code null}
 * @param dependsOn ids of the invocations that must have finished
 * @param dependsOnFlows ids of the flows that must have finished
 * @param evenIfFailed whether it runs whatever came of those
 * @param rerunIfLost whether it is run again after its worker was lost
 * @param flow the flow it belongs to, or {@code null}
 * @param formerNames the task's former names; a unique key is held under each of them, too, since nodes that do not know the
 *     new name yet look there
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
        String flow,
        Set<String> formerNames) {

    /** Refuses {@code null} where none is allowed, and copies the lists. */
    public TaskRequest {
        requireNonNull(id, "id");
        requireNonNull(task, "task");
        requireNonNull(backend, "backend");
        requireNonNull(queue, "queue");
        requireNonNull(arguments, "arguments");
        dependsOn = List.copyOf(dependsOn);
        dependsOnFlows = List.copyOf(dependsOnFlows);
        formerNames = Set.copyOf(formerNames);
    }

    /**
     * The names under which its unique key is held: the task's name and its former ones.
     *
     * @return in an order that is the same on all nodes, so that their transactions do not wait for each other
     */
    public SortedSet<String> keyNames() {
        SortedSet<String> names = new TreeSet<>(formerNames);
        names.add(task);
        return names;
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
     * When an id was made, as ids of the engine tell: they are UUIDs of version 7.
     *
     * @param id an id of a task or a flow
     * @return the time by the clock of the node that made it; empty for another kind of id
     */
    public static Optional<Instant> timeOf(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.version() == 7
                    ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
