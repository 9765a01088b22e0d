package ee.tasks.it.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.it.NewsletterClient;
import ee.tasks.it.NewsletterTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo in Payara Micro: one process, nothing configured by hand. */
class PayaraMicroIT implements NewsletterTests {

    private static final int TERMINATED = 128 + 15;

    private static PayaraMicro server;

    @BeforeAll
    static void start() {
        server = new PayaraMicro();
        server.start();
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
    void whatRunsWhenTheProcessIsStoppedEndsAndIsKeptForTheNext() {
        Demo demo = server.demo();
        List<String> ended = demo.bindArchives(1, 1);
        demo.awaitStatus("SUCCESSFUL", ended);
        List<String> running = demo.bindArchives(1, 30);
        demo.awaitStatus("RUNNING", running);

        int exitCode = server.stop();
        server.start();

        assertThat(exitCode).isEqualTo(TERMINATED);
        assertThat(demo.details(ended.get(0)).getJsonObject("returned").getInt("pages"))
                .isEqualTo(64);
        assertThat(demo.details(running.get(0)).getString("status")).isEqualTo("SUCCESSFUL");
    }

    @Test
    void itsDataSourceIsXa() throws IOException {
        Path configuration = Path.of(System.getProperty("build.directory"), "payara-micro/config/domain.xml");

        assertThat(Files.readString(configuration))
                .containsPattern("<jdbc-connection-pool [^>]*name=\"H2Pool\" res-type=\"javax.sql.XADataSource\"");
    }
}
