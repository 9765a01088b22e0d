package ee.tasks.it.ear.shop;

import ee.tasks.event.TaskFinished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this module has heard of. */
@ApplicationScoped
public class Seen {

    private final Set<String> finished = ConcurrentHashMap.newKeySet();

    void finished(@Observes TaskFinished event) {
        finished.add(event.result().id());
    }

    void finishedAsync(@ObservesAsync TaskFinished event) {
        finished.add("async " + event.result().id());
    }

    public boolean both(String id) {
        return finished.contains(id) && finished.contains("async " + id);
    }
}
