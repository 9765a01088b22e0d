package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an invocation is to be run: one vocabulary for {@link TaskQueue}, {@link TaskInvocation} and {@link TaskHandle}.
 *
 * <p>Every method returns a copy and leaves the original as it was; a copy that nobody uses does nothing. Where one option
 * is given twice the last call wins; an invocation's options come before those of the queue copy that takes it, these
 * before configuration, and that before the task's annotation. Nothing here reads or writes a store.
 *
 * <p>Values are checked at each step, and again at enqueue: every method throws {@link InvalidTaskException} for one that
 * breaks a rule, {@link UnsupportedFeatureException} for one that the backend it is meant for cannot honour, and
 * {@link NullPointerException} for {@code null}.
 *
 * @param <S> the type itself
 * @since 1.0
 */
@CheckReturnValue
public interface TaskOptions<S extends TaskOptions<S>> {

    /**
     * The options given so far.
     *
     * @return the options, {@link Values#NONE} before any was given
     */
    Values options();

    /**
     * A copy with exactly these options; what the other methods end in.
     *
     * @param options all options of the copy
     * @return the copy
     * @throws InvalidTaskException if the options break a rule of the backend they are meant for
     * @throws UnsupportedFeatureException if that backend lacks what they ask for
     */
    S withOptions(Values options);

    /**
     * Into which queue, instead of the task's own.
     *
     * @param queue 1 to 64 characters, not {@code *}, without commas, double quotes and blanks around it; one of the backend's {@code queues} where it lists any
     * @return a copy
     * @throws InvalidTaskException if it is no name, or not one of the backend's queues
     */
    default S onQueue(String queue) {
        return withOptions(options().onQueue(queue));
    }

    /**
     * With which priority, instead of the task's own.
     *
     * @param priority from -100 to 100; higher runs first
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if it is not 0 and the backend has no {@code PRIORITY}
     */
    default S priority(int priority) {
        return withOptions(options().priority(priority));
    }

    /**
     * Not before this instant, as the store's clock shows it. Needs {@code DEFER}. Kept to the microsecond; an instant that
     * has passed means at once. Replaces a delay given before.
     *
     * @param when from 1970 to the end of 9999
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if the backend has no {@code DEFER}
     */
    default S runAfter(Instant when) {
        return withOptions(options().runAfter(when));
    }

    /**
     * Not before this much time has passed on the store's clock since the enqueue. Needs {@code DEFER}. Kept to the
     * microsecond. Replaces an instant given before.
     *
     * @param delay from zero to 365,000 days
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if the backend has no {@code DEFER}
     */
    default S runAfter(Duration delay) {
        return withOptions(options().runAfter(delay));
    }

    /**
     * Only if the task has no unfinished invocation with this key; otherwise enqueue returns that one's result. Needs
     * {@code UNIQUE}. The key belongs to the task, under its name and its former ones: two tasks may use the same one. In a transaction the enqueue may wait
     * for another transaction that is just using the key.
     *
     * @param key 1 to 1,000 characters
     * @return a copy
     * @throws InvalidTaskException if it is no key
     * @throws UnsupportedFeatureException if the backend has no {@code UNIQUE}
     */
    default S unique(String key) {
        return withOptions(options().unique(key, null));
    }

    /**
     * As {@link #unique(String)}, and for {@code period} from the enqueue on even if it finishes earlier.
     *
     * @param key 1 to 1,000 characters
     * @param period from a microsecond to 365,000 days, kept to the microsecond
     * @return a copy
     * @throws InvalidTaskException if it is no key, or the period is out of range
     * @throws UnsupportedFeatureException if the backend has no {@code UNIQUE}
     */
    default S unique(String key, Duration period) {
        return withOptions(options().unique(key, requireNonNull(period, "period")));
    }

    /**
     * Only once all of these have succeeded; if one fails or is cancelled, this is cancelled, see {@link #evenIfFailed()}.
     * Needs {@code DEPENDENCIES}. The last call names them all; they and a {@linkplain #dependsOn(TaskFlow) flow} add up.
     *
     * <p>A result whose enqueue has not been committed yet is waited for. If it is rolled back, this is cancelled after
     * {@code ee.tasks.dependency-grace}, by default an hour. Of one that was pruned it is known for that time how it ended;
     * afterwards the enqueue is refused with an {@link InvalidTaskException}.
     *
     * @param results results of the same backend
     * @return a copy
     * @throws InvalidTaskException if this is known to go to another backend; at the enqueue at the latest
     * @throws UnsupportedFeatureException if the backend has no {@code DEPENDENCIES}
     */
    default S dependsOn(TaskResult<?>... results) {
        return dependsOn(List.of(results));
    }

    /**
     * As {@link #dependsOn(TaskResult...)}.
     *
     * @param results results of the same backend
     * @return a copy
     * @throws InvalidTaskException if this is known to go to another backend; at the enqueue at the latest
     * @throws UnsupportedFeatureException if the backend has no {@code DEPENDENCIES}
     */
    default S dependsOn(Collection<? extends TaskResult<?>> results) {
        List<String> ids = new ArrayList<>();
        Map<String, String> backends = new HashMap<>();
        for (TaskResult<?> result : results) {
            ids.add(result.id());
            backends.put(result.id(), result.backend());
        }
        return withOptions(options().dependsOn(ids, backends));
    }

    /**
     * Only once every task of the flow has succeeded: a chord. Needs {@code DEPENDENCIES}. The last call names the flow; it
     * and {@linkplain #dependsOn(TaskResult...) results} add up. An empty flow has succeeded; one that is not found is treated
     * as a {@linkplain #dependsOn(TaskResult...) result} that is not.
     *
     * @param flow a flow of the same backend
     * @return a copy
     * @throws InvalidTaskException if this is known to go to another backend; at the enqueue at the latest
     * @throws UnsupportedFeatureException if the backend has no {@code DEPENDENCIES}
     */
    default S dependsOn(TaskFlow flow) {
        boolean isEmpty = flow.size() == 0;
        return withOptions(options().dependsOnFlows(isEmpty ? List.of() : List.of(flow.id()), flow.backend()));
    }

    /**
     * Once everything it depends on has finished, whatever came of it.
     *
     * @return a copy
     */
    default S evenIfFailed() {
        return withOptions(options().evenIfFailed(true));
    }

    /**
     * Options as a value; what was not said is {@code null} (or empty).
     *
     * @param queue the queue
     * @param priority the priority, -100 to 100
     * @param runAfter not before this instant; excludes {@code delay}
     * @param delay not before this much time after the enqueue; excludes {@code runAfter}
     * @param uniqueKey the key
     * @param uniquePeriod how long the key is held at least
     * @param dependsOn ids of results
     * @param dependsOnFlows ids of flows
     * @param evenIfFailed whether it runs whatever came of what it depends on
     * @param predecessorBackends the backends of what it depends on, by id, as far as they are known
     * @since 1.0
     */
    record Values(
            String queue,
            Integer priority,
            Instant runAfter,
            Duration delay,
            String uniqueKey,
            Duration uniquePeriod,
            List<String> dependsOn,
            List<String> dependsOnFlows,
            boolean evenIfFailed,
            Map<String, String> predecessorBackends) {

        /** Nothing said. */
        public static final Values NONE =
                new Values(null, null, null, null, null, null, List.of(), List.of(), false, Map.of());

        /**
         * Checks the options, and cuts times to microseconds as stores do.
         *
         * @throws InvalidTaskException if one breaks a rule
         */
        public Values {
            runAfter = OptionRules.toMicroseconds(runAfter);
            delay = OptionRules.toMicroseconds(delay);
            uniquePeriod = OptionRules.toMicroseconds(uniquePeriod);
            OptionRules.queue(queue);
            OptionRules.priority(priority);
            OptionRules.runAfter(runAfter, delay);
            OptionRules.unique(uniqueKey, uniquePeriod);
            dependsOn = List.copyOf(dependsOn);
            dependsOnFlows = List.copyOf(dependsOnFlows);
            predecessorBackends = known(predecessorBackends, dependsOn, dependsOnFlows);
        }

        /** Those of what is still depended on; an empty flow, and a result that somebody made up, may have none. */
        private static Map<String, String> known(
                Map<String, String> backends, List<String> results, List<String> flows) {
            if (backends.isEmpty()) {
                return Map.of();
            }
            Map<String, String> known = new HashMap<>(backends);
            known.keySet()
                    .retainAll(Stream.concat(results.stream(), flows.stream()).collect(Collectors.toSet()));
            known.values().removeIf(Objects::isNull);
            return Map.copyOf(known);
        }

        /**
         * Refuses to depend on what another backend keeps: it would be found nowhere.
         *
         * @param backend the name of the backend that these options are for
         * @throws InvalidTaskException if something that they depend on is of another
         */
        public void requirePredecessorsIn(String backend) {
            predecessorBackends.forEach((id, other) -> OptionRules.predecessor(id, other, backend));
        }

        Values onQueue(String name) {
            requireNonNull(name, "queue");
            return with(
                    name,
                    priority,
                    runAfter,
                    delay,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    predecessorBackends);
        }

        Values priority(int value) {
            return with(
                    queue,
                    value,
                    runAfter,
                    delay,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    predecessorBackends);
        }

        Values runAfter(Instant when) {
            requireNonNull(when, "when");
            return with(
                    queue,
                    priority,
                    when,
                    null,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    predecessorBackends);
        }

        Values runAfter(Duration wait) {
            requireNonNull(wait, "delay");
            return with(
                    queue,
                    priority,
                    null,
                    wait,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    predecessorBackends);
        }

        Values unique(String key, Duration period) {
            requireNonNull(key, "key");
            return with(queue, priority, runAfter, delay, key, period, dependsOn, dependsOnFlows, predecessorBackends);
        }

        Values dependsOn(List<String> ids, Map<String, String> backends) {
            return with(queue, priority, runAfter, delay, uniqueKey, uniquePeriod, ids, dependsOnFlows, and(backends));
        }

        Values dependsOnFlows(List<String> flows, String backend) {
            Map<String, String> backends = new HashMap<>();
            flows.forEach(flow -> backends.put(flow, backend));
            return with(queue, priority, runAfter, delay, uniqueKey, uniquePeriod, dependsOn, flows, and(backends));
        }

        private Map<String, String> and(Map<String, String> backends) {
            Map<String, String> all = new HashMap<>(predecessorBackends);
            all.putAll(backends);
            return all;
        }

        Values evenIfFailed(boolean even) {
            return new Values(
                    queue,
                    priority,
                    runAfter,
                    delay,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    even,
                    predecessorBackends);
        }

        private Values with(
                String newQueue,
                Integer newPriority,
                Instant newRunAfter,
                Duration newDelay,
                String newKey,
                Duration newPeriod,
                List<String> results,
                List<String> flows,
                Map<String, String> backends) {
            return new Values(
                    newQueue,
                    newPriority,
                    newRunAfter,
                    newDelay,
                    newKey,
                    newPeriod,
                    results,
                    flows,
                    evenIfFailed,
                    backends);
        }

        /**
         * These options, completed by {@code fallback} where they say nothing. An instant or a delay, a key and its period, and
         * all that it depends on are each taken from one of the two as a whole.
         *
         * @param fallback the options that come after these
         * @return the options in force
         */
        public Values orElse(Values fallback) {
            if (fallback == NONE) {
                return this;
            }
            if (this == NONE) {
                return fallback;
            }
            boolean deferred = runAfter != null || delay != null;
            boolean dependent = !dependsOn.isEmpty() || !dependsOnFlows.isEmpty();
            return new Values(
                    queue != null ? queue : fallback.queue,
                    priority != null ? priority : fallback.priority,
                    deferred ? runAfter : fallback.runAfter,
                    deferred ? delay : fallback.delay,
                    uniqueKey != null ? uniqueKey : fallback.uniqueKey,
                    uniqueKey != null ? uniquePeriod : fallback.uniquePeriod,
                    dependent ? dependsOn : fallback.dependsOn,
                    dependent ? dependsOnFlows : fallback.dependsOnFlows,
                    evenIfFailed || fallback.evenIfFailed,
                    dependent ? predecessorBackends : fallback.predecessorBackends);
        }
    }
}
