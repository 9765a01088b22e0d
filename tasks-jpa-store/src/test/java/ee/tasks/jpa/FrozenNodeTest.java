package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.QueueSelection;
import ee.tasks.tck.TaskRequests;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On PostgreSQL: a process that is stopped in the middle of a transaction holds its locks. */
class FrozenNodeTest {

    private static final Duration OVER = Duration.ofNanos(1_000);

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
    void aNodeThatIsFrozenInItsRenewalKeepsNoOtherFromBeingGivenUp() throws Exception {
        store.join("frozen", OVER);
        store.join("lost", OVER);
        store.insert(TaskRequests.request().build());
        assertThat(store.claim("lost", QueueSelection.ALL, 1, Long.MAX_VALUE)).hasSize(1);

        try (Connection frozen = database.pool().getConnection()) {
            frozen.setAutoCommit(false);
            Sql.update(frozen, "update ee_node set lease_until = lease_until where id = 'frozen'");

            assertThat(store.rescue(3, 10).readied()).isEqualTo(1);
            frozen.rollback();
        }
    }

    @Test
    void theDatabaseEndsARenewalThatDoesNotGoOn() {
        store.join("frozen", Duration.ofHours(1));
        SqlDialect dialect = new PostgresDialect();

        List<String> limit = new StoreTransactions(TestServer.resources(database.pool())).call("renew", connection -> {
            new Nodes("default", dialect, new StoreClock(dialect), TestServer.exits(dialect), null)
                    .renew(connection, "frozen", OVER);
            return Sql.list(connection, "show idle_in_transaction_session_timeout", row -> row.getString(1));
        });

        assertThat(limit).containsExactly("20s");
    }
}
