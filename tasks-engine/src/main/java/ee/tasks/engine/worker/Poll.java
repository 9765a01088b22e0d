package ee.tasks.engine.worker;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When to ask the store though nobody said that something is due: once per poll interval, by the worker's own clock or when a timer of
 * the server fires. That timer is left alone while it is set, since it may be suspended. For one thread, but for {@link #fire}.
 */
final class Poll {

    private final Site site;
    private final String timer;
    private final Signal signal;
    private final AtomicBoolean fired = new AtomicBoolean();
    private boolean byTimer;
    private boolean due = true;
    private long lookAt;
    private long next;

    /**
     * @param timer the name of the server's timer
     * @param signal wakes the loop that polls
     */
    Poll(Site site, String timer, Signal signal) {
        this.site = site;
        this.timer = timer;
        this.signal = signal;
        lookAt = site.now();
        next = site.now();
    }

    /** Stays so until it is {@link #done}. */
    boolean isDue() {
        site.timers().ifPresent(this::lookAfter);
        if (fired.get() && fired.getAndSet(false)) {
            due = true;
        }
        return byTimer ? due : site.now() - next >= 0;
    }

    /** @param again whether it is due again at once */
    void done(boolean again) {
        due = again;
        next = site.now() + (again ? 0 : interval());
    }

    /** @return how many nanoseconds until it is due by the own clock, or the timer is to be looked after */
    long left() {
        if (byTimer) {
            return due || fired.get() ? 0 : lookAt - site.now();
        }
        return next - site.now();
    }

    private void lookAfter(ServerTimers timers) {
        if (site.now() - lookAt >= 0) {
            byTimer = timers.isSet(timer) || timers.every(timer, site.settings().pollInterval(), this::fire);
            lookAt = site.now()
                    + (byTimer ? ServerTimers.LOOK_INTERVAL : Math.min(ServerTimers.LOOK_INTERVAL, interval()));
        }
    }

    /** It is due, and its loop is woken. */
    void fire() {
        fired.set(true);
        signal.raise();
    }

    private long interval() {
        return site.jittered(site.settings().pollInterval().toNanos());
    }
}
