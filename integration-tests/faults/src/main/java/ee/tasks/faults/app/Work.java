package ee.tasks.faults.app;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.event.TaskStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Tasks of each kind that makes a difference when a server dies. They return the worker that ran them. One with a name can be
 * held at its steps.
 */
@ApplicationScoped
public class Work {

    @Inject
    Ledger ledger;

    /** At least once. */
    @Task("plain")
    @Attempts(max = 100, delay = "PT0.5S")
    public String plain(String name, int millis) throws Exception {
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
