package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.QueueSelection;
import ee.tasks.tck.TaskRequests;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two rescuers on PostgreSQL, of which one is held up after its statement has begun. */
class RescueRaceTest {

    /** Every look at a node waits for the lock that the test holds. */
    private static final String GATE = """
            alter table ee_node rename to all_nodes;
            create function passed() returns boolean volatile language plpgsql as
                'begin perform pg_advisory_xact_lock(1); return true; end';
            create view ee_node as select * from all_nodes where passed() offset 0""";

    private static final String TAKEN_BACK_AND_CLAIMED_BY_ANOTHER = """
            update ee_task set node_id = 'live', claim_id = 'second', claims = claims + 1 where id = '%s'""";

    private TestDatabase database;
    private JpaTaskStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.open(TestServer.newPostgres(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLiveClaimThatIsNewerThanTheRescuersSnapshotIsLeftAlone() throws Exception {
        store.join("lost", Duration.ofHours(1));
        store.join("live", Duration.ofHours(1));
        String id = store.insert(TaskRequests.request().build()).id();
        List<ClaimedTask> claimed = store.claim("lost", QueueSelection.ALL, 1, Long.MAX_VALUE);
        assertThat(claimed).hasSize(1);
        store.leave("lost");
        Jdbc.run(database.pool(), GATE);

        try (Connection gate = database.pool().getConnection()) {
            gate.setAutoCommit(false);
            Sql.list(gate, "select 1 from pg_advisory_xact_lock(1)", row -> 1);
            CompletableFuture<Rescuing.RescuedPage> rescue = CompletableFuture.supplyAsync(this::rescue);
            awaitALock(rescue, "advisory");
            Jdbc.run(database.pool(), TAKEN_BACK_AND_CLAIMED_BY_ANOTHER.formatted(id));
            gate.commit();

            assertThat(rescue.get(1, TimeUnit.MINUTES).rescue().readied()).isZero();
        }
        assertThat(Jdbc.rows(database.pool(), "select status, node_id, claim_id from ee_task"))
                .containsExactly("RUNNING|live|second");
    }

    /** The node has noticed itself that its lease is over, and its method has just returned. */
    @Test
    void whatIsVacatedDuringItsRescueKeepsNoSlot() throws Exception {
        Gate strict = new Gate("strict", null, 1, new Capacity(1, 0, null, false, true));
        store.join("lost", Duration.ofHours(1));
        store.insert(TaskRequests.request().gates(strict).build());
        assertThat(store.gates().claim("lost", QueueSelection.ALL, 1, Long.MAX_VALUE, task -> List.of(strict)))
                .hasSize(1);
        Jdbc.run(database.pool(), "delete from ee_node");

        try (Connection vacating = database.pool().getConnection()) {
            vacating.setAutoCommit(false);
            Sql.update(vacating, "delete from ee_gated where state = 'R'");
            CompletableFuture<Rescuing.RescuedPage> rescue = CompletableFuture.supplyAsync(this::rescue);
            awaitALock(rescue, "transactionid");
            vacating.commit();

            assertThat(rescue.get(1, TimeUnit.MINUTES).rescue().readied()).isEqualTo(1);
        }
        assertThat(Jdbc.count(database.pool(), "ee_gate_slot")).isZero();
    }

    private Rescuing.RescuedPage rescue() {
        SqlDialect dialect = new PostgresDialect();
        Rescuing rescuing = new Rescuing(
                "default",
                dialect,
                new StoreClock(dialect),
                new Marks("default", dialect, TestServer.REGISTRY, Isolation.AS_IT_IS),
                TestServer.exits(dialect));
        return new StoreTransactions(TestServer.resources(database.pool()))
                .call("rescue", connection -> rescuing.rescue(connection, 3, 10));
    }

    private void awaitALock(CompletableFuture<?> rescue, String type) {
        while (Jdbc.count(database.pool(), "pg_locks where locktype = '%s' and not granted".formatted(type)) == 0) {
            assertThat(rescue).as("the held up rescue").isNotDone();
        }
    }
}
