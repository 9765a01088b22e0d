package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import ee.tasks.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An invocation that is passed to a backend. The engine has checked it, resolved its options, and converted its arguments to JSON.
 *
 * @param id the task's id, at most 36 characters; later ids sort after earlier ones
 * @param task the task's name, at most 255 characters
 * @param backend the backend's name
 * @param queue the queue, at most 64 characters
 * @param priority -100 to 100
 * @param arguments a JSON array, one element for each parameter
 * @param payloadFormat the format of {@code arguments}; currently 1
 * @param runAfter the earliest time of the first run, or {@code null}
 * @param delay the time from the enqueue to the earliest first run, by the store's clock, or {@code null}; excludes {@code runAfter}
 * @param uniqueKey a key that at most one unfinished invocation of the task has, under its name or a former one; or {@code null}
 * @param uniquePeriod how long the key is held at least, or {@code null}
 * @param dependsOn ids of the tasks that must have finished before it runs
 * @param dependsOnFlows ids of the flows that must have finished before it runs
 * @param evenIfFailed whether it runs even if one of those failed or was cancelled
 * @param rerunIfLost whether it runs again after its worker was lost
 * @param flow the id of the flow that it belongs to, or {@code null}
 * @param formerNames the task's former names. A unique key is held under each of them, too: nodes that do not know the new name yet look
 *     there
 * @param headers the headers as a JSON object of strings, at most 4,000 bytes in UTF-8, to be kept as they are; {@code null} if there are
 *     none
 * @param gates the gates that the task has to pass, at most three; a store without {@link Feature#LIMITS} ignores them
 * @param orderKey a key whose tasks, of whatever name, run one after the other in the order in which they were enqueued; {@code null} for
 *     none; a store without {@link Feature#ORDER} ignores it
 * @param onFailure what those behind it do if it fails; {@code null} without such a key
 * @param expireAfter how long after the enqueue, or after the time to which it is deferred, it may start at the latest, by the store's
 *     clock; {@code null} for ever
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
        Set<String> formerNames,
        String headers,
        List<Gate> gates,
        String orderKey,
        OnFailure onFailure,
        Duration expireAfter) {

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
        gates = List.copyOf(gates);
        if (orderKey != null) {
            requireNonNull(onFailure, "onFailure");
        }
    }

    /**
     * Returns the names under which the unique key is held: the task's name and its former ones.
     *
     * @return the names, sorted, so that the transactions of all nodes lock them in the same order
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
     * Whether the task is deferred.
     *
     * @return {@code true} if it has {@code runAfter} or {@code delay}
     */
    public boolean isDeferred() {
        return runAfter != null || delay != null;
    }

    /**
     * Reads the time from an id that the engine made: these are UUIDs of version 7.
     *
     * @param id the id of a task or a flow
     * @return the time at which it was made, by the clock of the node; empty for another kind of id
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
     * Whether the task waits for others.
     *
     * @return {@code true} if it depends on tasks or flows
     */
    public boolean isDependent() {
        return !dependsOn.isEmpty() || !dependsOnFlows.isEmpty();
    }
}
