package ee.tasks.docs;

// tag::enqueue[]
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
public class Pages {

    @Inject
    TaskQueue tasks;

    public String announce(long pageId, long userId) {
        TaskResult<String> result = tasks.enqueue(Newsletter::sendPageChanged, pageId, userId);
        return result.status() == TaskStatus.SUCCESSFUL ? result.returnValue() : result.id() + " is " + result.status();
    }
}
// end::enqueue[]
