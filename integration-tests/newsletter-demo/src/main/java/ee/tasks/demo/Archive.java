package ee.tasks.demo;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** The slow task: it says how far it has come, and returns a value. */
@ApplicationScoped
public class Archive {

    private static final int PAGES_PER_VOLUME = 64;

    @Inject
    TaskContext context;

    @Task(queue = "archive")
    public Bound bind(int volumes) throws InterruptedException {
        for (int volume = 1; volume <= volumes; volume++) {
            context.progress(volume - 1, volumes, "Binding volume " + volume + " of " + volumes);
            TimeUnit.MILLISECONDS.sleep(600);
        }
        context.progress(volumes, volumes, "All volumes bound");
        return new Bound(volumes, volumes * PAGES_PER_VOLUME);
    }

    /** What came of it. */
    public record Bound(int volumes, int pages) {}
}
