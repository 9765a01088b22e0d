package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
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
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
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

    private static final List<String> OF_TASKS = List.of(
            "ee_task_error",
            "ee_task_note",
            "ee_task_key",
            "ee_task_dependency",
            "ee_task_predecessor",
            "ee_task_unreadable",
            "ee_flow_hit");

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

        assertEachRowHasATask();
        afterAllRetention();
        List<String> everything = new ArrayList<>(OF_TASKS);
        everything.addAll(List.of("ee_task", "ee_task_settle", "ee_task_pruned", "ee_node"));
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
        }
    }

    private void letTimePass() {
        List.of(
                        "ee_task.finished_at",
                        "ee_task.parked_at",
                        "ee_task.unreadable_since",
                        "ee_task_key.held_until",
                        "ee_task_settle.noted_at",
                        "ee_task_settle.look_at",
                        "ee_task_pruned.pruned_at",
                        "ee_node.lease_until")
                .forEach(this::earlier);
    }

    private void earlier(String column) {
        String[] names = column.split("\\.");
        String earlier = database.dialect().plusMicros(names[1]).replace("?", String.valueOf(-Micros.of(LONG)));
        Jdbc.run(
                database.pool(),
                "update %1$s set %2$s = %3$s where %2$s is not null".formatted(names[0], names[1], earlier));
    }
}
