package ee.tasks.it.atomic;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskQueue;
import ee.tasks.it.app.Ledger;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Outcome;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;

/** Two tasks that say how far they are at one time: one outside of any transaction, the other within one. */
@ApplicationScoped
public class Crossers {

    @Inject
    @BackendType("crossing")
    Crossing crossing;

    @Inject
    Ledger ledger;

    @Inject
    TaskContext context;

    @Inject
    TaskQueue tasks;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction userTransaction;

    /** What the first of the two comes to. */
    public Outcome cross(String text) throws Exception {
        String first = tasks.enqueue(Crossers::saysAndBegins, text).id();
        String second = tasks.enqueue(Crossers::saysInTransaction).id();
        crossing.outcome(second);
        return crossing.outcome(first);
    }

    @Task(backend = "crossing")
    public void saysAndBegins(String text) throws Exception {
        try {
            context.progress(1, 2);
        } finally {
            crossing.firstIsOut();
        }
        userTransaction.begin();
        ledger.add(text);
        userTransaction.commit();
    }

    @Task(backend = "crossing")
    @Transactional
    public void saysInTransaction() throws InterruptedException {
        crossing.awaitFirst();
        context.progress(2, 2);
    }
}
