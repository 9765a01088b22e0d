package ee.tasks.jpa;

import static ee.tasks.contract.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.contract.TaskRequests;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller's transaction sees what was there when it began, and not what was committed since. */
@ParameterizedClass
@MethodSource("databases")
class RepeatableReadTest {

    private final TestDatabase database;
    private final JpaTaskStore store;

    RepeatableReadTest(Supplier<TestDatabase> opener) {
        database = opener.get();
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
    }

    static List<Named<Supplier<TestDatabase>>> databases() {
        TestProvider provider = TestProvider.HIBERNATE;
        return Stream.<Named<Supplier<TestDatabase>>>of(
                        Named.of(
                                "PostgreSQL",
                                () -> TestDatabase.open(TestServer.newPostgresWithRepeatableRead(), provider)),
                        Named.of(
                                "MariaDB",
                                () -> TestDatabase.open(TestServer.newMariaDbWithRepeatableRead(), provider)))
                .toList();
    }

    @AfterEach
    void close() throws Exception {
        if (TestServer.TRANSACTION_MANAGER.getStatus() != Status.STATUS_NO_TRANSACTION) {
            TestServer.TRANSACTION_MANAGER.rollback();
        }
        database.close();
    }

    @Test
    void aTaskWaitsForOneThatWasCommittedSince() throws Exception {
        begin();
        String first = beside(() -> store.insert(request().build()).id());
        String second =
                store.insert(request().priority(9).dependsOn(first).build()).id();
        TestServer.TRANSACTION_MANAGER.commit();

        settle();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
        end(claimOnly(first));
        settle();
        claimOnly(second);
    }

    @Test
    void aTaskWaitsForAFlowThatWasCommittedSince() throws Exception {
        String flow = TaskRequests.nextId();
        begin();
        String first = beside(() -> store.insert(request().flow(flow).build()).id());
        String second =
                store.insert(request().priority(9).dependsOnFlow(flow).build()).id();
        TestServer.TRANSACTION_MANAGER.commit();

        settle();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
        end(claimOnly(first));
        settle();
        claimOnly(second);
    }

    /** As an atomic task ends. */
    @Test
    void anEndReleasesWhatWasEnqueuedSinceItsTransactionBegan() throws Exception {
        String first = store.insert(request().build()).id();
        ClaimedTask claimed = claimOnly(first);
        begin();
        String second =
                beside(() -> store.insert(request().dependsOn(first).build()).id());
        beside(() -> store.settle(100));
        end(claimed);
        TestServer.TRANSACTION_MANAGER.commit();

        settle();
        claimOnly(second);
    }

    @Test
    void aFlowThatWasCommittedSinceIsCancelledAfterTheCommit() throws Exception {
        String flow = TaskRequests.nextId();
        begin();
        String first = beside(() -> store.insert(request().flow(flow).build()).id());
        store.cancelFlow(flow);
        TestServer.TRANSACTION_MANAGER.commit();

        settle();
        assertThat(status(first)).isEqualTo(TaskStatus.CANCELLED);
    }

    /** What the caller repeats in a new transaction sees the holder. */
    @Test
    void aKeyThatWasTakenSinceIsALostRace() throws Exception {
        begin();
        String held = beside(() -> store.insert(request().unique("k").build()).id());
        assertThatThrownBy(() -> store.insert(request().unique("k").build()))
                .isInstanceOfSatisfying(TaskStoreException.class, failure -> assertThat(failure.isLostRace())
                        .isTrue());
        TestServer.TRANSACTION_MANAGER.rollback();

        begin();
        assertThat(store.insert(request().unique("k").build()).id()).isEqualTo(held);
    }

    /** MariaDB changes what it does not see, PostgreSQL does not. */
    @Test
    void whetherATaskIsCancelledThatWasCommittedSinceIsToldRight() throws Exception {
        begin();
        String since = beside(() -> store.insert(request().build()).id());
        boolean cancelled = store.cancel(since);
        TestServer.TRANSACTION_MANAGER.commit();

        assertThat(status(since)).isEqualTo(cancelled ? TaskStatus.CANCELLED : TaskStatus.READY);
    }

    /** With a snapshot. */
    private void begin() throws Exception {
        TestServer.TRANSACTION_MANAGER.begin();
        assertThat(store.find("none")).isEmpty();
    }

    private static <T> T beside(Supplier<T> step) {
        return CompletableFuture.supplyAsync(step).join();
    }

    private void settle() {
        boolean more = true;
        while (more) {
            more = store.settle(100).more();
        }
    }

    private TaskStatus status(String id) {
        return store.find(id).orElseThrow().status();
    }

    private ClaimedTask claimOnly(String id) {
        List<ClaimedTask> claimed = store.claim("n", QueueSelection.ALL, 9, Long.MAX_VALUE);
        assertThat(claimed).extracting(task -> task.task().id()).containsExactly(id);
        return claimed.get(0);
    }

    private void end(ClaimedTask task) {
        assertThat(store.complete(List.of(new Completion(task.claim(), new Outcome.Succeeded("1"), Instant.now())))
                        .lost())
                .isEmpty();
    }
}
