package ee.tasks.demo;

import ee.tasks.TaskResult;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.event.TaskStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Notes what the events say. A new task's row is written in the caller's transaction, and rolled back with it. */
@ApplicationScoped
@Transactional
public class ActivityLog {

    @PersistenceContext
    EntityManager entities;

    public void enqueued(@Observes TaskEnqueued event) {
        entities.persist(new Activity(event.result()));
    }

    public void started(@Observes TaskStarted event) {
        update(event.result());
    }

    public void retrying(@Observes TaskRetrying event) {
        update(event.result());
    }

    public void finished(@Observes TaskFinished event) {
        update(event.result());
    }

    private void update(TaskResult<?> result) {
        var activity = entities.find(Activity.class, result.id());
        if (activity != null) activity.update(result);
    }
}
