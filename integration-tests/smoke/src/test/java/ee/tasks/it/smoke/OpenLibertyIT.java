package ee.tasks.it.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.NewsletterClient;
import ee.tasks.it.NewsletterTests;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo in Open Liberty, on PostgreSQL. */
class OpenLibertyIT implements NewsletterTests {

    private static OpenLiberty server;

    @BeforeAll
    static void start() {
        server = new OpenLiberty();
        server.start();
        server.deploy();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public NewsletterClient newsletter() {
        return server.demo().client();
    }

    @Test
    void aVariableOfATasksKeyIsInForceAndOneThatIsMisspeltIsReported() {
        Variables.assertInForceOrReported(server.demo(), server.log());
    }

    @Test
    void whatRanWhenTheApplicationWasRemovedRunsInTheNextAndResultsAreKept() {
        Demo demo = server.demo();
        List<String> ended = demo.bindArchives(1, 1);
        demo.awaitStatus("SUCCESSFUL", ended);
        List<String> running = demo.bindArchives(1, 100);
        demo.awaitStatus("RUNNING", running);
        assertThat(server.threadsOfTasks()).isNotEmpty();

        server.undeploy();
        await().atMost(Demo.GENEROUS).until(() -> server.threadsOfTasks().isEmpty());
        server.deploy();

        assertThat(demo.details(ended.get(0)).getJsonObject("returned").getInt("pages"))
                .isEqualTo(64);
        demo.awaitStatus("SUCCESSFUL", running);
        assertThat(demo.details(running.get(0)).getJsonArray("workers"))
                .doesNotContainAnyElementsOf(demo.details(ended.get(0)).getJsonArray("workers"));
    }

    @Test
    void asManyTasksRunAtOnceAsTheWorkerMayRun() {
        List<String> ids = server.demo().bindArchives(10, 50);

        server.demo().awaitStatus("RUNNING", ids);
        server.demo().awaitStatus("SUCCESSFUL", ids);
    }
}
