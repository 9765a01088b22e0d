package ee.tasks.jpa;

import ee.tasks.spi.StoreNotReachedException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Does once what needs the database before anything else: when the store starts, or else at the first use that reaches it. */
final class FirstContact {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final Runnable contact;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger failures = new AtomicInteger();
    private RuntimeException failure;
    private long since;
    private volatile boolean made;

    FirstContact(Runnable contact) {
        this.contact = contact;
    }

    /** A database that is away is no reason not to start; a wrong configuration is one. */
    void start() {
        try {
            require();
        } catch (StoreNotReachedException away) {
            LOG.log(Level.WARNING, away.getMessage());
        }
    }

    /** Returns when the contact is made; those who come while another tries share how that ends. */
    void require() {
        if (made) {
            return;
        }
        int before = failures.get();
        lock.lock();
        try {
            if (!made && failures.get() != before) {
                throw failure;
            }
            if (!made) {
                make();
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
        made = true;
        if (failure != null) {
            LOG.log(Level.INFO, JpaMessage.REACHED.text(Duration.ofNanos(System.nanoTime() - since)));
        }
    }

    private void remember(RuntimeException failed) {
        if (failure == null) {
            since = System.nanoTime();
        } else if (failure instanceof StoreNotReachedException && !(failed instanceof StoreNotReachedException)) {
            LOG.log(Level.ERROR, failed.getMessage());
        }
        failure = failed;
        failures.incrementAndGet();
    }
}
