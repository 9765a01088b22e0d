package ee.tasks.docs;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** An atomic task. */
@ApplicationScoped
public class Transfers {

    @PersistenceContext
    EntityManager entities;

    @Inject
    TaskQueue tasks;

    /** A row of the application's. */
    interface Account {

        void add(long amount);
    }

    // tag::atomic[]
    @Task(atomic = true)
    @Attempts(max = 5, delay = "PT1S")
    public void transfer(long from, long to, long amount) {
        entities.find(Account.class, from).add(-amount);
        entities.find(Account.class, to).add(amount);
        tasks.enqueue(Newsletter::sendPageChanged, from, to);
    }
    // end::atomic[]
}
