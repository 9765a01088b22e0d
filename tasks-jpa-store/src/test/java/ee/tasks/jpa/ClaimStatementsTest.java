package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How many statements a claim prepares, each of which is a round trip, while the list of queues is fresh. */
@ParameterizedClass
@MethodSource("databases")
class ClaimStatementsTest {

    private final Counting counting = new Counting();
    private final TestDatabase database;
    private final JpaTaskStore store;
    private final StoreTransactions transactions;
    private final Claiming claiming;

    ClaimStatementsTest(Supplier<TestDatabase> opener) {
        TestDatabase opened = opener.get();
        database = new TestDatabase(opened.pool(), opened.factory(), counting.over(opened.pool()));
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
        SqlDialect dialect = database.dialect();
        JpaResources resources = TestServer.resources(database.dataSource());
        transactions = new StoreTransactions(resources, dialect, Isolation.AS_IT_IS);
        Marks marks = new Marks("default", dialect, resources.registry(), Isolation.AS_IT_IS);
        claiming = new Claiming(
                "default",
                dialect,
                new Queues("default", dialect, new Controls("default", dialect, null, () -> 0), () -> 0),
                marks,
                TestServer.exits(dialect),
                new Expiring("default", dialect, new StoreClock(dialect), marks));
    }

    static List<Named<Supplier<TestDatabase>>> databases() {
        TestProvider provider = TestProvider.HIBERNATE;
        return Stream.<Named<Supplier<TestDatabase>>>of(
                        Named.of("H2", () -> TestDatabase.open(TestServer.newH2(), provider)),
                        Named.of("PostgreSQL", () -> TestDatabase.open(TestServer.newPostgres(), provider)),
                        Named.of("MariaDB", () -> TestDatabase.open(TestServer.newMariaDb(), provider)))
                .toList();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofOneTaskInOneQueue() {
        insert("mail");
        claim(9);
        insert("mail");

        assertThat(statementsOfAClaim("mail")).hasSize(one());
    }

    @Test
    void ofOneTaskInOneOfManyQueues() {
        for (int queue = 0; queue < 20; queue++) {
            insert("queue-" + queue);
        }
        claim(99);
        insert("queue-7");

        assertThat(statementsOfAClaim("queue-7")).hasSize(1 + one());
    }

    private List<String> statementsOfAClaim(String queue) {
        counting.take();
        List<ClaimedTask> claimed = claim(9);
        List<String> statements = counting.take();
        assertThat(claimed).extracting(each -> each.task().queue()).containsExactly(queue);
        return statements;
    }

    private int one() {
        return database.dialect() instanceof PostgresDialect ? 1 : database.dialect() instanceof MariaDbDialect ? 3 : 4;
    }

    private List<ClaimedTask> claim(int max) {
        return transactions.work(
                "claim", connection -> claiming.claim(connection, "n", QueueSelection.ALL, max, Long.MAX_VALUE));
    }

    private void insert(String queue) {
        store.insert(request().queue(queue).build());
    }
}
