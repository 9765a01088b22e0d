package ee.tasks.jpa;

import ee.tasks.spi.StoreNotReachedException;
import ee.tasks.spi.TaskStoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Opens the store once: when it starts or, if the database cannot be reached then, on the first use that reaches it. */
final class FirstContact {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private enum State {
        NEW,
        MADE,
        /** After it was made. Plain statements still work. */
        UNDONE,
        /** Before it was made. */
        STOPPED
    }

    private final Runnable contact;
    private final Runnable undo;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger failures = new AtomicInteger();
    private RuntimeException failure;
    private long since;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    FirstContact(Runnable contact, Runnable undo) {
        this.contact = contact;
        this.undo = undo;
    }

    /** Throws for a wrong configuration, but not if the database cannot be reached. */
    void start() {
        try {
            require();
        } catch (StoreNotReachedException away) {
            LOG.log(JpaMessage.NOT_REACHED.level(), away.getMessage());
        }
    }

    /** Does not wait: a thread that is just opening the store closes it itself. */
    void stop() {
        if (!state.compareAndSet(State.NEW, State.STOPPED) && state.compareAndSet(State.MADE, State.UNDONE)) {
            undo.run();
        }
    }

    /** Whether it was stopped, before or after it was made. */
    boolean isStopped() {
        return state.get() == State.UNDONE || state.get() == State.STOPPED;
    }

    /** Returns when the store is open. Callers that come while another one tries get that one's result or exception. */
    void require() {
        if (state.get() == State.MADE || state.get() == State.UNDONE) {
            return;
        }
        int before = failures.get();
        lock.lock();
        try {
            if (state.get() == State.NEW && failures.get() != before) {
                throw failure;
            }
            if (state.get() == State.NEW) {
                make();
            }
            if (state.get() == State.STOPPED) {
                throw new TaskStoreException(JpaMessage.STOPPED.text(), null, false);
            }
        } finally {
            lock.unlock();
        }
    }

    private void make() {
        try {
            contact.run();
        } catch (RuntimeException e) {
            RuntimeException failed = Reach.wasCut(e) && !(e instanceof StoreNotReachedException)
                    ? new StoreNotReachedException(JpaMessage.NOT_REACHED.text(Reach.reason(e)), e)
                    : e;
            remember(failed);
            throw failed;
        }
        if (!state.compareAndSet(State.NEW, State.MADE)) {
            undo.run();
        } else if (failure != null) {
            JpaMessage.REACHED.log(LOG, Duration.ofNanos(System.nanoTime() - since));
        }
    }

    private void remember(RuntimeException failed) {
        if (failure == null) {
            since = System.nanoTime();
        } else if (failure instanceof StoreNotReachedException && !(failed instanceof StoreNotReachedException)) {
            LOG.log(Level.ERROR, failed.getMessage()); // of whatever the contact threw
        }
        failure = failed;
        failures.incrementAndGet();
    }
}
