package ee.tasks.tck.sample;

import static org.awaitility.Awaitility.await;

import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskBackendContract;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** All that its author writes to run the tier. */
// tag::contract[]
class AcmeBackendTest extends TaskBackendContract {

    @Override
    public Subject subject() {
        return Subject.of("Acme Backend", "1.2");
    }

    @Override
    public TaskBackend newBackend(TaskRunner runner) {
        return new AcmeBackend();
    }

    @Override
    public void runUntil(BooleanSupplier reached) {
        await().atMost(Duration.ofMinutes(1)).until(reached::getAsBoolean); // Awaitility
    }
}
// end::contract[]
