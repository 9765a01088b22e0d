package ee.tasks.jpa;

import ee.tasks.TaskError;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What workers and callers do with many tasks at once, against one store. */
abstract class ManyTasks {

    static final int PAGE = 2_000;
    static final Duration LEASE = Duration.ofHours(1);
    static final Duration LONG = Duration.ofDays(1);
    static final Duration PATIENCE = Duration.ofMinutes(5);

    static final String LIMITED = "limited";
    static final int TENANTS = 200;

    TestDatabase database;
    JpaTaskStore store;
    /** How many go each way. */
    int each;

    TaskRequests limited(int number) {
        return ofNoGates(number).gates(gate(tenant(number), true));
    }

    TaskRequests ofNoGates(int number) {
        return TaskRequests.of(LIMITED).arguments(tenant(number));
    }

    static String tenant(int number) {
        return "[%d]".formatted(number % TENANTS);
    }

    /** Ten of a tenant's tasks wait for one that runs. */
    Gate gate(String tenant, boolean strict) {
        return new Gate(LIMITED, tenant, 1, new Capacity(Math.max(1, each / TENANTS / 4), 0, null, false, strict));
    }

    List<ClaimedTask> enter(String node) {
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
    void limitedAttempt(Attempt attempt) {
        String node = join();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            List<ClaimedTask> claimed = enter(node);
            attempt.of(claimed);
            return Jdbc.count(database.pool(), "ee_task where task = '" + LIMITED + "' and status = 'READY'") == 0;
        });
        store.leave(node);
    }

    /** What a worker does every half minute. */
    void tidyGates() {
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

    long gateRows() {
        return Stream.of("ee_gate", "ee_gated", "ee_gate_slot")
                .mapToLong(table -> Jdbc.count(database.pool(), table))
                .sum();
    }

    List<String> enqueue(IntFunction<TaskRequests> requests) {
        List<TaskRequest> built = IntStream.range(0, each)
                .mapToObj(number -> requests.apply(number).build())
                .toList();
        store.insertAll(built.iterator());
        return built.stream().map(TaskRequest::id).toList();
    }

    /** Claims and completes until nothing is due any more, followers included. */
    void attempt(Attempt attempt) {
        String node = join();
        for (List<ClaimedTask> claimed = claim(node); !claimed.isEmpty(); claimed = claim(node)) {
            attempt.of(claimed);
            settle();
        }
        store.leave(node);
    }

    interface Attempt {
        void of(List<ClaimedTask> claimed);
    }

    List<ClaimedTask> claim(String node) {
        return store.claim(node, QueueSelection.ALL, PAGE, Long.MAX_VALUE);
    }

    void complete(List<ClaimedTask> claimed, Function<ClaimedTask, Outcome> outcome) {
        Instant now = Instant.now();
        store.complete(claimed.stream()
                .map(task -> new Completion(task.claim(), outcome.apply(task), now))
                .toList());
    }

    static TaskError error(ClaimedTask task) {
        return new TaskError(
                "com.acme.SmtpException", "no route to host", "", task.task().attempts(), "node", Instant.now());
    }

    void settle() {
        while (store.settle(PAGE).more()) {}
    }

    String join() {
        String node = "n-" + TaskRequests.nextId();
        store.join(node, LEASE);
        return node;
    }

    void letTimePass() {
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
                        "ee_gate.kept_until",
                        "ee_order.touched_at")
                .forEach(this::earlier);
    }

    void earlier(String column) {
        String[] names = column.split("\\.");
        String earlier = database.dialect().plusMicros(names[1]).replace("?", String.valueOf(-Micros.of(LONG)));
        String update = "update %1$s set %2$s = %3$s where %2$s is not null".formatted(names[0], names[1], earlier);
        Jdbc.run(database.pool(), update);
    }
}
