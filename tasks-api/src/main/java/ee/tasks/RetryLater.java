package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Thrown by a task that cannot do its work now and knows when to try again, or by {@link TaskContext#retry} for it.
 *
 * <p>The attempt fails, its error is kept, and it counts for {@link Attempts#max()}. On the last attempt, asking for a retry fails the
 * task. Two things differ from other failures: the task is retried whatever {@code on} and {@code notOn} say, and after the delay that it
 * asked for, without {@code factor} and {@code jitter}. A transaction that it passes through is rolled back, as with every unchecked
 * exception.
 *
 * <p>A task without {@link Attempts} has one attempt: give it {@code @Attempts(max = 20)}, or
 * {@code @Attempts(max = 20, on = RetryLater.class)} if any other failure is to fail the task.
 *
 * @since 1.0
 */
public class RetryLater extends TaskException {

    private static final long serialVersionUID = 1L;
    private static final Duration MAX_DELAY = Duration.ofDays(365);

    private final Duration delay;

    /**
     * Asks for another attempt.
     *
     * @param delay how long to wait at least, by the store's time
     * @throws IllegalArgumentException if {@code delay} is negative or longer than 365 days
     */
    public RetryLater(Duration delay) {
        this(delay, ApiMessage.RETRY_LATER.text(delay), null);
    }

    /**
     * Asks for another attempt and says why.
     *
     * @param delay how long to wait at least, by the store's time
     * @param message why, for the error that is kept; without arguments of the task
     * @throws IllegalArgumentException if {@code delay} is negative or longer than 365 days
     */
    public RetryLater(Duration delay, String message) {
        this(delay, message, null);
    }

    /**
     * Asks for another attempt because of a failure.
     *
     * @param delay how long to wait at least, by the store's time
     * @param cause what is in the way
     * @throws IllegalArgumentException if {@code delay} is negative or longer than 365 days
     */
    public RetryLater(Duration delay, Throwable cause) {
        this(delay, ApiMessage.RETRY_LATER.text(delay), cause);
    }

    private RetryLater(Duration delay, String message, Throwable cause) {
        super(message, cause);
        requireNonNull(delay, "delay");
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException(ApiMessage.RETRY_DELAY_OUT_OF_RANGE.text(delay));
        }
        this.delay = delay;
    }

    /**
     * Returns the delay that the task asked for.
     *
     * @return how long to wait before the next attempt
     */
    public Duration delay() {
        return delay;
    }
}
