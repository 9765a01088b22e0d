package ee.tasks.jpa;

import ee.tasks.TaskException;
import ee.tasks.TaskQueue;
import ee.tasks.TaskStatus;
import ee.tasks.engine.AttemptPolicy;
import ee.tasks.engine.Backends;
import ee.tasks.engine.EngineSettings;
import ee.tasks.engine.EventPublisher;
import ee.tasks.engine.TaskDefinition;
import ee.tasks.engine.TaskEngine;
import ee.tasks.engine.TaskLog;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.TaskSettings;
import ee.tasks.engine.Transactions;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.engine.worker.Housekeeping;
import ee.tasks.engine.worker.Worker;
import ee.tasks.engine.worker.WorkerEvents;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.TaskRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;

/** A database, the real engine and worker over it, one task, and everything that they log. */
final class HostileBench implements AutoCloseable {

    static final String TASK = "hostile.good";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Logger LOG = Logger.getLogger("ee.tasks");

    final TestDatabase database;
    /** The arguments of all runs. */
    final List<Long> runs = new CopyOnWriteArrayList<>();

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Collecting();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final JpaTaskStore store;
    private final TaskEngine engine;

    HostileBench(TestDatabase database) {
        this.database = database;
        LOG.addHandler(handler);
        store = database.newStore();
        engine = new TaskEngine(
                new TaskRegistry(List.of(good())),
                new PayloadCodec(1 << 20),
                new EngineSettings(true, Duration.ZERO, Duration.ofHours(1), Set.of()),
                Transactions.NONE,
                EventPublisher.NONE,
                Thread::new,
                Clock.systemUTC(),
                Map.of("default", new Backends.Source("jpa", Set.of(), parts -> {
                    StoreBackend backend =
                            new StoreBackend(store, parts.transactions(), context -> worker(context, parts.log()));
                    backend.start(
                            new ContractContext("default", "default", Map.of("schema", "migrate"), parts.runner()));
                    return Backends.Started.of(backend);
                })));
        engine.backends().startAll();
    }

    private TaskDefinition good() {
        PayloadSignature signature =
                PayloadSignature.of(TASK, List.of(new PayloadParameter("number", long.class)), void.class);
        return new TaskDefinition(
                TASK,
                Set.of(),
                HostileBench.class,
                "good",
                signature,
                true,
                false,
                new TaskSettings(
                        "default",
                        0,
                        "default",
                        Optional.empty(),
                        true,
                        AttemptPolicy.ONCE,
                        false,
                        List.of(),
                        Optional.empty()),
                arguments -> runs.add((Long) arguments[0]));
    }

    private Worker worker(BackendContext context, TaskLog log) {
        WorkerSettings settings = new WorkerSettings(
                "default",
                "hostile",
                4,
                QueueSelection.ALL,
                Set.of(TASK),
                Duration.ofMillis(50),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                3,
                Duration.ofMillis(2),
                Duration.ofSeconds(5),
                new Housekeeping(new Retention(Map.of(), Map.of()), Duration.ofMinutes(10), Duration.ofHours(1)),
                null,
                TaskGates.NONE,
                null);
        return new Worker(settings, store, context.runner(), new Events(store, log), executor, Thread::new);
    }

    TaskQueue queue() {
        return engine.queue(null);
    }

    JpaTaskStore store() {
        return store;
    }

    /** Not due before tomorrow, so that it can be edited; on a queue that is asked before {@code default} in case of doubt. */
    String insertForEditing(long number) {
        TaskRequests request = TaskRequests.of(TASK)
                .arguments("[" + number + "]")
                .priority(100)
                .runAfter(Instant.now().plus(Duration.ofDays(1)));
        return store.insert(request.build()).id();
    }

    String enqueue(long number) {
        TaskRequests request = TaskRequests.of(TASK).arguments("[" + number + "]");
        return store.insert(request.build()).id();
    }

    void awaitStatus(String id, TaskStatus status) {
        await(() -> store.find(id).map(TaskRecord::status).orElse(null) == status);
    }

    void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(LIMIT).until(condition);
    }

    /** What reading it through the API says: the status, or the message of the exception. */
    String read(String id) {
        try {
            return queue().result(id).refresh().status().name();
        } catch (TaskException e) {
            return e.getMessage();
        }
    }

    List<String> logged() {
        return logged;
    }

    @Override
    public void close() {
        engine.backends().stopAll();
        executor.shutdownNow();
        await(executor::isTerminated);
        LOG.removeHandler(handler);
        database.close();
    }

    private final class Collecting extends Handler {

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                logged.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private record Events(JpaTaskStore store, TaskLog log) implements WorkerEvents {

        @Override
        public void attempted(TaskRecord task, Outcome outcome) {
            log.attempted(task, outcome, () -> task);
        }

        @Override
        public void lost(String id) {
            store.find(id).ifPresent(log::lost);
        }
    }
}
