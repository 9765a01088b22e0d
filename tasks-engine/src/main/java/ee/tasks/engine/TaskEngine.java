package ee.tasks.engine;

import ee.tasks.TaskHandle;
import ee.tasks.TaskOptions;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.engine.json.HeaderCodec;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** Makes what takes invocations to backends and reads back what became of them, and hands it out. Thread-safe. */
public final class TaskEngine {

    private final TaskRegistry registry;
    private final TaskRunner runner;
    private final Backends backends;
    private final Results results;
    private final Enqueuer enqueuer;
    private final EngineTaskSchedules schedules;
    private final Transactions transactions;
    private final Clock clock;

    /**
     * @param threads makes managed threads for what runs after a commit
     * @param sources the backends by their names, none of them started
     */
    public TaskEngine(
            TaskRegistry registry,
            PayloadCodec codec,
            EngineSettings settings,
            Transactions transactions,
            EventPublisher events,
            ThreadFactory threads,
            Clock clock,
            Map<String, Backends.Source> sources) {
        this.registry = registry;
        this.transactions = transactions;
        this.clock = clock;
        backends = new Backends(sources);
        results = new Results(backends, registry, new ResultReader(registry, codec), transactions);
        Function<TaskRecord, TaskResult<?>> asResult = results::of;
        TaskLog log = new TaskLog(events, asResult, registry);
        HeaderCodec headers = new HeaderCodec();
        runner = new AttemptRunner(
                registry, codec, headers, log, asResult, transactions, settings.stageTimeout(), clock);
        InheritedHeaders inherited = new InheritedHeaders(
                settings.inheritedHeaders(), name -> backends.get(name).has(Feature.HEADERS));
        DefinedGates gates = new DefinedGates(registry, headers);
        RequestFactory requests = new RequestFactory(
                registry,
                codec,
                headers,
                inherited,
                gates,
                name -> backends.get(name).has(Feature.LIMITS),
                clock);
        enqueuer = new Enqueuer(requests, inherited, backends, results);
        schedules = new EngineTaskSchedules(enqueuer, backends, registry, transactions);
        HandOver handOver = new HandOver(transactions, threads, settings.immediateWait());
        // Last: what they are started with makes results, and results look into the backends.
        backends.open(
                new BackendParts(runner, log, transactions, clock, schedules, gates),
                new DeliveryTools(requests, log, handOver, transactions, settings.enqueueOnCommit()));
    }

    public TaskRegistry registry() {
        return registry;
    }

    public TaskRunner runner() {
        return runner;
    }

    public Backends backends() {
        return backends;
    }

    /** @param backend the one that everything is sent to, or {@code null} for each task's own */
    public TaskQueue queue(String backend) {
        return new EngineTaskQueue(enqueuer, results, backend, TaskOptions.Values.NONE);
    }

    /** @param task the name of a task of this deployment */
    public TaskHandle<?, ?> handle(String task) {
        return new EngineTaskHandle<>(enqueuer, results, registry.find(task).orElseThrow(), TaskOptions.Values.NONE);
    }

    public EngineTaskSchedules schedules() {
        return schedules;
    }

    /** @param backend the one that it is of */
    public TaskAdmin admin(String backend) {
        return new EngineTaskAdmin(() -> backends.get(backend), transactions, clock);
    }
}
