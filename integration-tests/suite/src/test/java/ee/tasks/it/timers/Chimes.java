package ee.tasks.it.timers;

import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is to be done when a timer times out, or a schedule has a tick. */
@ApplicationScoped
public class Chimes {

    private final List<Instant> ticks = new CopyOnWriteArrayList<>();
    private final List<String> struck = new CopyOnWriteArrayList<>();

    @Inject
    TaskContext context;

    @Task("chime")
    @Recurring(every = "PT1S")
    public void chime() {
        ticks.add(context.scheduledFor().orElseThrow());
    }

    @Task("strike")
    public String strike(String bell) {
        struck.add(bell);
        return bell;
    }

    public List<Instant> ticks() {
        return ticks;
    }

    public List<String> struck() {
        return struck;
    }
}
