package ee.tasks.docs;

import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskStatus;
import ee.tasks.event.TaskFinished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that says how far it has come, and somebody who hears of its end. */
@ApplicationScoped
public class Archive {

    private final AtomicInteger failures = new AtomicInteger();

    // tag::progress[]
    @Inject
    TaskContext context;

    @Task("archive.bind")
    public int bind(int volumes) {
        for (int volume = 1; volume <= volumes; volume++) {
            context.throwIfCancelled();
            context.progress(volume, volumes, "volume " + volume);
        }
        return volumes;
    }
    // end::progress[]

    // tag::event[]
    void bound(@Observes @OfTask("archive.bind") TaskFinished event) {
        if (event.result().status() == TaskStatus.FAILED) {
            failures.incrementAndGet();
        }
    }
    // end::event[]
}
