package ee.tasks.spi;

import ee.tasks.RetryLater;
import ee.tasks.TaskError;
import java.time.Duration;

/**
 * The outcome of one attempt.
 *
 * @since 1.0
 */
public sealed interface Outcome {

    /**
     * The task succeeded.
     *
     * @param result its return value as JSON
     */
    record Succeeded(String result) implements Outcome {}

    /**
     * The attempt failed, and was the last one.
     *
     * @param error the failure, as it is stored
     */
    record Failed(TaskError error) implements Outcome {}

    /**
     * The attempt failed, and another one follows.
     *
     * @param error the failure, as it is stored
     * @param delay how long to wait before it, not negative
     * @param wanted whether the task asked for it by {@link RetryLater}; such a retry takes place whatever else happens meanwhile
     */
    record Retrying(TaskError error, Duration delay, boolean wanted) implements Outcome {

        /**
         * Makes one for an attempt that did not ask for the retry.
         *
         * @param error the failure, as it is stored
         * @param delay how long to wait before the next attempt, not negative
         */
        public Retrying(TaskError error, Duration delay) {
            this(error, delay, false);
        }
    }

    /** The task noticed that its cancellation was requested, and stopped. */
    record Cancelled() implements Outcome {}
}
