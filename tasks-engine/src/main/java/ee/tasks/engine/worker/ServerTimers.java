package ee.tasks.engine.worker;

import ee.tasks.spi.WakeUpTimers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The timers of the server that one worker has set. While the server refuses, the worker goes by its own clock; that is said when it
 * takes longer than an application takes to start.
 */
final class ServerTimers {

    /** How often who needs a timer looks whether it is still there. */
    static final long LOOK_INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

    /** @param said whether it stands in the log */
    private record Refusal(long since, boolean said) {}

    private final WakeUpTimers timers;
    private final Ticker ticker;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Refusal> refusal = new AtomicReference<>();
    private volatile boolean closed;

    ServerTimers(WakeUpTimers timers, Ticker ticker) {
        this.timers = timers;
        this.ticker = ticker;
    }

    /** @return whether it will fire, unless somebody suspends it */
    boolean every(String name, Duration interval, Runnable wake) {
        return set(name, () -> timers.every(name, interval, wake));
    }

    /** @return whether it will fire, unless somebody suspends it */
    boolean once(String name, Duration delay, Runnable wake) {
        return set(name, () -> timers.once(name, delay.isNegative() ? Duration.ZERO : delay, wake));
    }

    private boolean set(String name, Runnable setting) {
        if (closed) {
            return true;
        }
        try {
            setting.run();
            names.add(name);
            given();
            return true;
        } catch (RuntimeException e) {
            refused(e);
            return false;
        }
    }

    private void given() {
        Refusal before = refusal.get() == null ? null : refusal.getAndSet(null);
        if (before != null && before.said()) {
            WorkerMessage.TIMERS_SET.log();
        }
    }

    private void refused(RuntimeException problem) {
        refusal.compareAndSet(null, new Refusal(ticker.nanos(), false));
        Refusal now = refusal.get();
        if (now != null
                && !now.said()
                && ticker.nanos() - now.since() >= PATIENCE
                && refusal.compareAndSet(now, new Refusal(now.since(), true))) {
            WorkerMessage.TIMERS_REFUSED.log(problem, problem);
        }
    }

    /** @return whether it is still to fire, or suspended */
    boolean isSet(String name) {
        try {
            return names.contains(name) && timers.isSet(name);
        } catch (RuntimeException e) {
            WorkerMessage.debug("the server does not say whether a timer is set: %s", e);
            return false;
        }
    }

    void cancel(String name) {
        names.remove(name);
        try {
            timers.cancel(name);
        } catch (RuntimeException e) {
            WorkerMessage.debug("a timer is not cancelled here, and ends with the application: %s", e);
        }
    }

    /** For ever. */
    void close() {
        closed = true;
        names.forEach(this::cancel);
    }
}
