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

    /**
     * Makes an empty builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a builder with a copy of this request.
     *
     * @return a new builder with all components of this request
     */
    public Builder toBuilder() {
        return new Builder()
                .id(id)
                .task(task)
                .backend(backend)
                .queue(queue)
                .priority(priority)
                .arguments(arguments)
                .payloadFormat(payloadFormat)
                .runAfter(runAfter)
                .delay(delay)
                .uniqueKey(uniqueKey)
                .uniquePeriod(uniquePeriod)
                .dependsOn(dependsOn)
                .dependsOnFlows(dependsOnFlows)
                .evenIfFailed(evenIfFailed)
                .rerunIfLost(rerunIfLost)
                .flow(flow)
                .formerNames(formerNames);
    }

    /**
     * Makes a {@link TaskRequest}. Each method sets the component of its name, which means what it means there, and returns this
     * builder. Only {@link #build} checks for {@code null}; it may be called again. Not thread-safe.
     *
     * @since 1.0
     */
    public static final class Builder {

        private String id;
        private String task;
        private String backend;
        private String queue;
        private int priority;
        private String arguments;
        private int payloadFormat = 1;
        private Instant runAfter;
        private Duration delay;
        private String uniqueKey;
        private Duration uniquePeriod;
        private List<String> dependsOn = List.of();
        private List<String> dependsOnFlows = List.of();
        private boolean evenIfFailed;
        private boolean rerunIfLost = true;
        private String flow;
        private Set<String> formerNames = Set.of();

        private Builder() {}

        /**
         * Sets the id of the task. Required.
         *
         * @param value at most 36 characters, growing with time
         */
        public Builder id(String value) {
            id = value;
            return this;
        }

        /**
         * Sets the task's name. Required.
         *
         * @param value at most 255 characters
         */
        public Builder task(String value) {
            task = value;
            return this;
        }

        /**
         * Sets the backend's name. Required.
         *
         * @param value at most 255 characters
         */
        public Builder backend(String value) {
            backend = value;
            return this;
        }

        /**
         * Sets the queue. Required.
         *
         * @param value at most 64 characters
         */
        public Builder queue(String value) {
            queue = value;
            return this;
        }

        /**
         * Sets the priority; 0 if never set.
         *
         * @param value -100 to 100
         */
        public Builder priority(int value) {
            priority = value;
            return this;
        }

        /**
         * Sets the arguments. Required.
         *
         * @param value a JSON array, one element for each parameter
         */
        public Builder arguments(String value) {
            arguments = value;
            return this;
        }

        /**
         * Sets how the arguments are to be read; 1 if never set.
         *
         * @param value the format
         */
        public Builder payloadFormat(int value) {
            payloadFormat = value;
            return this;
        }

        /**
         * Sets the earliest time of its run; excludes {@link #delay}.
         *
         * @param value an instant, or {@code null} for none
         */
        public Builder runAfter(Instant value) {
            runAfter = value;
            return this;
        }

        /**
         * Sets how much store time must pass between the enqueue and the run; excludes {@link #runAfter}.
         *
         * @param value the delay, or {@code null} for none
         */
        public Builder delay(Duration value) {
            delay = value;
            return this;
        }

        /**
         * Sets the key that at most one unfinished invocation of the task has.
         *
         * @param value the key, or {@code null} for none
         */
        public Builder uniqueKey(String value) {
            uniqueKey = value;
            return this;
        }

        /**
         * Sets for how long the key is held at least.
         *
         * @param value the period, or {@code null} for none
         */
        public Builder uniquePeriod(Duration value) {
            uniquePeriod = value;
            return this;
        }

        /**
         * Sets the tasks that must have finished; none if never set.
         *
         * @param value their ids
         */
        public Builder dependsOn(List<String> value) {
            dependsOn = value;
            return this;
        }

        /**
         * Sets the flows that must have finished; none if never set.
         *
         * @param value their ids
         */
        public Builder dependsOnFlows(List<String> value) {
            dependsOnFlows = value;
            return this;
        }

        /**
         * Sets whether it runs even if one of those failed or was cancelled; {@code false} if never set.
         *
         * @param value whether it does
         */
        public Builder evenIfFailed(boolean value) {
            evenIfFailed = value;
            return this;
        }

        /**
         * Sets whether it runs again after its worker was lost; {@code true} if never set.
         *
         * @param value whether it is
         */
        public Builder rerunIfLost(boolean value) {
            rerunIfLost = value;
            return this;
        }

        /**
         * Sets the flow it belongs to.
         *
         * @param value its id, or {@code null} for none
         */
        public Builder flow(String value) {
            flow = value;
            return this;
        }

        /**
         * Sets the task's former names; none if never set.
         *
         * @param value the names
         */
        public Builder formerNames(Set<String> value) {
            formerNames = value;
            return this;
        }

        /**
         * Makes the request of what was set so far.
         *
         * @return a new request
         * @throws NullPointerException if a required component or a collection is {@code null}
         */
        public TaskRequest build() {
            return new TaskRequest(
                    id,
                    task,
                    backend,
                    queue,
                    priority,
                    arguments,
                    payloadFormat,
                    runAfter,
                    delay,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    evenIfFailed,
                    rerunIfLost,
                    flow,
                    formerNames);
        }
    }
}
