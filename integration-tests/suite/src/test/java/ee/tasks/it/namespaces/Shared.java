package ee.tasks.it.namespaces;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** A task that has the same name in both applications. */
@ApplicationScoped
public class Shared {

    private final AtomicInteger runs = new AtomicInteger();
    private final Set<String> enqueuedBy = new ConcurrentSkipListSet<>();

    @Task("shared")
    public void run(String application) {
        enqueuedBy.add(application);
        runs.incrementAndGet();
    }

    String ran() {
        return runs + " of " + enqueuedBy;
    }
}
