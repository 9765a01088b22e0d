package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.TaskRequests;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private String heldStatement;
    private Runnable beforeIt;

    RepeatableReadTest(Supplier<TestDatabase> opener) {
        TestDatabase opened = opener.get();
        database =
                new TestDatabase(opened.pool(), opened.factory(), Masks.translating(opened.dataSource(), this::hear));
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
                                () -> TestDatabase.open(TestServer.newMariaDbWithRepeatableRead(), provider)),
                        Named.of(
                                "MariaDB, where nobody can set it",
                                () -> TestDatabase.open(TestServer.newMariaDbWithRepeatableReadAndXa(), provider)))
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

    @Test
    void whatIsEnqueuedWhileItsPredecessorsFlowIsCancelledIsCancelledToo() {
        String flow = TaskRequests.nextId();
        String first = store.insert(request().flow(flow).build()).id();
        List<String> second = new ArrayList<>();
        before("set cancel_requested = true", () -> {
            second.add(store.insert(request().dependsOn(first).build()).id());
            store.settle(100);
        });
        store.cancelFlow(flow);

        settle();
        assertThat(second).map(this::status).containsExactly(TaskStatus.CANCELLED);
    }

    /** Each of two transactions deletes one, and the second one began before the first one had. */
    @Test
    void whoeverDeletesTheLastEdgeReleasesTheFollower() {
        String first = store.insert(request().build()).id();
        String second = store.insert(request().build()).id();
        String third = store.insert(request().dependsOn(first, second).build()).id();
        JpaResources resources = TestServer.resources(database.dataSource());
        StoreTransactions worker = new SchemaStart(resources, new StoreTransactions(resources)).run("validate");

        int released = worker.work("settle the first", connection -> {
            assertThat(Sql.list(connection, "select task_id from ee_task_dependency", row -> row.getString(1)))
                    .containsExactly(third, third);
            int before = beside(() -> worker.work("settle the second", other -> release(other, second, third)));
            assertThat(before).isZero();
            return release(connection, first, third);
        });

        assertThat(released).isEqualTo(1);
        assertThat(status(third)).isEqualTo(TaskStatus.READY);
    }

    private int release(Connection connection, String predecessor, String follower) throws SQLException {
        Followers followers = new Followers("default", database.dialect());
        Set<String> locked = followers.lock(connection, Set.of(follower));
        followers.rememberAndDelete(
                connection, List.of(new Edge(Predecessor.task(predecessor), follower, true, false)));
        return followers.release(connection, locked);
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
    @Test
    void anOrderedTaskDoesNotOvertakeOneThatWasCommittedSince() throws Exception {
        begin();
        String first = beside(() -> store.insert(request().ordered("k").build()).id());
        String second = insertOrderedAndCommit();

        end(claimOnly(first));
        settle();
        claimOnly(second);
    }

    @Test
    void anOrderedTaskDoesNotWaitForOneThatHasFinishedSince() throws Exception {
        String first = store.insert(request().ordered("k").build()).id();
        ClaimedTask claimed = claimOnly(first);
        begin();
        beside(() -> {
            end(claimed);
            settle();
            return null;
        });
        String second = insertOrderedAndCommit();

        settle();
        claimOnly(second);
    }

    /** Each has taken a key that was not there before when the other takes its own. */
    @Test
    void twoTransactionsTakeNewKeysBesideEachOther() throws Exception {
        CountDownLatch taken = new CountDownLatch(2);

        List<CompletableFuture<String>> both = Stream.of("a", "b")
                .map(key -> CompletableFuture.supplyAsync(() -> inOneTransaction(() -> {
                    String id = store.insert(request().ordered(key).build()).id();
                    taken.countDown();
                    await(taken);
                    store.insert(request().ordered(key + key).build());
                    return id;
                })))
                .toList();

        assertThat(both).extracting(CompletableFuture::join).map(this::status).containsOnly(TaskStatus.READY);
    }

    @Test
    void twoTransactionsTakeTheSameNewKeyOneAfterTheOther() throws Exception {
        TestServer.TRANSACTION_MANAGER.begin();
        String first = store.insert(request().ordered("new").build()).id();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(
                () -> store.insert(request().ordered("new").build()).id());
        TestServer.TRANSACTION_MANAGER.commit();

        assertThat(status(second.join())).isEqualTo(TaskStatus.WAITING);
        end(claimOnly(first));
        settle();
        claimOnly(second.join());
    }

    private <T> T inOneTransaction(Supplier<T> work) {
        try {
            TestServer.TRANSACTION_MANAGER.begin();
            assertThat(store.find("none")).isEmpty();
            T result = work.get();
            TestServer.TRANSACTION_MANAGER.commit();
            return result;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PostgreSQL refuses to write a row that was changed since, and the caller repeats its transaction. */
    private String insertOrderedAndCommit() throws Exception {
        String id;
        try {
            id = store.insert(request().ordered("k").build()).id();
        } catch (TaskStoreException e) {
            assertThat(e.isLostRace()).isTrue();
            TestServer.TRANSACTION_MANAGER.rollback();
            TestServer.TRANSACTION_MANAGER.begin();
            id = store.insert(request().ordered("k").build()).id();
        }
        TestServer.TRANSACTION_MANAGER.commit();
        return id;
    }

    private void begin() throws Exception {
        TestServer.TRANSACTION_MANAGER.begin();
        assertThat(store.find("none")).isEmpty();
    }

    /** Has a step done by another thread right before a statement is prepared. */
    private void before(String statement, Runnable step) {
        heldStatement = statement;
        beforeIt = step;
    }

    private String hear(String sql) {
        if (heldStatement != null && sql.contains(heldStatement)) {
            heldStatement = null;
            CompletableFuture.runAsync(beforeIt).join();
        }
        return sql;
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
