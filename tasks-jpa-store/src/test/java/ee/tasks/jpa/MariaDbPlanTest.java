package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.contract.TaskRequests;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's statements walk their indexes on MariaDB, and lock nothing else: what they sorted they would lock first. */
class MariaDbPlanTest {

    private TestDatabase database;
    private JpaTaskStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.open(TestServer.newMariaDb(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofAnEmptyTable() {
        assertUseTheirIndexes();
    }

    @Test
    void ofDueRowsAmongManyFinishedAndFutureOnes() {
        insert(5_000, Duration.ZERO);
        List<ClaimedTask> claimed = store.claim("n", QueueSelection.ALL, 5_000, Long.MAX_VALUE);
        assertThat(claimed).hasSize(5_000);
        store.complete(claimed.stream()
                .map(each -> new Completion(each.claim(), new Outcome.Succeeded("null"), Instant.now()))
                .toList());
        insert(2_000, Duration.ZERO);
        insert(10_000, Duration.ofDays(1));
        assertUseTheirIndexes();

        Jdbc.run(database.pool(), "analyze table ee_task");
        assertUseTheirIndexes();
    }

    private void insert(int count, Duration delay) {
        store.insertAll(IntStream.range(0, count)
                .mapToObj(number -> TaskRequests.request().delay(delay).build())
                .iterator());
    }

    private void assertUseTheirIndexes() {
        String skipLocked = database.dialect().forUpdateSkipLocked();
        MariaDbDialect dialect = new MariaDbDialect();
        assertUses("ee_task_claim", dialect.claimableOf(true), "default", "default", "n", 10);
        assertUses("ee_task_claim", dialect.claimableOf(false), "default", "default", "n", 10);
        assertUses("ee_task_claim", PortableDialect.NEXT_QUEUE, "default", "");
        assertUses(
                "ee_task_promote",
                PortableDialect.PROMOTABLE.formatted("utc_timestamp(6)") + skipLocked,
                "default",
                500);
        assertUses("ee_task_node", Rescuing.LOST.formatted(500) + skipLocked, "default");
        assertUses("ee_task_finished", Pruning.NEXT_QUEUE, "default", "SUCCESSFUL", "");
        assertUses(
                "ee_task_finished",
                Pruning.over(database.dialect(), 500) + skipLocked,
                "default",
                "SUCCESSFUL",
                "default",
                -1L);
        String parked = ParkedTasks.parked(QueueSelection.ALL, 1, 500);
        assertUses("ee_task_parked", parked + skipLocked, "default", "n", "mail", "n");
    }

    private void assertUses(String index, String sql, Object... parameters) {
        Transactions transactions =
                new Transactions(TestServer.resources(database.pool()), database.dialect(), Isolation.AS_IT_IS);
        List<String> plan = transactions.call(
                "explain",
                connection -> Sql.list(
                        connection,
                        "explain " + sql,
                        row -> row.getString("table") + " " + row.getString("key") + " " + row.getString("Extra"),
                        parameters));

        assertThat(plan.get(0)).startsWith("t " + index).doesNotContain("filesort", "temporary");
    }
}
