package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The options of an invocation, the same for {@link TaskQueue}, {@link TaskInvocation} and {@link TaskHandle}.
 *
 * <p>Every method returns a copy and leaves the original unchanged, so use what it returns. If an option is set twice, the last call wins.
 * An invocation's options take precedence over those of the queue, these over configuration, and configuration over the task's annotation.
 * No method reads or writes a store.
 *
 * <p>Values are checked by each call, and again when the invocation is enqueued: every method throws {@link InvalidTaskException} for a
 * value that breaks a rule, {@link UnsupportedFeatureException} for an option that the backend does not support, and
 * {@link NullPointerException} for {@code null}.
 *
 * @param <S> the type itself
 * @since 1.0
 */
@CheckReturnValue
public interface TaskOptions<S extends TaskOptions<S>> {

    /**
     * Returns the options set so far.
     *
     * @return the options; {@link Values#NONE} if none was set
     */
    Values options();

    /**
     * Returns a copy with exactly these options. All other methods call it.
     *
     * @param options all options of the copy
     * @return the copy
     * @throws InvalidTaskException if the options break a rule of the backend that they are for
     * @throws UnsupportedFeatureException if that backend lacks a feature that they need
     */
    S withOptions(Values options);

    /**
     * Sets the queue, instead of the task's own.
     *
     * @param queue 1 to 64 characters, not {@code *}, without commas, double quotes and blanks around it; of the backend's, if it lists any
     * @return a copy
     * @throws InvalidTaskException if it is no name, or not one of the backend's queues
     */
    default S onQueue(String queue) {
        return withOptions(options().copy(draft -> draft.queue = requireNonNull(queue, "queue")));
    }

    /**
     * Sets the priority, instead of the task's own.
     *
     * @param priority from -100 to 100; higher runs first
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if it is not 0 and the backend has no {@code PRIORITY}
     */
    default S priority(int priority) {
        return withOptions(options().copy(draft -> draft.priority = priority));
    }

    /**
     * Defers the task until an instant of the store's clock. Needs {@code DEFER}. Cut to microseconds; an instant in the past means
     * immediately. Replaces a delay that was set before.
     *
     * @param when from 1970 to the end of 9999
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if the backend has no {@code DEFER}
     */
    default S runAfter(Instant when) {
        return withOptions(options().copy(draft -> draft.defer(requireNonNull(when, "when"), null)));
    }

    /**
     * Defers the task for some time after the enqueue, by the store's clock. Needs {@code DEFER}. Cut to microseconds. Replaces an instant
     * that was set before.
     *
     * @param delay from zero to 365,000 days
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if the backend has no {@code DEFER}
     */
    default S runAfter(Duration delay) {
        return withOptions(options().copy(draft -> draft.defer(null, requireNonNull(delay, "delay"))));
    }

    /**
     * Enqueues the task only if it has no unfinished invocation with this key; otherwise {@code enqueue} returns the result of that one.
     * Needs {@code UNIQUE}. A key belongs to one task (under its name and its former ones), so two tasks may use the same key. In a
     * transaction the enqueue may wait for another transaction that is just using the key.
     *
     * @param key 1 to 1,000 characters
     * @return a copy
     * @throws InvalidTaskException if it is no key
     * @throws UnsupportedFeatureException if the backend has no {@code UNIQUE}
     */
    default S unique(String key) {
        return withOptions(options().copy(draft -> draft.unique(key, null)));
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
        return withOptions(options().copy(draft -> draft.unique(key, requireNonNull(period, "period"))));
    }

    /**
     * Runs the task only after all these tasks have succeeded. If one of them fails or is cancelled, this task is cancelled, see
     * {@link #evenIfFailed()}. Needs {@code DEPENDENCIES}. Another call replaces the results; a {@linkplain #dependsOn(TaskFlow) flow} is
     * added to them.
     *
     * <p>The task also waits for a result whose enqueue is not committed yet. If that is rolled back, this task is cancelled after
     * {@code ee.tasks.dependency-grace}, one hour by default. The outcome of a pruned result is known for the same time; afterwards the
     * enqueue is refused with an {@link InvalidTaskException}.
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
        return withOptions(options().copy(draft -> draft.dependOn(ids, backends)));
    }

    /**
     * Runs the task only after every task of a flow has succeeded (a chord). Needs {@code DEPENDENCIES}. Another call replaces the flow;
     * {@linkplain #dependsOn(TaskResult...) results} are added to it. An empty flow has succeeded. One that is not found is treated as a
     * {@linkplain #dependsOn(TaskResult...) result} that is not found.
     *
     * @param flow a flow of the same backend
     * @return a copy
     * @throws InvalidTaskException if this is known to go to another backend; at the enqueue at the latest
     * @throws UnsupportedFeatureException if the backend has no {@code DEPENDENCIES}
     */
    default S dependsOn(TaskFlow flow) {
        List<String> flows = flow.size() == 0 ? List.of() : List.of(flow.id());
        return withOptions(options().copy(draft -> draft.dependOnFlows(flows, flow.backend())));
    }

    /**
     * Runs the task after all its dependencies have finished, even if some of them failed or were cancelled.
     *
     * @return a copy
     */
    default S evenIfFailed() {
        return withOptions(options().copy(draft -> draft.evenIfFailed = true));
    }

    /**
     * Adds a header: a text beside the arguments, such as the tenant or a trace, that travels with the task and all its attempts.
     * {@link TaskContext#headers()} reads it. Needs {@code HEADERS}. A name that is set again gets the new value.
     *
     * <p>A task that another task enqueues on its own thread, before its method returns, inherits the headers that
     * {@code ee.tasks.inherited-headers} names, unless it has them itself.
     *
     * <p>Headers are kept as plain text, and operators see them: do not put secrets in.
     *
     * @param name 1 to 100 letters, digits, dots, hyphens and underscores; case counts
     * @param value at most 4,000 characters without control characters; all headers of a task together take 4,000 bytes at most, as
     *     JSON in UTF-8
     * @return a copy
     * @throws InvalidTaskException if the name or the value breaks that rule; if all are too long, the enqueue throws it
     * @throws UnsupportedFeatureException if the backend has no {@code HEADERS}
     */
    default S header(String name, String value) {
        return withOptions(options().copy(draft -> draft.header(name, value)));
    }

    /**
     * As {@link #ordered(String, OnFailure)}, with {@link OnFailure#CONTINUE}.
     *
     * @param key 1 to 1,000 characters
     * @return a copy
     * @throws InvalidTaskException if it is no key, or a priority is set, too
     */
    default S ordered(String key) {
        return ordered(key, OnFailure.CONTINUE);
    }

    /**
     * Runs the tasks of one key one after the other, in the order in which their enqueues took the key. A key belongs to the backend, so
     * different tasks may share it. The next one waits until this one has finished, also while this one is deferred, waits for others, or
     * waits for its next attempt. One that is cancelled lets the next one run.
     *
     * <p>In a transaction the enqueue may wait for another transaction that is just using the key. A backend without {@code ORDER} takes
     * such tasks and keeps no order.
     *
     * @param key 1 to 1,000 characters
     * @param onFailure what those behind it do if it fails
     * @return a copy
     * @throws InvalidTaskException if it is no key, or a priority is set, too: it would have to overtake
     */
    default S ordered(String key, OnFailure onFailure) {
        return withOptions(options().copy(draft -> draft.order(key, onFailure)));
    }

    /**
     * Cancels the task if it has not started some time after the enqueue, by the store's clock; after {@link #runAfter(Instant)}, if that
     * is later. Needs {@code EXPIRY}. Cut to microseconds.
     *
     * <p>The time counts until the first start: a task that runs, or waits for another attempt, does not expire. One that has expired is
     * CANCELLED with an error of class {@code ee.tasks.TaskExpiredError}, and {@link TaskResult#retry()} runs it without this limit.
     *
     * @param time from a microsecond to 365,000 days
     * @return a copy
     * @throws InvalidTaskException if it is out of range
     * @throws UnsupportedFeatureException if the backend has no {@code EXPIRY}
     */
    default S expireAfter(Duration time) {
        return withOptions(options().copy(draft -> draft.expireAfter = requireNonNull(time, "time")));
    }

    /**
     * Options as an immutable value. An option that was not set is {@code null} or empty.
     *
     * @param queue the queue
     * @param priority the priority, -100 to 100
     * @param runAfter the earliest time of the first run; excludes {@code delay}
     * @param delay the time from the enqueue to the earliest first run; excludes {@code runAfter}
     * @param uniqueKey the key
     * @param uniquePeriod how long the key is held at least
     * @param dependsOn ids of results
     * @param dependsOnFlows ids of flows
     * @param evenIfFailed whether it runs even if a dependency failed or was cancelled
     * @param predecessorBackends the backends of the dependencies, by their ids, as far as they are known
     * @param headers the headers by their names
     * @param orderKey the key in whose order it runs
     * @param onFailure what those behind it do if it fails; {@code null} without a key
     * @param expireAfter how long it may take until it starts
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
            Map<String, String> predecessorBackends,
            Map<String, String> headers,
            String orderKey,
            OnFailure onFailure,
            Duration expireAfter) {

        /** No option is set. */
        public static final Values NONE = new Values(
                null, null, null, null, null, null, List.of(), List.of(), false, Map.of(), Map.of(), null, null, null);

        /**
         * Checks the options, and cuts times to microseconds as stores do.
         *
         * @throws InvalidTaskException if one breaks a rule
         */
        public Values {
            runAfter = OptionRules.toMicroseconds(runAfter);
            delay = OptionRules.toMicroseconds(delay);
            uniquePeriod = OptionRules.toMicroseconds(uniquePeriod);
            expireAfter = OptionRules.toMicroseconds(expireAfter);
            OptionRules.queue(queue);
            OptionRules.priority(priority);
            OptionRules.runAfter(runAfter, delay);
            OptionRules.unique(uniqueKey, uniquePeriod);
            dependsOn = List.copyOf(dependsOn);
            dependsOnFlows = List.copyOf(dependsOnFlows);
            predecessorBackends = OptionRules.known(predecessorBackends, dependsOn, dependsOnFlows);
            headers = Map.copyOf(headers);
            headers.forEach(OptionRules::header);
            onFailure = orderKey == null || onFailure != null ? onFailure : OnFailure.CONTINUE;
            OptionRules.ordered(orderKey, priority);
            OptionRules.expireAfter(expireAfter);
        }

        /**
         * Checks that all dependencies are in the same backend, since no other one finds them.
         *
         * @param backend the name of the backend that these options are for
         * @throws InvalidTaskException if a dependency is in another one
         */
        public void requirePredecessorsIn(String backend) {
            predecessorBackends.forEach((id, other) -> OptionRules.predecessor(id, other, backend));
        }

        private OptionsDraft draft() {
            OptionsDraft draft = new OptionsDraft();
            draft.queue = queue;
            draft.priority = priority;
            draft.runAfter = runAfter;
            draft.delay = delay;
            draft.uniqueKey = uniqueKey;
            draft.uniquePeriod = uniquePeriod;
            draft.dependsOn = dependsOn;
            draft.dependsOnFlows = dependsOnFlows;
            draft.evenIfFailed = evenIfFailed;
            draft.predecessorBackends.putAll(predecessorBackends);
            draft.headers.putAll(headers);
            draft.orderKey = orderKey;
            draft.onFailure = onFailure;
            draft.expireAfter = expireAfter;
            return draft;
        }

        private Values copy(Consumer<OptionsDraft> change) {
            OptionsDraft draft = draft();
            change.accept(draft);
            return new Values(
                    draft.queue,
                    draft.priority,
                    draft.runAfter,
                    draft.delay,
                    draft.uniqueKey,
                    draft.uniquePeriod,
                    draft.dependsOn,
                    draft.dependsOnFlows,
                    draft.evenIfFailed,
                    draft.predecessorBackends,
                    draft.headers,
                    draft.orderKey,
                    draft.onFailure,
                    draft.expireAfter);
        }

        /**
         * These options, completed by {@code fallback} where they say nothing. An instant or a delay, a key and its period, and
         * all that it depends on are each taken from one of the two as a whole; headers one by one.
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
            return copy(draft -> draft.completeFrom(fallback.draft()));
        }
    }
}
