package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.GateFiles;
import ee.tasks.it.ProbeClient;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that is suspended ends what runs and starts nothing; resumed, it goes on. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SuspendIT {

    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final GateFiles FILES = new GateFiles("suspend");
    private static final String POSTGRES = "-Dpg.url=";

    @ArquillianResource
    URL server;

    @Deployment(testable = false)
    static WebArchive suspended() {
        return FILES.application("suspended", 2);
    }

    @AfterEach
    void resume() {
        ServerControl.run(":resume");
    }

    @Test
    void whatRunsEndsAndNothingStartsOrFailsUntilItGoesOn() throws Exception {
        ProbeClient probe = new ProbeClient(server, "suspended");
        List<String> ids = List.of(probe.post("hold/6").split(","));
        await().atMost(GENEROUS).until(() -> FILES.count("started-") == 2);

        ServerControl.run(":suspend(suspend-timeout=0)");
        assertThat(state()).contains("SUSPENDING");
        FILES.create("open");

        await().atMost(GENEROUS).until(() -> FILES.count("done-") == 2);
        await().atMost(GENEROUS).until(() -> state().contains("SUSPENDED"));
        claimed()
                .ifPresent(any -> await().atMost(GENEROUS).until(() -> claimed().orElseThrow() == 0));
        assertThat(health("ready")).isEqualTo(503);
        assertThat(health("live")).isEqualTo(200);
        await().during(Duration.ofSeconds(3)).atMost(GENEROUS).until(() -> FILES.count("started-") == 2);

        ServerControl.run(":resume");
        await().atMost(GENEROUS).until(() -> health("ready") == 200);
        await().atMost(GENEROUS).until(() -> FILES.count("done-") == 6);
        ids.forEach(id ->
                await().atMost(GENEROUS).until(() -> probe.get("status/" + id).equals("SUCCESSFUL 1")));
    }

    /** What a load balancer asks, as {@code health.cli} lets it. */
    private static int health(String probe) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + System.getProperty("server.management-port") + "/health/" + probe);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String state() {
        return ServerControl.run(":read-attribute(name=suspend-state)");
    }

    /** How many tasks a node holds, where the database can be asked from here. */
    private static Optional<Integer> claimed() {
        return Stream.of(System.getProperty("server.vm-arguments").split(" "))
                .filter(argument -> argument.startsWith(POSTGRES))
                .findFirst()
                .map(argument -> count(argument.substring(POSTGRES.length())));
    }

    private static int count(String url) {
        String held = "select count(*) from ee_task where namespace = 'suspended' and node_id is not null";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(held)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
