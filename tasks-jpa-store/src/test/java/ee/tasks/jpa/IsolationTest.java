package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import ee.tasks.tck.LogLines;
import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The isolation of the data source, and what the worker makes of it. */
class IsolationTest {

    private final LogLines log = LogLines.of("ee.tasks");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void readCommittedNeedsNoWord() {
        isolationOfTheWorker(TestServer::newMariaDb);

        assertThat(log.ids()).isEmpty();
    }

    @Test
    void theWorkerReadsWhatIsCommittedWhateverTheDataSourceHas() {
        assertThat(isolationOfTheWorker(TestServer::newMariaDbWithRepeatableRead))
                .isEqualTo("READ COMMITTED");
        assertThat(log.ids()).containsExactly("INFO EETASK0604");
    }

    @Test
    void whereItCannotBeSetThatIsSaid() {
        try (AgroalDataSource pool =
                TestServer.newH2("set session characteristics as transaction isolation level" + " serializable")) {
            open(pool);
        }

        assertThat(log.ids()).containsExactly("WARNING EETASK0605");
        assertThat(log.texts())
                .anyMatch(line -> line.contains("uses SERIALIZABLE") && line.contains("wait for each other"));
    }

    /** With MariaDB's own isolation the claim would lock the gap behind the last row, which the enqueue goes into. */
    @Test
    void aClaimThatIsNotCommittedYetHindersNoEnqueue() throws Exception {
        try (TestDatabase database =
                TestDatabase.open(TestServer.newMariaDbWithRepeatableRead(), TestProvider.HIBERNATE)) {
            JpaTaskStore store = database.newStore();
            store.start(TestContext.MIGRATE);
            store.join("n", Duration.ofHours(1));
            store.insertAll(
                    IntStream.range(0, 5).mapToObj(i -> request().build()).iterator());
            StoreTransactions transactions = open(database.pool());
            List<TaskRow> claimed = transactions.work("claim", connection -> {
                List<TaskRow> rows = transactions
                        .dialect()
                        .claim(connection, new ClaimOrder("default", "n", "c", Long.MAX_VALUE), Map.of("default", 9))
                        .rows();
                Thread enqueue = new Thread(() -> store.insert(request().build()));
                enqueue.start();
                join(enqueue);
                return rows;
            });

            assertThat(claimed).hasSize(5);
            List<ClaimedTask> next = store.claim("n", QueueSelection.ALL, 9, Long.MAX_VALUE);
            assertThat(next).hasSize(1);
        }
    }

    private static String isolationOfTheWorker(Supplier<AgroalDataSource> opener) {
        try (AgroalDataSource pool = opener.get()) {
            return open(pool).work("look", connection -> {
                Sql.update(connection, "update ee_node set dead = true");
                List<String> levels = List.of();
                while (levels.isEmpty()) {
                    // The server shows an old picture to whoever looks again within a tenth of a second.
                    Sql.list(connection, "select sleep(0.2)", row -> row.getInt(1));
                    levels = Sql.list(connection, """
                            select trx_isolation_level from information_schema.innodb_trx
                            where trx_mysql_thread_id = connection_id()""", row -> row.getString(1));
                }
                return levels.get(0);
            });
        }
    }

    private static StoreTransactions open(AgroalDataSource pool) {
        JpaResources resources = TestServer.resources(pool);
        return new SchemaStart(resources, new StoreTransactions(resources)).run("migrate");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
