package ee.tasks.ejb.docs;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What timers did themselves before. */
@ApplicationScoped
public class Reports {

    @Task
    public void build(String region) {}

    @Task
    public void clean() {}

    @Task
    public int count(Long least) {
        return 1;
    }

    @Task
    public int countAll() {
        return 1;
    }

    @Task
    public CompletionStage<String> fetch(String region) {
        return CompletableFuture.completedFuture(region);
    }

    @Task
    public CompletionStage<String> fetchAll() {
        return CompletableFuture.completedFuture("all");
    }

    @Task(backend = "now")
    public String atOnce(String region) {
        return region;
    }
}
