package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How an invocation is to be run: one vocabulary for {@link TaskQueue}, {@link TaskInvocation} and {@link TaskHandle}.
 *
 * <p>Every method returns a copy and leaves the original as it was; a copy that nobody uses does nothing. Values are
 * checked at each step, and again at enqueue. Where one option is given twice the last call wins; an invocation's options
 * come before those of the queue copy that takes it.
 *
 * @param <S> the type itself
 * @since 1.0
 */
@CheckReturnValue
public interface TaskOptions<S extends TaskOptions<S>> {

    /** The options given so far. */
    Values options();

    /**
     * A copy with exactly these options; what the other methods end in.
     *
     * @throws InvalidTaskException if the options break a rule of the backend they are meant for
     * @throws UnsupportedFeatureException if that backend lacks what they ask for
     */
    S withOptions(Values options);

    /**
     * Into which queue, instead of the task's own.
     *
     * @param queue 1 to 64 characters; one of the backend's {@code queues} where it lists any
     */
    default S onQueue(String queue) {
        return withOptions(options().onQueue(queue));
    }

    /**
     * With which priority, instead of the task's own.
     *
     * @param priority from -100 to 100; higher runs first
     */
    default S priority(int priority) {
        return withOptions(options().priority(priority));
    }

    /**
     * Not before this instant, as the store's clock shows it. Needs {@code DEFER}. Kept to the microsecond; an instant that
     * has passed means at once.
     */
    default S runAfter(Instant when) {
        return withOptions(options().runAfter(when));
    }

    /** Not before this much time has passed on the store's clock since the enqueue; not negative. Needs {@code DEFER}. */
    default S runAfter(Duration delay) {
        return withOptions(options().runAfter(delay));
    }

    /**
     * Only if the task has no unfinished invocation with this key; otherwise enqueue returns that one's result. Needs
     * {@code UNIQUE}. The key belongs to the task: two tasks may use the same one.
     *
     * @param key 1 to 1,000 characters
     */
    default S unique(String key) {
        return withOptions(options().unique(key, null));
    }

    /** As {@link #unique(String)}, and for {@code period} from the enqueue on even if it finishes earlier; positive. */
    default S unique(String key, Duration period) {
        return withOptions(options().unique(key, requireNonNull(period, "period")));
    }

    /** Only once these have succeeded; if one fails or is cancelled, this is cancelled. Needs {@code DEPENDENCIES}. */
    default S dependsOn(TaskResult<?>... results) {
        return dependsOn(List.of(results));
    }

    /** As {@link #dependsOn(TaskResult...)}. */
    default S dependsOn(Collection<? extends TaskResult<?>> results) {
        return withOptions(
                options().dependsOn(results.stream().map(TaskResult::id).toList()));
    }

    /** Only once every task of the flow has succeeded: a chord. Needs {@code DEPENDENCIES}. */
    default S dependsOn(TaskFlow flow) {
        return withOptions(options().dependsOnFlow(flow.id()));
    }

    /** Once everything it depends on has finished, whatever came of it. */
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
            boolean evenIfFailed) {

        /** Nothing said. */
        public static final Values NONE = new Values(null, null, null, null, null, null, List.of(), List.of(), false);

        public Values {
            OptionRules.check(queue, priority, runAfter, delay, uniqueKey, uniquePeriod);
            runAfter = OptionRules.toMicroseconds(runAfter);
            dependsOn = List.copyOf(dependsOn);
            dependsOnFlows = List.copyOf(dependsOnFlows);
        }

        Values onQueue(String newQueue) {
            requireNonNull(newQueue, "queue");
            return new Values(
                    newQueue,
                    priority,
                    runAfter,
                    delay,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    evenIfFailed);
        }

        Values priority(int newPriority) {
            return new Values(
                    queue,
                    newPriority,
                    runAfter,
                    delay,
                    uniqueKey,
                    uniquePeriod,
                    dependsOn,
                    dependsOnFlows,
                    evenIfFailed);
        }

        Values runAfter(Instant when) {
            requireNonNull(when, "when");
            return new Values(
                    queue, priority, when, null, uniqueKey, uniquePeriod, dependsOn, dependsOnFlows, evenIfFailed);
        }

        Values runAfter(Duration newDelay) {
            requireNonNull(newDelay, "delay");
            return new Values(
                    queue, priority, null, newDelay, uniqueKey, uniquePeriod, dependsOn, dependsOnFlows, evenIfFailed);
        }

        Values unique(String key, Duration period) {
            requireNonNull(key, "key");
            return new Values(queue, priority, runAfter, delay, key, period, dependsOn, dependsOnFlows, evenIfFailed);
        }

        Values dependsOn(List<String> ids) {
            return new Values(
                    queue, priority, runAfter, delay, uniqueKey, uniquePeriod, ids, dependsOnFlows, evenIfFailed);
        }

        Values dependsOnFlow(String flow) {
            List<String> flows = new ArrayList<>(dependsOnFlows);
            flows.add(flow);
            return new Values(
                    queue, priority, runAfter, delay, uniqueKey, uniquePeriod, dependsOn, flows, evenIfFailed);
        }

        Values evenIfFailed(boolean even) {
            return new Values(
                    queue, priority, runAfter, delay, uniqueKey, uniquePeriod, dependsOn, dependsOnFlows, even);
        }

        /** These options, completed by {@code fallback} where they say nothing. */
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
                    evenIfFailed || fallback.evenIfFailed);
        }
    }
}
