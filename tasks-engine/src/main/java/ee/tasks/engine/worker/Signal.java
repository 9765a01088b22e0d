package ee.tasks.engine.worker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Wakes the one thread that waits for it. Any number of raises before it looks are one. */
final class Signal {

    private final Ticker ticker;
    private final AtomicBoolean raised = new AtomicBoolean();
    private volatile Thread waiter;

    Signal(Ticker ticker) {
        this.ticker = ticker;
    }

    long now() {
        return ticker.nanos();
    }

    void raise() {
        if (!raised.get() && raised.compareAndSet(false, true)) {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits until raised, or for {@code nanos}; returns early, the flag cleared, with {@code true} when interrupted. */
    boolean await(long nanos) {
        waiter = Thread.currentThread();
        long until = ticker.nanos() + nanos;
        boolean interrupted = false;
        while (!raised.get() && !interrupted) {
            long left = until - ticker.nanos();
            if (left <= 0) {
                break;
            }
            ticker.park(left);
            interrupted = Thread.interrupted();
        }
        lower();
        return interrupted;
    }

    /** @return whether it was raised since it was last looked at */
    boolean lower() {
        return raised.get() && raised.getAndSet(false);
    }
}
