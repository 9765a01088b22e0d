package ee.tasks.docs;

// tag::jpa[]
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;

@ApplicationScoped
public class Editions {

    @Inject
    TaskQueue tasks;

    @Transactional
    public String publish(long pageId, long userId) {
        // the page's own row is written here; it and the task commit together or not at all
        return tasks.enqueue(Newsletter::sendPageChanged, pageId, userId).id();
    }

    public Optional<String> sent(String id) {
        TaskResult<String> result = tasks.result(id, String.class);
        return result.status() == TaskStatus.SUCCESSFUL ? Optional.of(result.returnValue()) : Optional.empty();
    }
}
// end::jpa[]
