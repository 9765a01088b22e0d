package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskFlow;
import ee.tasks.TaskHandle;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskOptions;
import ee.tasks.TaskProgress;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultMismatchException;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.text.LogText;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRunner;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;

/** Takes invocations to backends, and reads back what became of them. Thread-safe. */
public final class TaskEngine {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final TaskRegistry registry;
    private final EngineSettings settings;
    private final Transactions transactions;
    private final TaskLog log;
    private final ResultReader reader;
    private final TaskRunner runner;
    private final HandOver handOver;
    private final RequestFactory requests;
    private final Clock clock;
    private final EngineTaskSchedules schedules;
    private final Backends backends;

    /**
     * @param threads makes managed threads for what runs after a commit
     * @param backends makes the backends from this engine; called once, here
     */
    public TaskEngine(
            TaskRegistry registry,
            PayloadCodec codec,
            EngineSettings settings,
            Transactions transactions,
            EventPublisher events,
            ThreadFactory threads,
            Clock clock,
            Function<TaskEngine, Backends> backends) {
        this.registry = registry;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
        this.reader = new ResultReader(registry, codec);
        Function<TaskRecord, TaskResult<?>> results = task -> new StoredResult<>(task, null, this, null);
        this.log = new TaskLog(events, results, registry);
        this.runner = new AttemptRunner(registry, codec, log, results, transactions, settings.stageTimeout(), clock);
        this.handOver = new HandOver(transactions, threads, settings.immediateWait());
        this.requests = new RequestFactory(registry, codec, clock);
        this.schedules = new EngineTaskSchedules(this);
        this.backends = backends.apply(this);
    }

    public TaskRegistry registry() {
        return registry;
    }

    public TaskRunner runner() {
        return runner;
    }

    public TaskLog log() {
        return log;
    }

    public Transactions transactions() {
        return transactions;
    }

    public Clock clock() {
        return clock;
    }

    public Backends backends() {
        return backends;
    }

    /** @param backend the one that everything is sent to, or {@code null} for each task's own */
    public TaskQueue queue(String backend) {
        return new EngineTaskQueue(this, backend, TaskOptions.Values.NONE);
    }

    /** @param task the name of a task of this deployment */
    public TaskHandle<?, ?> handle(String task) {
        return new EngineTaskHandle<>(this, registry.find(task).orElseThrow(), TaskOptions.Values.NONE);
    }

    public EngineTaskSchedules schedules() {
        return schedules;
    }

    /** For a task that is not enqueued by an invocation. */
    public String newId() {
        return requests.newId();
    }

    ResultReader reader() {
        return reader;
    }

    Object currentTransaction() {
        return transactions.current();
    }

    <R> TaskResult<R> enqueue(TaskInvocation<R> invocation, String queueBackend, TaskOptions.Values queueOptions) {
        TaskRequest request = requests.create(invocation, queueBackend, queueOptions, null);
        ActiveBackend target = check(request);
        return new StoredResult<>(take(target, request), invocation.returnType(), this, currentTransaction());
    }

    /** What a schedule of this invocation is to enqueue. */
    TaskRequest request(TaskInvocation<?> invocation) {
        TaskRequest request = requests.create(invocation, null, TaskOptions.Values.NONE, null);
        check(request);
        return request;
    }

    /** Enqueues what a schedule would. */
    TaskResult<?> run(Work work) {
        TaskRequest request = work.request(newId(), null);
        return new StoredResult<>(take(check(request), request), null, this, currentTransaction());
    }

    TaskFlow enqueueAll(
            Stream<? extends TaskInvocation<?>> invocations, String queueBackend, TaskOptions.Values queueOptions) {
        if (queueOptions.uniqueKey() != null) {
            invocations.close();
            throw new InvalidTaskException(CoreMessage.BULK_WITH_UNIQUE_KEY.text());
        }
        String flow = requests.newId();
        try (invocations) {
            Iterator<TaskRequest> checked = invocations
                    .map(invocation -> requests.create(invocation, queueBackend, queueOptions, flow))
                    .iterator();
            if (!checked.hasNext()) {
                return new EngineTaskFlow(this, null, flow, 0);
            }
            BulkRequests bulk = new BulkRequests(checked, this::check);
            ActiveBackend target = bulk.backend();
            target.require(Feature.BULK);
            return new EngineTaskFlow(this, target.name(), flow, takeAll(target, bulk));
        }
    }

    /** Checks options against the backend they are for, as far as that can be said before there is an invocation. */
    void checkOptions(String backend, TaskOptions.Values options) {
        ActiveBackend target = backends.get(backend);
        target.require(NeededFeatures.of(options));
        options.requirePredecessorsIn(backend);
        if (options.queue() != null) {
            target.requireQueue(options.queue());
        }
    }

    TaskRecord record(String backend, String id) {
        ActiveBackend target = backends.get(backend);
        target.require(Feature.RESULTS);
        return target.backend().find(id).orElseThrow(() -> new TaskResultNotFoundException(id));
    }

    /** @param backend where to look, or {@code null} for everywhere */
    <R> TaskResult<R> result(String backend, String id, Class<R> type) {
        requireId(id);
        TaskRecord task = backend != null ? record(backend, id) : recordAnywhere(id);
        Optional<Type> declared = registry.find(task.task())
                .map(definition -> definition.signature().result());
        if (type != null && declared.isPresent() && !ResultTypes.fits(declared.get(), type)) {
            throw new TaskResultMismatchException(id, task.task(), type, ResultTypes.raw(declared.get()));
        }
        return new StoredResult<>(task, type, this, null);
    }

    /** A result of this very task. */
    <R> TaskResult<R> resultOf(TaskDefinition definition, String id) {
        requireId(id);
        TaskRecord task = record(definition.settings().backend(), id);
        if (registry.find(task.task()).orElse(null) != definition) {
            throw new TaskResultMismatchException(id, definition.name(), task.task());
        }
        return new StoredResult<>(task, null, this, null);
    }

    /** Most likely it was read from where it was not stored. */
    private static void requireId(String id) {
        requireNonNull(id, CoreMessage.RESULT_ID_MISSING::text);
    }

    boolean cancel(String backend, String id) {
        ActiveBackend target = backends.get(backend);
        target.require(Feature.CANCEL);
        boolean could = target.backend().cancel(id);
        if (could) {
            target.backend().find(id).filter(task -> task.status().isFinished()).ifPresent(log::cancelled);
        }
        return could;
    }

    boolean retry(String backend, String id) {
        ActiveBackend target = backends.get(backend);
        target.require(Feature.RETRY);
        return target.backend().retry(id);
    }

    TaskProgress flowProgress(String backend, String flow) {
        ActiveBackend target = backends.get(backend);
        target.require(Feature.RESULTS);
        return target.backend().flowProgress(flow);
    }

    long cancelFlow(String backend, String flow) {
        ActiveBackend target = backends.get(backend);
        target.require(Feature.CANCEL);
        return target.backend().cancelFlow(flow);
    }

    private TaskRecord recordAnywhere(String id) {
        String lacking = null;
        for (String name : backends.names()) {
            ActiveBackend target = backends.get(name);
            if (!target.backend().features().contains(Feature.RESULTS)) {
                lacking = name;
                continue;
            }
            Optional<TaskRecord> found = target.backend().find(id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (lacking != null && backends.names().size() == 1) {
            backends.get(lacking).require(Feature.RESULTS);
        }
        throw new TaskResultNotFoundException(id);
    }

    private ActiveBackend check(TaskRequest request) {
        ActiveBackend target = backends.get(request.backend());
        target.require(NeededFeatures.of(request));
        target.requireQueue(request.queue());
        target.backend().validate(request);
        return target;
    }

    private TaskRecord take(ActiveBackend target, TaskRequest request) {
        TaskBackend backend = target.backend();
        boolean inTransaction = currentTransaction() != null;
        if (inTransaction && !backend.joinsTransaction() && settings.enqueueOnCommit()) {
            TaskRecord accepted = requests.accepted(request);
            log.enqueued(accepted);
            handOver.afterCommit(() -> deliver(backend, request, accepted));
            return accepted;
        }
        if (backend instanceof RunsOnEnqueue immediate) {
            TaskRecord accepted = immediate.accepted(request);
            log.enqueued(accepted);
            return handOver.here(
                    accepted,
                    () -> transactions.suspended(() -> immediate.run(accepted)),
                    () -> transactions.suspended(() -> {
                        deliver(backend, request, accepted);
                        return accepted;
                    }));
        }
        TaskRecord taken = backend.joinsTransaction()
                ? backend.enqueue(request)
                : transactions.suspended(() -> backend.enqueue(request));
        if (taken.id().equals(request.id())) { // else a unique key's holder was found
            log.enqueued(taken);
        }
        return taken;
    }

    private long takeAll(ActiveBackend target, BulkRequests bulk) {
        TaskBackend backend = target.backend();
        if (currentTransaction() != null && !backend.joinsTransaction() && settings.enqueueOnCommit()
                || backend instanceof RunsOnEnqueue) {
            long count = 0;
            for (; bulk.hasNext(); count++) {
                take(target, bulk.next());
            }
            return count;
        }
        Iterator<TaskRequest> announced = bulk.peeking(request -> {
            if (log.isEnqueuedObserved(request.task())) {
                log.enqueued(requests.accepted(request));
            }
        });
        return backend.joinsTransaction()
                ? backend.enqueueAll(announced)
                : transactions.suspended(() -> backend.enqueueAll(announced));
    }

    private void deliver(TaskBackend backend, TaskRequest request, TaskRecord accepted) {
        try {
            if (backend instanceof RunsOnEnqueue immediate) {
                immediate.run(accepted);
            } else {
                backend.enqueue(request);
            }
        } catch (Throwable failure) { // nobody is left to tell but the log
            LOG.log(
                    System.Logger.Level.ERROR,
                    CoreMessage.HAND_OVER_FAILED.text(request.backend(), request.task(), request.id()),
                    LogText.indented(failure));
        }
    }
}
