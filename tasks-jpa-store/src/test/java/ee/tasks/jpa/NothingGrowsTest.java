package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever way tasks go, each row that is kept for one has a task, and nothing is left once their retention is over. On PostgreSQL
 * 10,000 go each way, elsewhere fewer: rows are left behind by statements, which are the same for one page and for ten.
 */
class NothingGrowsTest {

    private static final int PAGE = 2_000;
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<String> OF_TASKS = List.of(
            "ee_task_error",
            "ee_task_note",
            "ee_task_key",
            "ee_task_dependency",
            "ee_task_predecessor",
            "ee_task_unreadable",
            "ee_flow_hit",
            "ee_gated",
            "ee_gate_slot",
            "ee_task_expiry");

    private static final String LIMITED = "limited";
    private static final int TENANTS = 200;

    private TestDatabase database;
    private JpaTaskStore store;
    private int each;

    @AfterEach
    void close() {
        store.stop();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void ofNoWayIsAnythingLeft(SchemaTest.Database kind) {
        each = kind == SchemaTest.Database.POSTGRESQL ? 10_000 : 1_000;
        database = TestDatabase.open(kind.open(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);

        succeeding();
        failing();
        cancelledBeforeTheyStart();
        cancelledWhileTheyRun();
        givenBack();
        unreadable();
        rescued();
        withKeys();
        dependent();
        rolledBack();
        limited();
        limitedAndCancelledWhileTheyAreHeld();
        limitedAndRescued();
        limitedAndNeverGivenBack();
        expired();

        assertEachRowHasATask();
        afterAllRetention();
        List<String> everything = new ArrayList<>(OF_TASKS);
        everything.addAll(List.of("ee_task", "ee_task_settle", "ee_task_pruned", "ee_node", "ee_gate"));
        assertThat(everything)
                .allSatisfy(table ->
                        assertThat(Jdbc.count(database.pool(), table)).as(table).isZero());
    }

    private void succeeding() {
        enqueue(number -> request().headers("{\"tenant\":\"t7\"}"));
        attempt(claimed -> {
            claimed.stream().limit(20).map(ClaimedTask::claim).forEach(claim -> {
                store.progress(claim, new TaskProgress(1, 2, "half"));
                store.metadata(claim, "key", "value");
            });
            complete(claimed, task -> new Outcome.Succeeded("null"));
        });
    }

    private void failing() {
        List<String> ids = enqueue(number -> request());
        attempt(claimed -> complete(
                claimed,
                task -> task.task().attempts() == 1
                        ? new Outcome.Retrying(error(task), Duration.ZERO)
                        : new Outcome.Failed(error(task))));
        ids.stream().limit(20).forEach(id -> assertThat(store.retry(id)).isTrue());
        attempt(claimed -> complete(claimed, task -> new Outcome.Succeeded("null")));
    }

    private void cancelledBeforeTheyStart() {
        String flow = TaskRequests.nextId();
        enqueue(number -> request().flow(flow));
        assertThat(store.cancelFlow(flow)).isEqualTo(each);
        settle();
    }

    private void cancelledWhileTheyRun() {
        String flow = TaskRequests.nextId();
        enqueue(number -> request().flow(flow));
        attempt(claimed -> {
            store.cancelFlow(flow);
            settle();
            complete(claimed, task -> new Outcome.Cancelled());
        });
    }

    private void givenBack() {
        enqueue(number -> request());
        String node = join();
        List<Claim> claims = claim(node).stream().map(ClaimedTask::claim).toList();
        store.release(claims);
        attempt(claimed -> complete(claimed, task -> new Outcome.Succeeded("null")));
        store.leave(node);
    }

    private void unreadable() {
        enqueue(number -> request());
        String node = join();
        for (List<ClaimedTask> claimed = claim(node); !claimed.isEmpty(); claimed = claim(node)) {
            store.park(claimed.stream()
                    .map(task -> new Parked(task.claim(), node, Parking.UNREADABLE, "no JSON"))
                    .toList());
        }
        letTimePass();
        while (!store.failUnreadable(Duration.ofMinutes(1), PAGE).isEmpty()) {}
        settle();
        store.leave(node);
    }

    private void rescued() {
        enqueue(number -> request().notRerunIfLost());
        String node = join();
        claim(node).forEach(task -> store.markStarted(task.claim()));
        letTimePass();
        store.rescue(3, PAGE);
        attempt(claimed -> complete(claimed, task -> new Outcome.Succeeded("null")));
    }

    private void withKeys() {
        String flow = TaskRequests.nextId();
        enqueue(number -> request().unique("key " + number, Duration.ofHours(1)).flow(flow));
        String hits = TaskRequests.nextId();
        enqueue(number -> request().unique("key " + number).flow(hits));
        store.insert(request().dependsOnFlow(hits).build());
        attempt(claimed -> complete(claimed, task -> new Outcome.Succeeded("null")));
    }

    private void dependent() {
        List<String> first = enqueue(number -> request());
        enqueue(number -> request().dependsOn(first.get(number)));
        attempt(claimed -> complete(
                claimed,
                task -> task.task().id().hashCode() % 2 == 0
                        ? new Outcome.Succeeded("null")
                        : new Outcome.Failed(error(task))));
    }

    private void rolledBack() {
        TestServer.inTransaction(false, () -> enqueue(number -> request().unique("never " + number)));
    }

    /** Half of them have started in time. */
    private void expired() {
        enqueue(number -> request().expireAfter(Duration.ofHours(1)).queue(number % 2 == 0 ? "default" : "late"));
        String node = join();
        QueueSelection inTime = new QueueSelection(Set.of("default"), Set.of());
        for (List<ClaimedTask> claimed = store.claim(node, inTime, PAGE, Long.MAX_VALUE);
                !claimed.isEmpty();
                claimed = store.claim(node, inTime, PAGE, Long.MAX_VALUE)) {
            complete(claimed, task -> new Outcome.Succeeded("null"));
        }
        letTimePass();
        while (store.expire(500).more()) {}
        settle();
        assertThat(Jdbc.count(database.pool(), "ee_task_expiry")).isZero();
        store.leave(node);
    }

    /** Half of them have their gates from the claim on. Some calls return after their completion, or ask for another attempt. */
    private void limited() {
        enqueue(number -> number % 2 == 0 ? limited(number) : ofNoGates(number));
        limitedAttempt(claimed -> {
            List<ClaimedTask> late = claimed.subList(0, claimed.size() / 4);
            Instant now = Instant.now();
            store.complete(late.stream()
                    .map(task -> new Completion(task.claim(), new Outcome.Failed(error(task)), now, true))
                    .toList());
            complete(
                    claimed.subList(late.size(), claimed.size()),
                    task -> task.task().attempts() == 1
                            ? new Outcome.Retrying(error(task), Duration.ZERO)
                            : new Outcome.Succeeded("null"));
            store.gates().vacate(late.stream().map(ClaimedTask::claim).toList());
        });
    }

    private void limitedAndCancelledWhileTheyAreHeld() {
        String flow = TaskRequests.nextId();
        enqueue(number -> limited(number).flow(flow));
        assertThat(Jdbc.count(database.pool(), "ee_gated where state = 'H'")).isPositive();
        assertThat(store.cancelFlow(flow)).isEqualTo(each);
        settle();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            store.gates().letIn();
            return Jdbc.count(database.pool(), "ee_gated where state = 'H'") == 0;
        });
    }

    /** Their node loses its lease, and says later that their calls have returned. */
    private void limitedAndRescued() {
        enqueue(this::limited);
        List<Claim> lost = enter(join()).stream().map(ClaimedTask::claim).toList();
        assertThat(lost).isNotEmpty();
        letTimePass();
        store.rescue(3, PAGE);
        assertThat(Jdbc.count(database.pool(), "ee_gate_slot")).isPositive();
        store.gates().vacate(lost);
        limitedAttempt(claimed -> complete(claimed, task -> new Outcome.Succeeded("null")));
    }

    /** Their calls have not returned when their node dies, and nobody ever says so. */
    private void limitedAndNeverGivenBack() {
        enqueue(number -> ofNoGates(number).headers("{}"));
        Instant now = Instant.now();
        store.complete(enter(join()).stream()
                .map(task -> new Completion(task.claim(), new Outcome.Failed(error(task)), now, true))
                .toList());
        assertThat(Jdbc.count(database.pool(), "ee_gate_slot")).isPositive();
        letTimePass();
        store.rescue(3, PAGE);
        limitedAttempt(claimed -> complete(claimed, task -> new Outcome.Succeeded("null")));
        tidyGates();
    }

    private TaskRequests limited(int number) {
        return ofNoGates(number).gates(gate(tenant(number), true));
    }

    private TaskRequests ofNoGates(int number) {
        return TaskRequests.of(LIMITED).arguments(tenant(number));
    }

    private static String tenant(int number) {
        return "[%d]".formatted(number % TENANTS);
    }

    /** Ten of a tenant's tasks wait for one that runs. */
    private Gate gate(String tenant, boolean strict) {
        return new Gate(LIMITED, tenant, 1, new Capacity(Math.max(1, each / TENANTS / 4), 0, null, false, strict));
    }

    private List<ClaimedTask> enter(String node) {
        store.promote(PAGE);
        store.gates().letIn();
        return store.gates()
                .claim(
                        node,
                        QueueSelection.ALL,
                        PAGE,
                        Long.MAX_VALUE,
                        task -> task.task().equals(LIMITED)
                                ? List.of(gate(task.arguments(), task.headers() == null))
                                : List.of());
    }

    /** Lets in, claims and completes until no limited task is left. */
    private void limitedAttempt(Attempt attempt) {
        String node = join();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            List<ClaimedTask> claimed = enter(node);
            attempt.of(claimed);
            return Jdbc.count(database.pool(), "ee_task where task = '" + LIMITED + "' and status = 'READY'") == 0;
        });
        store.leave(node);
    }

    /** What a worker does every half minute. */
    private void tidyGates() {
        SqlDialect dialect = database.dialect();
        GateTidying tidying = new GateTidying("default", dialect, new GateRows("default", dialect));
        StoreTransactions transactions =
                new StoreTransactions(TestServer.resources(database.pool()), dialect, Isolation.AS_IT_IS);
        long before;
        do {
            before = gateRows();
            transactions.work("tidy gates", connection -> {
                tidying.tidy(connection);
                return null;
            });
        } while (gateRows() < before);
    }

    private long gateRows() {
        return Stream.of("ee_gate", "ee_gated", "ee_gate_slot")
                .mapToLong(table -> Jdbc.count(database.pool(), table))
                .sum();
    }

    private List<String> enqueue(IntFunction<TaskRequests> requests) {
        List<TaskRequest> built = IntStream.range(0, each)
                .mapToObj(number -> requests.apply(number).build())
                .toList();
        store.insertAll(built.iterator());
        return built.stream().map(TaskRequest::id).toList();
    }

    /** Claims and completes until nothing is due any more, followers included. */
    private void attempt(Attempt attempt) {
        String node = join();
        for (List<ClaimedTask> claimed = claim(node); !claimed.isEmpty(); claimed = claim(node)) {
            attempt.of(claimed);
            settle();
        }
        store.leave(node);
    }

    private interface Attempt {
        void of(List<ClaimedTask> claimed);
    }

    private List<ClaimedTask> claim(String node) {
        return store.claim(node, QueueSelection.ALL, PAGE, Long.MAX_VALUE);
    }

    private void complete(List<ClaimedTask> claimed, Function<ClaimedTask, Outcome> outcome) {
        Instant now = Instant.now();
        store.complete(claimed.stream()
                .map(task -> new Completion(task.claim(), outcome.apply(task), now))
                .toList());
    }

    private static TaskError error(ClaimedTask task) {
        return new TaskError(
                "com.acme.SmtpException", "no route to host", "", task.task().attempts(), "node", Instant.now());
    }

    private void settle() {
        while (store.settle(PAGE).more()) {}
    }

    private String join() {
        String node = "n-" + TaskRequests.nextId();
        store.join(node, LEASE);
        return node;
    }

    private void assertEachRowHasATask() {
        assertThat(OF_TASKS).allSatisfy(table -> assertThat(Jdbc.count(
                        database.pool(),
                        table + " o where not exists (select 1 from ee_task t where t.id = o.task_id)"))
                .as(table)
                .isZero());
    }

    /** What is kept for something else goes once that has gone: first the tasks, then what is remembered of them. */
    private void afterAllRetention() {
        for (int round = 0; round < 3; round++) {
            letTimePass();
            while (store.prune(ReleasedRowsTest.NOTHING, PAGE) > 0) {}
            settle();
            store.rescue(3, PAGE);
            tidyGates();
        }
    }

    private void letTimePass() {
        List.of(
                        "ee_task.finished_at",
                        "ee_task.parked_at",
                        "ee_task.expires_at",
                        "ee_task_expiry.look_at",
                        "ee_task.unreadable_since",
                        "ee_task_key.held_until",
                        "ee_task_settle.noted_at",
                        "ee_task_settle.look_at",
                        "ee_task_pruned.pruned_at",
                        "ee_node.lease_until",
                        "ee_gate.kept_until")
                .forEach(this::earlier);
    }

    private void earlier(String column) {
        String[] names = column.split("\\.");
        String earlier = database.dialect().plusMicros(names[1]).replace("?", String.valueOf(-Micros.of(LONG)));
        String update = "update %1$s set %2$s = %3$s where %2$s is not null".formatted(names[0], names[1], earlier);
        Jdbc.run(database.pool(), update);
    }
}
