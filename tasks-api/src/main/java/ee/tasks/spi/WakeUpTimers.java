package ee.tasks.spi;

import java.time.Duration;

/**
 * Sets timers of the server that wake a worker, so that operators can inspect and suspend them with their server's own tools. A bean of
 * this type is used with {@code ee.tasks.scheduler=ejb-timer}. If a deployment has several, any one of them is used.
 *
 * <p>A timer only wakes the worker; the store's rows and clock decide what is due. So a timer that fires early, twice or on every node does
 * no harm. If operators suspend a timer, other nodes do what it would have woken this one for.
 *
 * <p>Implementations are thread-safe. The methods are called without a transaction and in the application's context, on the worker's
 * threads or on the thread that stops the application. Timers end with the application. Any method may throw while there are no timers,
 * for instance while an application starts or stops; the worker then uses its own clock, and calls the method again later.
 *
 * @since 1.0
 */
public interface WakeUpTimers {

    /**
     * Sets a timer that fires again and again. Replaces the timer of that name, if there is one.
     *
     * @param name the name that operators see
     * @param interval the time until it first fires, and between all later times; at least a millisecond
     * @param wake to be called when it fires; returns quickly, and throws nothing
     */
    void every(String name, Duration interval, Runnable wake);

    /**
     * Sets a timer that fires once. Replaces the timer of that name, if there is one.
     *
     * @param name the name that operators see
     * @param delay the time from now until it fires, not negative
     * @param wake to be called when it fires; returns quickly, and throws nothing
     */
    void once(String name, Duration delay, Runnable wake);

    /**
     * Whether a timer is set.
     *
     * @param name its name
     * @return {@code false} if it was never set, has fired for the last time, or was cancelled by anybody; {@code true} also while it is
     *     suspended
     */
    boolean isSet(String name);

    /**
     * Cancels a timer.
     *
     * @param name its name; an unknown one is ignored
     */
    void cancel(String name);
}
