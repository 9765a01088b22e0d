package ee.tasks.spi;

import ee.tasks.RetryLater;
import ee.tasks.TaskError;
import java.time.Duration;

/**
 * What came of one attempt.
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
     * The attempt failed, and it was the last.
     *
     * @param error what to keep of the failure
     */
    record Failed(TaskError error) implements Outcome {}

    /**
     * The attempt failed, and another follows.
     *
     * @param error what to keep of the failure
     * @param delay how long to wait first, not negative
     * @param wanted whether the task asked for it by {@link RetryLater}: it decided so, whatever else happens meanwhile
     */
    record Retrying(TaskError error, Duration delay, boolean wanted) implements Outcome {

        /**
         * Of an attempt that failed for another reason.
         *
         * @param error what to keep of the failure
         * @param delay how long to wait first, not negative
         */
        public Retrying(TaskError error, Duration delay) {
            this(error, delay, false);
        }
    }

    /** The task let itself be cancelled. */
    record Cancelled() implements Outcome {}
}
