package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.TaskRequests;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Enqueueing within transactions, and in both ways of writing. */
@ParameterizedClass
@MethodSource("databases")
class EnqueueingTest {

    private static final TransactionManager TRANSACTIONS = TestServer.TRANSACTION_MANAGER;

    private final TestDatabase database;
    private final JpaTaskStore store;

    EnqueueingTest(Supplier<TestDatabase> opener) {
        database = opener.get();
        store = database.newStore();
        store.start(TestContext.MIGRATE);
    }

    static List<Named<Supplier<TestDatabase>>> databases() {
        return Stream.of(TestProvider.values())
                .<Named<Supplier<TestDatabase>>>flatMap(provider -> Stream.of(
                        Named.of("H2 " + provider, () -> TestDatabase.open(TestServer.newH2(), provider)),
                        Named.of("PostgreSQL " + provider, () -> TestDatabase.open(TestServer.newPostgres(), provider)),
                        Named.of("MariaDB " + provider, () -> TestDatabase.open(TestServer.newMariaDb(), provider))))
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
    void inATransactionThatIsMarkedForRollbackNothingIsEnqueued() throws Exception {
        TRANSACTIONS.begin();
        TRANSACTIONS.setRollbackOnly();

        assertThatThrownBy(() -> store.insert(request().build()))
                .isInstanceOf(TaskStoreException.class)
                .hasMessage(
                        "EETASK0609: the task store could not enqueue a task: the transaction is marked for rollback, so"
                                + " nothing that it enqueues or changes would be kept. Find what marked it: setRollbackOnly, or an"
                                + " exception that a @Transactional method threw");
        assertThatThrownBy(() -> store.insertAll(List.of(request().build()).iterator()))
                .hasMessageStartingWith("EETASK0609: the task store could not enqueue tasks");
    }

    @Test
    void whoEnqueuesWhileTheApplicationStopsIsToldSo() {
        JpaTaskStore stopped = database.newStoreThatClosesTheFactory();
        stopped.start(TestContext.MIGRATE);
        stopped.stop();

        assertThatThrownBy(() -> stopped.insert(request().build()))
                .isInstanceOf(TaskStoreException.class)
                .hasMessage("EETASK0608: the jpa backend has stopped; enqueue before the application stops");
    }

    @Test
    void bothWaysWriteTheSameRow() {
        Instant later = Instant.parse("2999-12-31T23:59:59.123456789Z");
        for (TaskRequests each : List.of(
                request(),
                request()
                        .queue("mail")
                        .priority(-7)
                        .arguments("[\"\\u00e9\",\"\u20ac\"]")
                        .payloadFormat(2),
                request().runAfter(later),
                request().runAfter(Instant.EPOCH),
                request().notRerunIfLost().flow(TaskRequests.nextId()).evenIfFailed(),
                request().dependsOn(insertPredecessor()))) {
            TaskRequest one = each.build();
            TaskRequest same = each.id(TaskRequests.nextId()).build();

            store.insert(one);
            store.insertAll(List.of(same).iterator());

            assertThat(row(same)).isEqualTo(row(one));
        }
    }

    private String insertPredecessor() {
        return store.insert(request().build()).id();
    }

    private String row(TaskRequest request) {
        String times = request.isDeferred() ? "" : "run_after";
        List<String> columns = Jdbc.columns(database.pool(), "ee_task");
        String compared = String.join(
                ", ",
                columns.stream()
                        .filter(column -> !List.of("id", "enqueued_at", times).contains(column))
                        .toList());
        return Jdbc.rows(database.pool(), "select " + compared + " from ee_task where id = '" + request.id() + "'")
                .get(0);
    }

    @Test
    void aRollbackLeavesNothing() throws Exception {
        Jdbc.run(database.pool(), "create table business (id integer)");
        TRANSACTIONS.begin();
        Jdbc.run(database.pool(), "insert into business values (1)");
        String id = store.insert(request().queue("new").unique("k").build()).id();
        store.insertAll(List.of(request().dependsOn(id).build()).iterator());
        assertThat(store.find(id)).isPresent();
        TRANSACTIONS.rollback();

        assertThat(store.find(id)).isEmpty();
        for (String table : List.of("business", "ee_task", "ee_task_key", "ee_task_dependency", "ee_queue")) {
            assertThat(Jdbc.count(database.pool(), table)).as(table).isZero();
        }
    }

    @Test
    void aQueueThatWasRolledBackIsServedWhenItComesAgain() throws Exception {
        TRANSACTIONS.begin();
        store.insert(request().queue("new").build());
        TRANSACTIONS.rollback();
        String id = store.insert(request().queue("new").build()).id();
        store.join("n", Duration.ofHours(1));

        assertThat(store.claim("n", ee.tasks.spi.QueueSelection.ALL, 9, Long.MAX_VALUE))
                .extracting(claimed -> claimed.task().id())
                .containsExactly(id);
    }

    @Test
    void aPausedQueueIsNotServed() {
        Jdbc.run(database.pool(), "insert into ee_queue (namespace, name, paused) values ('default', 'slow', true)");
        store.insert(request().queue("slow").build());
        String id = store.insert(request().queue("quick").build()).id();
        store.join("n", Duration.ofHours(1));

        assertThat(store.claim("n", ee.tasks.spi.QueueSelection.ALL, 9, Long.MAX_VALUE))
                .extracting(claimed -> claimed.task().id())
                .containsExactly(id);
    }

    @Test
    void aKeyOfATaskThatIsGoneIsFree() {
        TaskRequests unique = request().unique("k", Duration.ofDays(1));
        store.insert(unique.build());
        Jdbc.run(database.pool(), "delete from ee_task");

        String id = store.insert(unique.id(TaskRequests.nextId()).build()).id();

        assertThat(store.find(id)).isPresent();
    }

    @Test
    void aCommitKeepsTheTaskAndWhatTheCallerWrote() throws Exception {
        Jdbc.run(database.pool(), "create table business (id integer)");
        TRANSACTIONS.begin();
        Jdbc.run(database.pool(), "insert into business values (1)");
        String id = store.insert(request().build()).id();
        TRANSACTIONS.commit();

        assertThat(store.find(id)).get().extracting(task -> task.status()).isEqualTo(TaskStatus.READY);
        assertThat(Jdbc.count(database.pool(), "business")).isEqualTo(1);
    }

    @Test
    void anIteratorThatFailsLeavesNothing() {
        Iterator<TaskRequest> requests = IntStream.range(0, 10_700)
                .mapToObj(number -> {
                    if (number == 10_600) {
                        throw new IllegalStateException("no more");
                    }
                    return request().build();
                })
                .iterator();

        assertThatThrownBy(() -> store.insertAll(requests)).hasRootCauseMessage("no more");

        assertThat(Jdbc.count(database.pool(), "ee_task")).isZero();
    }

    @Test
    void aTaskThatTheDatabaseRefusesIsAStoreException() {
        TaskRequest request = request().build();
        store.insert(request);

        assertThatThrownBy(() -> store.insert(request))
                .isInstanceOf(TaskStoreException.class)
                .hasMessageStartingWith("EETASK0600")
                .matches(e -> !((TaskStoreException) e).isLostRace());
        assertThat(TestServer.REGISTRY.getTransactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }
}
