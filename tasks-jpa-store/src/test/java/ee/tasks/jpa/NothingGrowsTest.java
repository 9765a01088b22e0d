package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.OnFailure;
import ee.tasks.TaskProgress;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever way tasks go, each row that is kept for one has a task, and nothing is left once their retention is over. On PostgreSQL
 * 10,000 go each way, elsewhere fewer: rows are left behind by statements, which are the same for one page and for ten.
 */
class NothingGrowsTest extends ManyTasks {

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
            "ee_ordered",
            "ee_task_expiry");

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
        ordered();
        limited();
        limitedAndCancelledWhileTheyAreHeld();
        limitedAndRescued();
        limitedAndNeverGivenBack();
        expired();

        assertEachRowHasATask();
        afterAllRetention();
        List<String> everything = new ArrayList<>(OF_TASKS);
        everything.addAll(List.of("ee_task", "ee_task_settle", "ee_task_pruned", "ee_node", "ee_gate", "ee_order"));
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

    /** Some fail, and some of these hold their keys; a third of all is cancelled while it waits. */
    private void ordered() {
        String flow = TaskRequests.nextId();
        enqueue(number -> request()
                .ordered("key " + number % TENANTS, number % 50 == 7 ? OnFailure.HOLD : OnFailure.CONTINUE)
                .flow(number % 3 == 0 ? flow : null));
        store.cancelFlow(flow);
        settle();
        attempt(claimed -> complete(
                claimed,
                task -> task.task().id().hashCode() % 5 == 0
                        ? new Outcome.Failed(error(task))
                        : new Outcome.Succeeded("null")));
        letHeldGo();
    }

    /** Retries what holds a key until nothing waits any more. */
    private void letHeldGo() {
        String node = join();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            Jdbc.rows(
                            database.pool(),
                            "select t.id from ee_task t join ee_ordered o on o.task_id = t.id where t.status = 'FAILED'")
                    .forEach(store::retry);
            complete(claim(node), task -> new Outcome.Succeeded("null"));
            settle();
            while (store.putRight()) {}
            return Jdbc.count(database.pool(), "ee_task where status in ('READY', 'WAITING')") == 0;
        });
        store.leave(node);
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
            store.putRight();
        }
    }
}
