package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.deploy.Deployment;
import ee.tasks.deploy.NewVersion;
import io.agroal.api.AgroalDataSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the shipped configurations in an engine that runs, with unknown keys refused, and what it is meant to do. */
class ShippedConfigurationTest {

    private static final Path SHIPPED = Path.of("..", "server-config");
    private static final Path CONFIGURATIONS = SHIPPED.resolve("microprofile-config");
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final ConfigSource STRICT =
            new PropertiesConfigSource(Map.of("ee.tasks.config.strict", "true"), "strict", 500);

    private final TestDatabase database = TestDatabase.open(TestServer.newH2(), TestProvider.HIBERNATE);

    ShippedConfigurationTest() {
        Deployment.over(database::newStore);
    }

    static List<String> configurations() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGURATIONS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void itIsAcceptedToTheLastKey(String file) {
        database.runScripts();
        try (Deployment node = Deployment.of(NewVersion.class, shipped(file, 100), STRICT)) {
            assertThat(enqueue(node, "default").status()).isNotNull();
        }
    }

    @Test
    void inDevelopmentTheTablesAreMadeAndTasksRun() {
        try (Deployment node = Deployment.of(NewVersion.class, shipped("development.properties", 100), STRICT)) {
            assertThat(enqueue(node, "default").await(LONG).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        }
    }

    @Test
    void inTestsATaskHasRunWhenItsEnqueueReturns() {
        try (Deployment node = Deployment.of(NewVersion.class, shipped("test.properties", 100), STRICT)) {
            assertThat(enqueue(node, "default").status()).isEqualTo(TaskStatus.SUCCESSFUL);
        }
    }

    @Test
    void inProductionTheTablesAreThereAndTasksRun() {
        database.runScripts();
        try (Deployment node = Deployment.of(NewVersion.class, shipped("production.properties", 100), STRICT)) {
            assertThat(enqueue(node, "default").await(LONG).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        }
    }

    @Test
    void inProductionTablesThatAreMissingAreNotMade() {
        assertThatThrownBy(() -> Deployment.of(NewVersion.class, shipped("production.properties", 100), STRICT))
                .hasMessageContaining("EETASK0611");
    }

    @Test
    void aNodeForRequestsClaimsNothingAndOneForWorkTakesTheQueuesThatItServes() {
        database.runScripts();
        try (Deployment web = onTopOfProduction("web-only.properties");
                Deployment worker = onTopOfProduction("worker-only.properties")) {
            TaskResult<?> notServed = enqueue(web, "mail");
            List<TaskResult<?>> served = Stream.concat(
                            IntStream.range(0, 10).<TaskResult<?>>mapToObj(i -> enqueue(web, "reports")),
                            Stream.of(enqueue(worker, "default")))
                    .toList();

            assertThat(served).allSatisfy(each -> {
                TaskResult<?> ended = each.await(LONG);
                assertThat(ended.status()).isEqualTo(TaskStatus.SUCCESSFUL);
                assertThat(ended.workerIds()).singleElement().asString().startsWith("worker-only.properties");
            });
            assertThat(Jdbc.count(database.pool(), "ee_node")).isEqualTo(1);
            assertThat(notServed.refresh().status()).isEqualTo(TaskStatus.READY);
            assertThat(Jdbc.rows(database.pool(), "select claims from ee_task where queue = 'mail'"))
                    .containsExactly("0");
        }
    }

    @Test
    void itsDataSourceAndItsExecutorAreThoseOfTheScripts() {
        ConfigSource production = shipped("production.properties", 100);

        assertThat(SHIPPED.resolve("wildfly/postgresql.cli"))
                .content()
                .contains("jndi-name=" + production.getValue("ee.tasks.jpa.data-source") + ",");
        assertThat(SHIPPED.resolve("wildfly/tasks.cli"))
                .content()
                .contains("jndi-name=" + production.getValue("ee.tasks.worker.executor") + ",");
    }

    /** A node that is frozen in an atomic task's transaction would keep its rows from the others for as long as it stands still. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql.cli", "postgresql-xa.cli"})
    void itsConnectionsToPostgresEndTransactionsThatAreIdle(String script) throws Exception {
        Matcher query = Pattern.compile("\\$\\{pg.url:[^?}]*\\?([^}]*)}")
                .matcher(Files.readString(SHIPPED.resolve("wildfly/" + script)));
        assertThat(query.find()).isTrue();
        try (AgroalDataSource pool = TestServer.newPostgres();
                Connection known = pool.getConnection();
                Connection shipped = DriverManager.getConnection(
                        known.getMetaData().getURL()
                                + (known.getMetaData().getURL().contains("?") ? "&" : "?")
                                + query.group(1),
                        "postgres",
                        "postgres")) {
            assertThat(Sql.list(shipped, "show idle_in_transaction_session_timeout", row -> row.getString(1)))
                    .containsExactly("1min");
        }
    }

    private static Deployment onTopOfProduction(String file) {
        return Deployment.of(
                NewVersion.class,
                shipped("production.properties", 100),
                node(file),
                new PropertiesConfigSource(Map.of("ee.tasks.worker.node-name", file), "name", 500),
                STRICT);
    }

    /** As system properties. */
    private static ConfigSource node(String file) {
        return shipped(file, 400);
    }

    private static ConfigSource shipped(String file, int ordinal) {
        try {
            return new PropertiesConfigSource(
                    CONFIGURATIONS.resolve(file).toUri().toURL(), ordinal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TaskResult<?> enqueue(Deployment node, String queue) {
        return node.queue().onQueue(queue).enqueue(TaskInvocation.named("mail.added", "ann"));
    }
}
