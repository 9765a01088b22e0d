package ee.tasks.engine.worker;

import ee.tasks.TaskStatus;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.WakeUpTimers;
import ee.tasks.tck.ContractContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A store in memory, workers on it, an executor, and time that stands still. */
final class WorkerBench implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(5);

    /** Polls for which time stands still at most, for somebody who is busy until it goes on. */
    private static final int PATIENCE = 500;

    final SettableTicker ticker = new SettableTicker();
    final MemoryTaskStore memory = new MemoryTaskStore(ticker.clock());
    final StoreProbe probe = new StoreProbe(memory);
    final ExecutorService executor = Executors.newCachedThreadPool(this::newRunner);
    final Map<String, Outcome> ended = new ConcurrentHashMap<>();
    volatile BiConsumer<String, Outcome> onEnded = ended::put;
    final List<String> lost = new CopyOnWriteArrayList<>();
    final List<String> cancelled = new CopyOnWriteArrayList<>();
    final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Thread> runners = new CopyOnWriteArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    final WorkerEvents events = new WorkerEvents() {
        @Override
        public void attempted(TaskRecord task, Outcome outcome) {
            onEnded.accept(task.id(), outcome);
        }

        @Override
        public void lost(String id) {
            lost.add(id);
        }

        @Override
        public void cancelled(String id) {
            cancelled.add(id);
        }
    };

    WorkerBench() {
        memory.start(ContractContext.ofStore("default", Map.of()));
    }

    static WorkerSettings settings(int concurrency) {
        return settings(concurrency, null, null);
    }

    static WorkerSettings settings(int concurrency, Scheduling scheduling, WakeUpTimers timers) {
        return settings("default", concurrency, scheduling, timers, Set.of("known"));
    }

    static WorkerSettings settings(
            String backend, int concurrency, Scheduling scheduling, WakeUpTimers timers, Set<String> tasks) {
        return new WorkerSettings(
                backend,
                "n",
                concurrency,
                QueueSelection.ALL,
                tasks,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                3,
                Duration.ofMillis(5),
                Duration.ofSeconds(30),
                new Housekeeping(new Retention(Map.of(), Map.of()), Duration.ofMinutes(10), Duration.ofHours(1)),
                scheduling,
                TaskGates.NONE,
                timers);
    }

    /** All its tasks pass these gates. */
    static WorkerSettings gated(int concurrency, Gate... gates) {
        List<Gate> all = List.of(gates);
        WorkerSettings unlimited = settings(concurrency);
        return new WorkerSettings(
                unlimited.backend(),
                unlimited.nodeName(),
                concurrency,
                unlimited.queues(),
                unlimited.tasks(),
                unlimited.pollInterval(),
                unlimited.lease(),
                unlimited.heartbeat(),
                unlimited.rescueInterval(),
                unlimited.maxLosses(),
                unlimited.linger(),
                unlimited.shutdownTimeout(),
                unlimited.housekeeping(),
                unlimited.scheduling(),
                task -> all,
                unlimited.timers());
    }

    Worker start(WorkerSettings settings, TaskRunner runner) {
        return start(settings, runner, executor, ticker);
    }

    Worker start(int concurrency, TaskRunner runner) {
        return start(settings(concurrency), runner, executor, ticker);
    }

    Worker start(WorkerSettings settings, TaskRunner runner, Executor tasks, Ticker time) {
        Worker worker = worker(settings, runner, tasks, time);
        worker.start();
        return worker;
    }

    /** One that somebody else starts. */
    Worker worker(WorkerSettings settings, TaskRunner runner, Executor tasks, Ticker time) {
        Worker worker = new Worker(
                settings, probe.store(), runner, events, tasks, this::newThread, time, new Random(workers.size()));
        workers.add(worker);
        return worker;
    }

    private Thread newRunner(Runnable tasks) {
        Thread runner = new Thread(tasks);
        runners.add(runner);
        return runner;
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    String enqueue(String task, int priority) {
        return enqueue(task, priority, true);
    }

    String enqueue(String task, int priority, boolean rerunIfLost) {
        return enqueue(task, priority, rerunIfLost, List.of());
    }

    String enqueueAfter(String predecessor) {
        return enqueue("known", 0, true, List.of(predecessor));
    }

    private String enqueue(String task, int priority, boolean rerunIfLost, List<String> dependsOn) {
        String id = "task-%06d".formatted(ids.incrementAndGet());
        memory.insert(new TaskRequest(
                id,
                task,
                "default",
                "default",
                priority,
                "[]",
                1,
                null,
                null,
                null,
                null,
                dependsOn,
                List.of(),
                false,
                rerunIfLost,
                null,
                Set.of(),
                null,
                List.of(),
                null,
                null,
                null));
        return id;
    }

    List<String> enqueue(int count) {
        return IntStream.range(0, count).mapToObj(n -> enqueue("known", 0)).toList();
    }

    TaskRecord find(String id) {
        return memory.find(id).orElseThrow();
    }

    void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(LIMIT).until(condition);
    }

    /**
     * Awaits while time goes on in small steps, each of which comes when everybody has done what the one before made due: a thread
     * that gets no processor for a while must neither see its lease end nor be taken for one that hangs.
     */
    void awaitInTime(Callable<Boolean> condition) {
        AtomicInteger stood = new AtomicInteger();
        await(() -> {
            if (ticker.isSeen() && runners.stream().allMatch(WorkerBench::isAtRest)
                    || stood.incrementAndGet() > PATIENCE) {
                stood.set(0);
                ticker.advance(Duration.ofMillis(100));
            }
            return condition.call();
        });
    }

    /** It waits for something, and not for a processor so that it can heed an interrupt. */
    private static boolean isAtRest(Thread runner) {
        Thread.State state = runner.getState();
        return !runner.isInterrupted() && state != Thread.State.RUNNABLE && state != Thread.State.BLOCKED;
    }

    void awaitStatus(String id, TaskStatus status) {
        awaitInTime(() -> find(id).status() == status);
    }

    static CompletionStage<Outcome> succeeded() {
        return CompletableFuture.completedFuture(new Outcome.Succeeded("null"));
    }

    @Override
    public void close() {
        probe.comeBack();
        CompletableFuture<Void> stops = CompletableFuture.runAsync(() -> workers.forEach(Worker::stop));
        awaitInTime(stops::isDone);
        executor.shutdownNow();
        // What they log must not reach the next test.
        await(() -> executor.isTerminated() && threads.stream().noneMatch(Thread::isAlive));
    }
}
