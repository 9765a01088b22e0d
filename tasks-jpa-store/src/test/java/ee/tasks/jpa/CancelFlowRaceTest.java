package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The cancelling of a flow that has several pages, beside transactions that have locked some of it, or what waits for it. */
@ParameterizedClass
@MethodSource("databases")
class CancelFlowRaceTest {

    private static final TransactionManager TRANSACTIONS = TestServer.TRANSACTION_MANAGER;

    /** Three pages. */
    private static final int MEMBERS = 1_200;

    private static final int ROUNDS = 20;

    private static final int GROUP = 25;

    private final TestDatabase database;
    private final JpaTaskStore store;

    CancelFlowRaceTest(Supplier<TestDatabase> opener) {
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

    @BeforeEach
    void join() {
        store.join("n", Duration.ofHours(1));
    }

    @AfterEach
    void close() throws Exception {
        rollBack();
        database.close();
    }

    private static void rollBack() throws SystemException {
        if (TRANSACTIONS.getStatus() != Status.STATUS_NO_TRANSACTION) {
            TRANSACTIONS.rollback();
        }
    }

    @Test
    void itWaitsForNoneThatWaitsForTheFlow() throws Exception {
        insertFlow("flow", MEMBERS);
        String follower = store.insert(request().dependsOnFlow("flow").build()).id();

        TRANSACTIONS.begin();
        touch(follower);
        long cancelled = beside(() -> store.cancelFlow("flow")).get(1, TimeUnit.MINUTES);
        TRANSACTIONS.rollback();

        assertThat(cancelled).isEqualTo(MEMBERS);
        assertThat(status(follower)).isEqualTo(TaskStatus.WAITING);
        Jdbc.run(database.pool(), "update ee_task_settle set look_at = noted_at");
        settle();
        assertThat(status(follower)).isEqualTo(TaskStatus.CANCELLED);
    }

    /** What runs comes last. */
    @Test
    void eachPageIsATransactionOfItsOwn() throws Exception {
        insertFlow("flow", MEMBERS);
        String running = claim(1).get(0).id();

        TRANSACTIONS.begin();
        touch(running);
        CompletableFuture<Long> cancelled = beside(() -> store.cancelFlow("flow"));
        database.awaitWaiting(cancelled);
        assertThat(Jdbc.count(database.pool(), "ee_task where status = 'CANCELLED'"))
                .isEqualTo(MEMBERS - 1);
        TRANSACTIONS.rollback();

        assertThat(cancelled.get(1, TimeUnit.MINUTES)).isEqualTo(MEMBERS);
        assertThat(status(running)).isEqualTo(TaskStatus.RUNNING);
        assertThat(store.flowProgress("flow").done()).isEqualTo(MEMBERS - 1);
    }

    @Test
    void besideEndsNothingIsLost() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String flow = "flow-" + round;
            race(flow, () -> store.cancelFlow(flow));
        }
    }

    @Test
    void besideEndsNothingIsLostInACallersTransaction() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String flow = "flow-" + round;
            race(flow, () -> {
                TRANSACTIONS.begin();
                try {
                    long cancelled = store.cancelFlow(flow);
                    TRANSACTIONS.commit();
                    return cancelled;
                } finally {
                    rollBack();
                }
            });
        }
    }

    /** Every second one of it runs. */
    private void race(String flow, Callable<Long> cancel) throws Exception {
        insertFlow(flow, MEMBERS / 2);
        String chord = store.insert(request().dependsOnFlow(flow).build()).id();
        String always = store.insert(
                        request().dependsOnFlow(flow).evenIfFailed().build())
                .id();
        settle();
        List<Claim> claims = claim(MEMBERS / 4);

        CompletableFuture<Long> cancelled = beside(cancel);
        CompletableFuture<Long> ended = beside(() -> end(claims));

        assertThat(cancelled.get(2, TimeUnit.MINUTES)).isBetween((long) MEMBERS / 4, (long) MEMBERS / 2);
        assertThat(ended.get(2, TimeUnit.MINUTES)).isEqualTo(claims.size());
        settle();
        assertThat(store.flowProgress(flow).done()).isEqualTo(MEMBERS / 2);
        assertThat(Jdbc.count(
                        database.pool(), "ee_task where flow_id = '%s' and status = 'SUCCESSFUL'".formatted(flow)))
                .isEqualTo(claims.size());
        assertThat(status(chord)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(status(always)).isEqualTo(TaskStatus.READY);
        assertThat(store.cancel(always)).isTrue();
    }

    /** As a worker does, which writes an end again that lost a race. */
    private long end(List<Claim> claims) {
        long written = 0;
        for (int from = 0; from < claims.size(); from += GROUP) {
            List<Completion> group = claims.subList(from, from + GROUP).stream()
                    .map(claim -> new Completion(claim, new Outcome.Succeeded("null"), Instant.now()))
                    .toList();
            written += group.size() - complete(group).size();
        }
        return written;
    }

    private Set<Claim> complete(List<Completion> group) {
        while (true) {
            try {
                return store.complete(group).lost();
            } catch (TaskStoreException e) {
                if (!e.isLostRace()) {
                    throw e;
                }
            }
        }
    }

    private void insertFlow(String flow, int count) {
        store.insertAll(IntStream.range(0, count)
                .mapToObj(n -> request().flow(flow).priority(n % 2).build())
                .iterator());
    }

    private List<Claim> claim(int max) {
        List<Claim> claims = store.claim("n", QueueSelection.ALL, max, Long.MAX_VALUE).stream()
                .map(ClaimedTask::claim)
                .toList();
        assertThat(claims).hasSize(max);
        return claims;
    }

    private void settle() {
        boolean more = true;
        while (more) {
            more = store.settle(500).more();
        }
    }

    private TaskStatus status(String id) {
        return store.find(id).orElseThrow().status();
    }

    private void touch(String id) {
        Jdbc.run(database.pool(), "update ee_task set claims = claims + 1 where id = '%s'".formatted(id));
    }

    private static <T> CompletableFuture<T> beside(Callable<T> step) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return step.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}
