package ee.tasks.docs;

import static org.awaitility.Awaitility.await;

import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskBackendContract;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

// tag::contract[]
class ExecutorBackendTest extends TaskBackendContract {

    private final ExecutorService executor = Executors.newFixedThreadPool(4);

    @Override
    public Subject subject() {
        return Subject.of("Executor Backend", "1.0"); // whom the report is about
    }

    @Override
    public TaskBackend newBackend(TaskRunner runner) {
        return new ExecutorBackend(executor); // its context has the runner, too
    }

    @Override
    public void runUntil(BooleanSupplier reached) {
        await().atMost(Duration.ofMinutes(1)).until(reached::getAsBoolean);
    }

    @AfterEach
    void stopExecutor() {
        executor.shutdown();
    }
}
// end::contract[]
