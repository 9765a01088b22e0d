package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Newsletter;
import ee.tasks.spi.TaskStoreException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.h2.tools.Server;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application whose tasks are in a database that is away when it is deployed. */
@ExtendWith(ArquillianExtension.class)
class DatabaseAwayIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <data-source>
                <name>java:app/jdbc/away</name>
                <class-name>org.h2.jdbcx.JdbcDataSource</class-name>
                <url>jdbc:h2:tcp://localhost:%d/mem:away;DB_CLOSE_DELAY=-1</url>
                <user>sa</user>
                <password>sa</password>
              </data-source>
            </web-app>
            """;

    @Inject
    TaskQueue tasks;

    @Deployment
    static WebArchive war() {
        int port = 8_082 + FreePorts.offset(8_082);
        return Archives.application(
                        "away",
                        "ee.tasks.backend=jpa",
                        "ee.tasks.namespace=away",
                        "ee.tasks.jpa.data-source=java:app/jdbc/away",
                        "ee.tasks.jpa.schema=migrate")
                .setWebXML(new StringAsset(WEB_XML.formatted(port)))
                .addAsResource(new StringAsset(String.valueOf(port)), "port.txt")
                .addAsManifestResource(new StringAsset("Dependencies: com.h2database.h2\n"), "MANIFEST.MF");
    }

    @Test
    void itIsDeployedAndRunsTasksAsSoonAsTheDatabaseAnswers() throws Exception {
        assertThatThrownBy(() -> tasks.enqueue(Newsletter::greet, "too early"))
                .isInstanceOf(TaskStoreException.class)
                .hasMessageStartingWith("EETASK0606");

        Server server =
                Server.createTcpServer("-tcpPort", port(), "-ifNotExists").start();
        try {
            TaskResult<?> result = await().atMost(GENEROUS)
                    .ignoreExceptionsInstanceOf(TaskStoreException.class)
                    .until(() -> tasks.enqueue(Newsletter::greet, "in time"), enqueued -> true);
            assertThat(result.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        } finally {
            server.stop();
        }
    }

    private static String port() throws IOException {
        try (var resource = DatabaseAwayIT.class.getResourceAsStream("/port.txt")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
