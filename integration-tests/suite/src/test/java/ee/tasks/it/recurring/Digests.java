package ee.tasks.it.recurring;

import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends a digest every second, and the north's at night. */
@ApplicationScoped
public class Digests {

    private final List<Instant> ticks = new CopyOnWriteArrayList<>();

    @Inject
    TaskContext context;

    @Task("digest")
    @Recurring(every = "PT1S")
    public void send() {
        ticks.add(context.scheduledFor().orElseThrow());
    }

    @Task("regional-digest")
    @Recurring(id = "north", cron = "30 2 L * *", zone = "Europe/London", arguments = "[\"north\"]")
    public String sendTo(String region) {
        return region + " " + context.scheduledFor().isPresent();
    }

    @Task("tenant-digest")
    public String sendToTenant() {
        return context.headers().get("tenant");
    }

    public List<Instant> ticks() {
        return ticks;
    }
}
