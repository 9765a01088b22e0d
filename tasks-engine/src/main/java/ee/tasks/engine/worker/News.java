package ee.tasks.engine.worker;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What has changed in the store, on any thread: wakes the loop that it concerns, which finds it when it next looks. Without it each
 * task of a chain would wait for a poll.
 */
final class News {

    private final Signals signals;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean awaited = new AtomicBoolean();

    News(Signals signals) {
        this.signals = signals;
    }

    /** Tasks may be due that were not before. */
    void due() {
        due.set(true);
        signals.claim().raise();
    }

    /** @return whether there was such news since this was last asked */
    boolean takeDue() {
        return due.getAndSet(false);
    }

    /** Tasks have finished that others may wait for. */
    void awaited() {
        awaited.set(true);
        signals.settle().raise();
    }

    /** @return whether there was such news since this was last asked */
    boolean takeAwaited() {
        return awaited.getAndSet(false);
    }
}
