package ee.tasks.faults.app;

import ee.tasks.Attempts;
import ee.tasks.Limit;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.event.TaskStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tasks of each kind that makes a difference when a server dies. They return the worker that ran them. One with a name can be
 * held at its steps.
 */
@ApplicationScoped
public class Work {

    /** Of which the tests know. */
    public static final int LIMIT = 4;

    private static final long NEVER = TimeUnit.MINUTES.toNanos(2);

    @Inject
    Ledger ledger;

    @Inject
    TaskContext context;

    /** At least once. */
    @Task("plain")
    @Attempts(max = 100, delay = "PT0.5S")
    public String plain(String name, int millis) throws Exception {
        return run(name, millis);
    }

    /** At least once, and never more than this many at once, over all servers. */
    @Task("limited")
    @Limit(concurrent = LIMIT)
    @Attempts(max = 100, delay = "PT0.5S")
    public String limited(String name, int millis) throws Exception {
        return run(name, millis);
    }

    /** At most one run. */
    @Task(value = "once", rerunIfLost = false)
    public String once(String name, int millis) throws Exception {
        return run(name, millis);
    }

    /** Its effect exactly once. */
    @Task(value = "atomic", atomic = true)
    @Attempts(max = 100, delay = "PT0.5S")
    public String atomic(String name, int millis) throws Exception {
        return run(name, millis);
    }

    /** Learns of an interrupt by the flag alone, which each call into the store could lose. */
    @Task(value = "reporting", timeout = "PT5S")
    public String reporting(String name, int millis) throws Exception {
        ledger.started();
        long since = System.nanoTime();
        for (int done = 0; !Thread.interrupted(); done++) {
            if (System.nanoTime() - since > NEVER) {
                throw new IllegalStateException("was not interrupted");
            }
            context.progress(done, Integer.MAX_VALUE, name);
            context.metadata("done", String.valueOf(done));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        try {
            ledger.interrupted();
        } catch (SQLException | RuntimeException e) {
            // It was interrupted once more: its time may be over and its lease lost, one after the other.
            Thread.interrupted();
            ledger.interrupted();
        }
        throw new InterruptedException();
    }

    void started(@Observes TaskStarted event) throws SQLException {
        ledger.hold((String) event.result().arguments().get(0), "call");
    }

    private String run(String name, int millis) throws Exception {
        ledger.started();
        ledger.hold(name, "method");
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            ledger.interrupted();
            throw e;
        }
        ledger.finished(name);
        return ledger.worker();
    }
}
