package ee.tasks.docs;

import ee.tasks.Attempts;
import ee.tasks.RetryLater;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** A task with a time limit that decides itself when to be attempted again. */
@ApplicationScoped
public class Exports {

    // tag::retry[]
    @Inject
    TaskContext context;

    @Task(value = "exports.fetch", timeout = "PT30S")
    @Attempts(max = 20, on = RetryLater.class)
    public String fetch(long export) {
        if (!isReady(export)) {
            if (context.isLastAttempt()) {
                return "never made";
            }
            throw context.retry(Duration.ofMinutes(5));
        }
        return "export " + export;
    }
    // end::retry[]

    private static boolean isReady(long export) {
        return export % 2 == 0;
    }
}
