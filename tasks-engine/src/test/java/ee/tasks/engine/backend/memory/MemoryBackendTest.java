package ee.tasks.engine.backend.memory;

import static org.awaitility.Awaitility.await;

import ee.tasks.engine.Transactions;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.engine.worker.Housekeeping;
import ee.tasks.engine.worker.Worker;
import ee.tasks.engine.worker.WorkerEvents;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskReports;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskBackendContract;
import ee.tasks.tck.Tier;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

class MemoryBackendTest extends TaskBackendContract {

    private static final WorkerSettings SETTINGS = new WorkerSettings(
            "default",
            "test",
            4,
            QueueSelection.ALL,
            TASKS,
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            3,
            Duration.ZERO,
            Duration.ofSeconds(30),
            new Housekeeping(new Retention(Map.of(), Map.of()), Duration.ofMinutes(10), Duration.ofHours(1)),
            null,
            TaskGates.NONE,
            null);

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @Override
    public Subject subject() {
        return Subject.of("EE Tasks memory backend", Tier.version());
    }

    @Override
    public TaskBackend newBackend(TaskRunner runner) {
        MemoryTaskStore store = new MemoryTaskStore(Clock.systemUTC());
        return new StoreBackend(store, Transactions.NONE, context -> worker(context, store));
    }

    private Worker worker(BackendContext context, MemoryTaskStore store) {
        return new Worker(
                SETTINGS,
                store,
                context.runner(),
                new Reporting(store, context.reports()),
                executor,
                Executors.defaultThreadFactory());
    }

    @Override
    public void runUntil(BooleanSupplier reached) {
        await().atMost(Duration.ofMinutes(1)).until(reached::getAsBoolean);
    }

    @AfterEach
    void stopExecutor() {
        executor.shutdownNow();
    }

    private record Reporting(MemoryTaskStore store, TaskReports reports) implements WorkerEvents {

        @Override
        public void attempted(TaskRecord task, Outcome outcome) {
            TaskRecord now = store.find(task.id()).orElseThrow();
            if (outcome instanceof Outcome.Retrying retrying) {
                reports.retrying(now, retrying);
            } else {
                reports.finished(now);
            }
        }

        @Override
        public void lost(String id) {
            reports.finished(store.find(id).orElseThrow());
        }

        @Override
        public void cancelled(String id) {
            lost(id);
        }
    }
}
