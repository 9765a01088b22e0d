package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.TaskRequests;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Real deadlocks: the database chooses the transaction that did less, which is the store's. And locks that are kept for long. */
@ParameterizedClass
@MethodSource("databases")
class DeadlockTest {

    private static final TransactionManager TRANSACTIONS = TestServer.TRANSACTION_MANAGER;

    private final TestDatabase database;
    private final JpaTaskStore store;

    DeadlockTest(Supplier<TestDatabase> opener) {
        database = opener.get();
        store = database.newStore();
        store.start(TestContext.MIGRATE);
    }

    static List<Named<Supplier<TestDatabase>>> databases() {
        TestProvider provider = TestProvider.HIBERNATE;
        return Stream.<Named<Supplier<TestDatabase>>>of(
                        Named.of("PostgreSQL", () -> TestDatabase.open(TestServer.newPostgres(), provider)),
                        Named.of("MariaDB", () -> TestDatabase.open(TestServer.newMariaDb(), provider)))
                .toList();
    }

    @AfterEach
    void close() throws Exception {
        if (TRANSACTIONS.getStatus() != Status.STATUS_NO_TRANSACTION) {
            TRANSACTIONS.rollback();
        }
        database.close();
    }

    @Test
    void anEnqueueOfItsOwnIsTriedAgain() throws Exception {
        TaskRequests ours = request().unique("key");

        CompletableFuture<TaskRecord> enqueue = crossed(ours.build(), () -> store.insert(ours.build()));

        String id = enqueue.get(1, TimeUnit.MINUTES).id();
        assertThat(store.find(id)).get().extracting(TaskRecord::status).isEqualTo(TaskStatus.READY);
        assertThat(Jdbc.count(database.pool(), "ee_task")).isEqualTo(1);
    }

    @Test
    void aBulkOfItsOwnIsTriedAgain() throws Exception {
        TaskRequest ours = request().unique("key").build();

        CompletableFuture<TaskRecord> enqueue = crossed(ours, () -> bulk(ours, 2));

        assertThat(enqueue.get(1, TimeUnit.MINUTES).status()).isEqualTo(TaskStatus.READY);
        assertThat(Jdbc.count(database.pool(), "ee_task")).isEqualTo(2);
    }

    /** What was read of a long stream is no longer there. */
    @Test
    void aLongBulkSaysThatItLostARace() throws Exception {
        TaskRequest ours = request().unique("key").build();

        CompletableFuture<TaskRecord> enqueue = crossed(ours, () -> bulk(ours, 10_001));

        assertThatThrownBy(() -> enqueue.get(1, TimeUnit.MINUTES))
                .cause()
                .matches(e -> e instanceof TaskStoreException lost && lost.isLostRace());
        assertThat(Jdbc.count(database.pool(), "ee_task")).isZero();
    }

    private TaskRecord bulk(TaskRequest first, int count) {
        store.insertAll(Stream.concat(
                        Stream.of(first),
                        Stream.generate(() -> request().unique("z").build()))
                .limit(count)
                .iterator());
        return store.find(first.id()).orElseThrow();
    }

    @Test
    void anEnqueueInACallersTransactionIsNot() throws Exception {
        TaskRequests ours = request().unique("key");

        CompletableFuture<TaskRecord> enqueue = crossed(ours.build(), () -> inTransaction(ours.build()));

        assertThatThrownBy(() -> enqueue.get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOf(TaskStoreException.class)
                .hasMessageStartingWith("EETASK0600")
                .matches(e -> ((TaskStoreException) e).isLostRace());
        assertThat(Jdbc.count(database.pool(), "ee_task")).isZero();
    }

    /** The database may have undone what the caller did before; what comes after must not be committed without that. */
    @Test
    void theTransactionOfACallerWhoIsTheVictimCanOnlyBeRolledBack() throws Exception {
        String first = store.insert(request().build()).id();
        String second = store.insert(request().build()).id();

        TRANSACTIONS.begin();
        makeHeavy();
        touch(second);
        CompletableFuture<Integer> victim = CompletableFuture.supplyAsync(() -> statusAfterCancelling(first, second));
        database.awaitWaiting(victim);
        touch(first);
        TRANSACTIONS.rollback();

        assertThat(victim.get(1, TimeUnit.MINUTES)).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
    }

    private int statusAfterCancelling(String first, String second) {
        try {
            TRANSACTIONS.begin();
            try {
                store.cancel(first);
                assertThatThrownBy(() -> store.cancel(second))
                        .matches(e -> e instanceof TaskStoreException lost && lost.isLostRace());
                return TRANSACTIONS.getStatus();
            } finally {
                TRANSACTIONS.rollback();
            }
        } catch (NotSupportedException | SystemException e) {
            throw new AssertionError(e);
        }
    }

    /** The worker tries these again. */
    @Test
    void aCompletionIsALostRaceAndCanBeWrittenAgain() throws Exception {
        store.join("n", Duration.ofHours(1));
        store.insertAll(List.of(request().build(), request().build()).iterator());
        List<Completion> ends = store.claim("n", QueueSelection.ALL, 2, Long.MAX_VALUE).stream()
                .map(each -> new Completion(each.claim(), new Outcome.Succeeded("1"), Instant.now()))
                .sorted(Comparator.comparing(each -> each.claim().id()))
                .toList();

        TRANSACTIONS.begin();
        makeHeavy();
        touch(ends.get(1).claim().id());
        CompletableFuture<Set<Claim>> completion =
                CompletableFuture.supplyAsync(() -> store.complete(ends).lost());
        database.awaitWaiting(completion);
        touch(ends.get(0).claim().id());

        assertThatThrownBy(() -> completion.get(1, TimeUnit.MINUTES))
                .cause()
                .matches(e -> e instanceof TaskStoreException store && store.isLostRace());
        TRANSACTIONS.rollback();
        assertThat(store.complete(ends).lost()).isEmpty();
        assertThat(Jdbc.rows(database.pool(), "select distinct status from ee_task"))
                .containsExactly("SUCCESSFUL");
    }

    /** Others lock in that order, too: the cancelling of a flow for instance. */
    @Test
    void endsOfAllKindsLockTheirRowsInTheOrderOfTheirIds() throws Exception {
        store.join("n", Duration.ofHours(1));
        store.insertAll(List.of(request().build(), request().build()).iterator());
        List<Claim> claims = store.claim("n", QueueSelection.ALL, 2, Long.MAX_VALUE).stream()
                .map(ClaimedTask::claim)
                .sorted(Comparator.comparing(Claim::id))
                .toList();
        TaskError error = new TaskError("a.B", "no", "trace", 1, "n", Instant.now());
        List<Completion> ends = List.of(
                new Completion(claims.get(0), new Outcome.Retrying(error, Duration.ZERO), Instant.now()),
                new Completion(claims.get(1), new Outcome.Succeeded("1"), Instant.now()));

        TRANSACTIONS.begin();
        makeHeavy();
        touch(claims.get(0).id());
        CompletableFuture<Set<Claim>> completion =
                CompletableFuture.supplyAsync(() -> store.complete(ends).lost());
        database.awaitWaiting(completion);
        touch(claims.get(1).id());
        TRANSACTIONS.rollback();

        assertThat(orAgainAfterALongWait(completion, ends)).isEmpty();
    }

    /** Where this test got no processor for longer than the store waits for a lock. Only a deadlock would be of another order. */
    private Set<Claim> orAgainAfterALongWait(CompletableFuture<Set<Claim>> completion, List<Completion> ends)
            throws Exception {
        try {
            return completion.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            assertThat(e).rootCause().isInstanceOfSatisfying(SQLException.class, cause -> assertThat(
                            cause.getSQLState() + " " + cause.getErrorCode())
                    .isIn("55P03 0", "HY000 1205"));
            return store.complete(ends).lost();
        }
    }

    /** No row is to blame for it. */
    @Test
    void aCompletionThatWaitsTooLongForALockIsALostRace() throws Exception {
        store.join("n", Duration.ofHours(1));
        store.insert(request().build());
        Claim claim =
                store.claim("n", QueueSelection.ALL, 1, Long.MAX_VALUE).get(0).claim();
        List<Completion> end = List.of(new Completion(claim, new Outcome.Succeeded("1"), Instant.now()));

        TRANSACTIONS.begin();
        touch(claim.id());
        CompletableFuture<Set<Claim>> completion =
                CompletableFuture.supplyAsync(() -> store.complete(end).lost());

        assertThatThrownBy(() -> completion.get(1, TimeUnit.MINUTES))
                .cause()
                .matches(e -> e instanceof TaskStoreException store && store.isLostRace());
        TRANSACTIONS.rollback();
        assertThat(store.complete(end).lost()).isEmpty();
    }

    /**
     * Ours has the key and waits for the task's id, which another transaction has, which then waits for the key. The database gives
     * up ours.
     */
    private CompletableFuture<TaskRecord> crossed(TaskRequest ours, Supplier<TaskRecord> enqueue) throws Exception {
        TRANSACTIONS.begin();
        makeHeavy();
        store.insert(request().id(ours.id()).build());
        CompletableFuture<TaskRecord> enqueued = CompletableFuture.supplyAsync(enqueue);
        database.awaitWaiting(enqueued);
        store.insert(request().unique("key").build());
        TRANSACTIONS.rollback();
        return enqueued;
    }

    private TaskRecord inTransaction(TaskRequest request) {
        try {
            TRANSACTIONS.begin();
            try {
                return store.insert(request);
            } finally {
                TRANSACTIONS.rollback();
            }
        } catch (NotSupportedException | SystemException e) {
            throw new AssertionError(e);
        }
    }

    /** So that the database gives up the other: MariaDB takes who did less, PostgreSQL who looks for a deadlock first. */
    private void makeHeavy() {
        if (database.dialect() instanceof PostgresDialect) {
            Jdbc.run(database.pool(), "set local deadlock_timeout = '1min'");
        }
        store.insertAll(IntStream.range(0, 100)
                .mapToObj(number -> request().queue("heavy").build())
                .iterator());
    }

    private void touch(String id) {
        Jdbc.run(database.pool(), "update ee_task set claims = claims + 1 where id = '%s'".formatted(id));
    }
}
