package ee.tasks.tck;

import ee.tasks.OfTask;
import ee.tasks.TaskResult;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.event.TaskStarted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bean of the tier "runtime" that records the events of its tasks. */
@ApplicationScoped
public class RuntimeEvents {

    private record Told(String id, String what) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();

    void enqueued(@Observes TaskEnqueued event) {
        tell("enqueued", event.result());
    }

    void started(@Observes TaskStarted event) {
        tell("started", event.result());
    }

    void retrying(@Observes TaskRetrying event) {
        tell("retrying", event.result());
    }

    void finished(@Observes TaskFinished event) {
        tell("finished " + event.result().status(), event.result());
    }

    void finishedThird(@Observes @OfTask("tck.third") TaskFinished event) {
        tell("third", event.result());
    }

    private void tell(String what, TaskResult<?> result) {
        told.add(new Told(result.id(), what));
    }

    List<String> of(String id) {
        return told.stream()
                .filter(each -> each.id().equals(id))
                .map(Told::what)
                .toList();
    }
}
