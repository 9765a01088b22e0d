package ee.tasks.spi;

import java.time.Duration;

/**
 * Timers of the server that wake a worker, for operators who see, inspect and suspend such things with their server's own tools. A bean
 * of this type takes effect with {@code ee.tasks.scheduler=ejb-timer}; several of one deployment are taken to be alike.
 *
 * <p>A timer only wakes: what is due is what the store's rows say by the store's clock. One that fires early, twice or on every node
 * does no harm, and one that operators suspend leaves to other nodes what it would have woken this one for.
 *
 * <p>Thread-safe, and called without a transaction on the worker's threads, in the application's context, or on the one that stops the
 * application. Timers end with the application. Any method may throw where there are no timers at present, as while an application
 * starts or stops; the worker goes by its own clock meanwhile, and asks again.
 *
 * @since 1.0
 */
public interface WakeUpTimers {

    /**
     * Sets a timer that fires again and again, in place of one that has the name.
     *
     * @param name what operators see
     * @param interval the time to the first, and between all, at least a millisecond
     * @param wake returns at once, and throws nothing
     */
    void every(String name, Duration interval, Runnable wake);

    /**
     * Sets a timer that fires once, in place of one that has the name.
     *
     * @param name what operators see
     * @param delay from now, not negative
     * @param wake returns at once, and throws nothing
     */
    void once(String name, Duration delay, Runnable wake);

    /**
     * Whether a timer is there.
     *
     * @param name its name
     * @return {@code false} if it was never set, has fired for the last time, or was cancelled by anybody; {@code true} while it is
     *     suspended
     */
    boolean isSet(String name);

    /**
     * Cancels a timer, if it is there.
     *
     * @param name its name
     */
    void cancel(String name);
}
