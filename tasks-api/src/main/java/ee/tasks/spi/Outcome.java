package ee.tasks.spi;

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
     */
    record Retrying(TaskError error, Duration delay) implements Outcome {}

    /** The task let itself be cancelled. */
    record Cancelled() implements Outcome {}
}
