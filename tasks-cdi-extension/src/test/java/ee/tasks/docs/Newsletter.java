package ee.tasks.docs;

// tag::task[]
import ee.tasks.Attempts;
import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Newsletter {

    @Task(queue = "email")
    @Attempts(max = 5, delay = "PT10S")
    public String sendPageChanged(long pageId, long userId) {
        return "mail about page " + pageId + " to user " + userId; // send it here
    }
}
// end::task[]
