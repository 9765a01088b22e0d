package ee.tasks.engine.worker;

import java.util.concurrent.locks.LockSupport;

/** Monotonic time, and how a thread waits for it. */
public interface Ticker {

    /** The machine's. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(this, nanos);
        }
    };

    /** Nanoseconds since some moment; only differences mean something. */
    long nanos();

    /** Waits until {@code nanos} have passed, or the thread is unparked or interrupted; may return early for no reason. */
    void park(long nanos);
}
