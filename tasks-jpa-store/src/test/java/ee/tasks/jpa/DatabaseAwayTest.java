package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.StoreNotReachedException;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.LogLines;
import io.agroal.api.AgroalDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that is started while its database is away, as against one that is configured wrongly. */
class DatabaseAwayTest {

    private final LogLines log = LogLines.of("ee.tasks");
    private final int port = freePort();
    private final AgroalDataSource pool = pool(port, "postgres", "postgres");
    private final JpaTaskStore store = new JpaTaskStore(
            TestServer.resources(pool),
            dataSource -> TaskPersistenceUnit.open(dataSource, TestProvider.HIBERNATE.properties()));

    @AfterEach
    void close() {
        store.stop();
        pool.close();
        log.close();
    }

    @Test
    void itStartsAndWorksAsSoonAsTheDatabaseAnswers() throws Exception {
        store.start(TestContext.MIGRATE);

        assertThat(store.features()).isNotEmpty();
        assertThat(store.joinsTransaction()).isTrue();
        assertThatThrownBy(() -> store.insert(request().build()))
                .isInstanceOf(StoreNotReachedException.class)
                .hasMessageStartingWith("EETASK0606");
        assertThatThrownBy(() -> store.join("n", Duration.ofHours(1))).isInstanceOf(StoreNotReachedException.class);
        assertThatThrownBy(() -> store.retry("id")).isInstanceOf(StoreNotReachedException.class);
        assertThat(log.ids()).containsExactly("WARNING EETASK0606");

        try (EmbeddedPostgres postgres = startPostgres()) {
            assertThat(postgres.getPort()).isEqualTo(port);
            allAtOnce(() -> store.insert(request().build()));
            store.join("n", Duration.ofHours(1));
            assertThat(Jdbc.count(pool, "ee_task")).isEqualTo(4);
        }
        assertThat(log.ids()).containsExactly("WARNING EETASK0606", "INFO EETASK0607");
    }

    @Test
    void aSchemaThatTurnsOutToBeMissingIsSaidOnce() throws Exception {
        store.start(ContractContext.ofStore("default", Map.of("schema", "validate")));
        try (EmbeddedPostgres postgres = startPostgres()) {
            assertThat(postgres.getPort()).isEqualTo(port);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.insert(request().build()))
                        .isInstanceOf(TaskStoreException.class)
                        .hasMessageStartingWith("EETASK0611");
            }
            assertThat(log.ids()).containsExactly("WARNING EETASK0606", "SEVERE EETASK0611");

            Schema schema = new Schema(new PostgresDialect());
            try (java.sql.Connection connection = postgres.getPostgresDatabase().getConnection()) {
                while (schema.runNext(connection)) {}
            }
            store.insert(request().build());
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownDatabaseFailTheStart() throws Exception {
        try (EmbeddedPostgres postgres = startPostgres()) {
            for (AgroalDataSource wrong :
                    List.of(pool(port, "postgres", "nobody"), pool(port, "nothing", "postgres"))) {
                try (wrong) {
                    JpaTaskStore refused = new JpaTaskStore(TestServer.resources(wrong), dataSource -> null);
                    assertThatThrownBy(() -> refused.start(TestContext.MIGRATE))
                            .isInstanceOf(TaskStoreException.class)
                            .isNotInstanceOf(StoreNotReachedException.class);
                }
            }
            assertThat(postgres.getPort()).isEqualTo(port);
        }
        assertThat(log.ids()).isEmpty();
    }

    private static void allAtOnce(Callable<Object> insert) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (Future<Object> each : threads.invokeAll(List.of(insert, insert, insert, insert))) {
            each.get();
        }
        threads.shutdown();
    }

    private EmbeddedPostgres startPostgres() throws IOException {
        return EmbeddedPostgres.builder().setPort(port).start();
    }

    private static AgroalDataSource pool(int port, String database, String user) {
        return TestServer.pool("jdbc:postgresql://localhost:" + port + "/" + database, user, "postgres", "select 1");
    }

    /** Below those that the system gives to whoever connects, one of which would be taken when the database starts. */
    private static int freePort() {
        return new Random()
                .ints(10_000, 30_000)
                .filter(DatabaseAwayTest::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
