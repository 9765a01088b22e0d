package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.engine.worker.Housekeeping;
import ee.tasks.engine.worker.Worker;
import ee.tasks.engine.worker.WorkerEvents;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Large flows on a real worker: each task runs once, after all that it waits for. As large as {@code reach.size} says, to be
 * measured by hand: {@code target/reach.txt} has a line for each then, beside as many tasks that depend on nothing.
 */
class FlowReachTest {

    private static final int SMALL = 150;
    private static final int SIZE = Integer.getInteger("reach.size", SMALL);
    private static final int WARM_UP = 3_000;
    private static final Duration LONG = Duration.ofMinutes(20);

    enum Server {
        H2,
        POSTGRESQL,
        MARIADB
    }

    static Stream<Object[]> cases() {
        return Stream.of(Server.values())
                .flatMap(server -> Stream.of(FlowShape.values()).map(shape -> new Object[] {server, shape}));
    }

    /** How often each task ran. */
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private final Queue<String> early = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> returned = new ConcurrentHashMap<>();
    /** From the return of a task to its end in the store, in milliseconds. */
    private final Queue<Long> ends = new ConcurrentLinkedQueue<>();

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final SlowestConnection slowest = new SlowestConnection();
    private TestDatabase database;
    private JpaTaskStore store;
    private Worker worker;

    @AfterEach
    void close() {
        worker.stop();
        executor.shutdownNow();
        database.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachRunsOnceAfterWhatItWaitsFor(Server server, FlowShape shape) throws IOException {
        open(server);
        List<TaskRequest> first = shape.first(SIZE);
        List<TaskRequest> then = shape.then(first, SIZE);
        if (SIZE == SMALL) {
            run(first, then);
        } else {
            measure(server + " " + shape, first, then);
        }

        assertThat(early).isEmpty();
        if (shape == FlowShape.FAILING_CHAIN) {
            assertThat(runs).isEqualTo(Map.of(first.get(0).id(), 1));
            assertThat(statuses()).containsExactlyInAnyOrder("FAILED|1", "CANCELLED|" + then.size());
        } else {
            assertThat(runs)
                    .isEqualTo(Stream.concat(first.stream(), then.stream())
                            .collect(Collectors.toMap(TaskRequest::id, task -> 1)));
            assertThat(statuses()).containsExactly("SUCCESSFUL|" + (first.size() + then.size()));
        }
    }

    private List<String> statuses() {
        return Jdbc.rows(database.pool(), "select status, count(*) from ee_task group by status");
    }

    private void measure(String what, List<TaskRequest> first, List<TaskRequest> then) throws IOException {
        run(FlowShape.many(WARM_UP, task -> task), List.of());
        forget();
        long alone = run(FlowShape.many(first.size() + then.size(), task -> task), List.of());
        long lateAlone = late();
        forget();
        long millis = run(first, then);
        Files.writeString(
                Path.of("target", "reach.txt"),
                "%s of %d: %d ms, alone %d ms; 99 %% of ends within %d ms, alone %d ms; longest transaction %d ms%n"
                        .formatted(what, SIZE, millis, alone, late(), lateAlone, slowest.millis()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void forget() {
        Jdbc.run(database.pool(), "delete from ee_task");
        runs.clear();
        ends.clear();
        slowest.forget();
    }

    private long late() {
        List<Long> sorted = ends.stream().sorted().toList();
        return sorted.get(sorted.size() * 99 / 100);
    }

    /** @return the milliseconds from before the enqueue to the last end */
    private long run(List<TaskRequest> first, List<TaskRequest> then) {
        long began = System.nanoTime();
        first.forEach(task -> left.add(task.id()));
        store.insertAll(first.iterator());
        store.insertAll(then.iterator());
        worker.wake();
        worker.wakeToSettle();
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(LONG).until(() -> Jdbc.rows(
                        database.pool(),
                        "select id from ee_task where status in ('READY', 'WAITING', 'RUNNING') fetch first 1 rows only")
                .isEmpty());
        return millisSince(began);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private CompletionStage<Outcome> run(TaskRecord task, TaskControl control) {
        runs.merge(task.id(), 1, Integer::sum);
        if (!left.remove(task.id()) && !left.isEmpty()) {
            early.add(task.id());
        }
        returned.put(task.id(), System.nanoTime());
        return CompletableFuture.completedFuture(
                task.arguments().equals(FlowShape.FAILS)
                        ? new Outcome.Failed(
                                new TaskError("com.acme.SmtpException", "no route", "at", 1, "node", Instant.now()))
                        : new Outcome.Succeeded("null"));
    }

    private void open(Server server) {
        TestDatabase opened = TestDatabase.open(
                switch (server) {
                    case H2 -> TestServer.newH2();
                    case POSTGRESQL -> TestServer.newPostgres();
                    case MARIADB -> TestServer.newMariaDb();
                },
                TestProvider.HIBERNATE);
        database = new TestDatabase(opened.pool(), opened.factory(), slowest.watch(opened.pool()));
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        WorkerSettings settings = new WorkerSettings(
                "default",
                "one",
                10,
                QueueSelection.ALL,
                Set.of("contract.send"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                3,
                Duration.ofMillis(2),
                Duration.ofSeconds(5),
                new Housekeeping(new Retention(Map.of(), Map.of()), Duration.ofMinutes(10), Duration.ofHours(1)),
                null,
                TaskGates.NONE,
                null);
        WorkerEvents events = new WorkerEvents() {
            @Override
            public void attempted(TaskRecord task, Outcome outcome) {
                ends.add(millisSince(returned.remove(task.id())));
            }

            @Override
            public void lost(String id) {
                throw new AssertionError("nothing is lost");
            }
        };
        worker = new Worker(settings, store, this::run, events, executor, Thread::new);
        worker.start();
    }
}
