package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.Archives;
import ee.tasks.it.wildfly.environment.Flaky;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server is started with the variables that {@code pom.xml} lists: one of a task's key, and one that is misspelt. */
@Tag("environment")
@ExtendWith(ArquillianExtension.class)
class EnvironmentIT {

    private static final Duration GENEROUS = Duration.ofSeconds(90);

    @Inject
    TaskQueue tasks;

    @Deployment
    static WebArchive war() {
        return Archives.war("environment")
                .addPackage(Flaky.class.getPackage())
                .addAsResource(new StringAsset("ee.tasks.backend=memory"), "META-INF/microprofile-config.properties");
    }

    @Test
    void aVariableOfAKeyWithANameInItIsInForce() {
        TaskResult<Void> result = tasks.enqueue(Flaky::work).await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.attempts()).isEqualTo(3);
    }

    @Test
    void aVariableThatIsMisspeltIsReported() throws IOException {
        Path log = Path.of(System.getProperty("jboss.server.log.dir"), "server.log");

        assertThat(Files.readString(log))
                .contains(
                        "EETASK0211: environment variable EE_TASKS_TASK__FLAKY_WROK__MAX_ATTEMPTS has no effect: it matches"
                                + " no key of EE Tasks in this deployment; did you mean EE_TASKS_TASK__FLAKY_WORK__MAX_ATTEMPTS?")
                .doesNotContain("environment variable EE_TASKS_TASK__FLAKY_WORK__MAX_ATTEMPTS");
    }
}
