package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.contract.TaskRequests;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's statements walk their indexes, whatever PostgreSQL believed of the table when it made the plan. */
class ClaimPlanTest {

    /** What is sorted are the rows of the limit, not those of the table. */
    private static final Pattern FIRST_ROWS =
            Pattern.compile("Limit .*\\R( *-> +LockRows .*\\R)? *-> +Index Scan using ee_task_claim ");

    private TestDatabase database;
    private JpaTaskStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.open(TestServer.newPostgres(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofATableThatStartsEmpty() {
        assertUsesTheIndex();
    }

    @Test
    void ofATableThatWasVacuumedEmpty() {
        Jdbc.run(database.pool(), "vacuum analyze ee_task");

        assertUsesTheIndex();
    }

    @Test
    void ofDueRowsAmongManyFinishedAndFutureOnes() {
        finish(5_000);
        insert(IntStream.range(0, 5_000).mapToObj(number -> TaskRequests.request()));
        insert(IntStream.range(0, 20_000)
                .mapToObj(number -> TaskRequests.request().priority(100).delay(Duration.ofDays(1))));
        assertUsesTheIndex();

        Jdbc.run(database.pool(), "vacuum analyze ee_task");
        assertUsesTheIndex();
    }

    @Test
    void ofTheOtherStatementsAmongManyFinishedRows() {
        finish(20_000);
        assertUseTheirIndexes();

        Jdbc.run(database.pool(), "vacuum analyze ee_task");
        assertUseTheirIndexes();
    }

    private void assertUseTheirIndexes() {
        String now = new PostgresDialect().plusMicros(new PostgresDialect().now());
        String skipLocked = new PostgresDialect().forUpdateSkipLocked();
        assertThat(planOf(Rescuing.LOST.formatted(500) + skipLocked, "default"))
                .contains("using ee_task_node")
                .doesNotContain("ee_task_pkey", "Seq Scan on ee_task ");
        QueueSelection queues = new QueueSelection(Set.of("default"), Set.of("slow"));
        assertThat(planOf(
                        ParkedTasks.parked(queues, 1, 500) + skipLocked,
                        "default",
                        "n",
                        "mail",
                        "default",
                        "slow",
                        "n"))
                .contains("using ee_task_parked")
                .doesNotContain("ee_task_pkey", "Seq Scan on ee_task ");
        assertThat(planOf(ParkedTasks.GIVEN_UP.formatted(now, 500) + skipLocked, "default", -1L, -1L))
                .contains("using ee_task_parked")
                .doesNotContain("ee_task_pkey", "Seq Scan on ee_task ");
        assertThat(planOf(PostgresDialect.PROMOTE, "default", 500)).contains("using ee_task_promote");
    }

    /** However many are kept longer, or for ever. */
    @Test
    void ofPruningAmongManyThatAreKept() {
        finish(20_000);
        assertPruningUsesItsIndexes();

        Jdbc.run(database.pool(), "vacuum analyze ee_task");
        assertPruningUsesItsIndexes();
    }

    private void assertPruningUsesItsIndexes() {
        SqlDialect dialect = new PostgresDialect();
        assertThat(planOf(Pruning.NEXT_QUEUE, "default", "SUCCESSFUL", ""))
                .contains("using ee_task_finished")
                .doesNotContain("Sort", "Seq Scan");
        assertThat(planOf(
                        Pruning.over(dialect, 500) + dialect.forUpdateSkipLocked(),
                        "default",
                        "SUCCESSFUL",
                        "default",
                        -1L))
                .contains("using ee_task_finished")
                .doesNotContain("Sort", "Hash", "hashed", "Merge", "Seq Scan on ee_task ");
    }

    private String planOf(String sql, Object... parameters) {
        Transactions.Work<List<String>> explain = connection -> {
            new PostgresDialect().prepareWorker(connection);
            return Sql.list(connection, "explain " + sql, row -> row.getString(1), parameters);
        };
        return String.join("\n", new Transactions(TestServer.resources(database.pool())).call("explain", explain));
    }

    private void finish(int count) {
        insert(IntStream.range(0, count).mapToObj(number -> TaskRequests.request()));
        List<ClaimedTask> claimed = store.claim("n", QueueSelection.ALL, count, Long.MAX_VALUE);
        assertThat(claimed).hasSize(count);
        store.complete(claimed.stream()
                .map(each -> new Completion(each.claim(), new Outcome.Succeeded("null"), Instant.now()))
                .toList());
    }

    private void insert(java.util.stream.Stream<TaskRequests> requests) {
        store.insertAll(requests.map(TaskRequests::build).iterator());
    }

    private void assertUsesTheIndex() {
        assertUsesTheIndex(ClaimPlanTest::explainClaim);
        assertUsesTheIndex(ClaimPlanTest::explainWanted);
    }

    private void assertUsesTheIndex(Transactions.Work<List<String>> explain) {
        String plan =
                String.join("\n", new Transactions(TestServer.resources(database.pool())).call("explain", explain));

        assertThat(plan).doesNotContain("Seq Scan on ee_task ").containsPattern(FIRST_ROWS);
    }

    private static List<String> explainClaim(Connection connection) throws SQLException {
        return explain(
                connection,
                PostgresDialect.CLAIM,
                connection.createArrayOf("varchar", new Object[] {"default"}),
                connection.createArrayOf("integer", new Object[] {10}),
                "default",
                "n",
                1_000L,
                "claim",
                "n",
                "n");
    }

    private static List<String> explainWanted(Connection connection) throws SQLException {
        return explain(
                connection,
                PostgresDialect.WANTED,
                connection.createArrayOf("varchar", new Object[] {"default", "mail"}),
                "default",
                "n",
                10,
                10);
    }

    private static List<String> explain(Connection connection, String sql, Object... parameters) throws SQLException {
        Sql.list(connection, PostgresDialect.CLAIM_SETTINGS, row -> 1);
        return Sql.list(connection, "explain " + sql, row -> row.getString(1), parameters);
    }
}
