package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Timeouts of tasks that run on the server's own threads; and what session beans wrap. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TimeoutIT {

    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final String TIMEOUT = "java.util.concurrent.TimeoutException";
    private static final GateFiles FILES = new GateFiles("timeout");

    @ArquillianResource
    URL server;

    @Deployment(testable = false)
    static WebArchive limited() {
        return FILES.application("limited", 1);
    }

    private void isEventually(ProbeClient probe, String id, String status) {
        await().atMost(GENEROUS).until(() -> probe.get("status/" + id).equals(status));
    }

    @Test
    void aTaskIsInterruptedAndMayBeAttemptedAgain() {
        ProbeClient probe = new ProbeClient(server, "limited");
        String id = probe.post("run/slow");
        // Its second attempt may be too late, too, on a busy machine.
        await().atMost(GENEROUS).until(() -> probe.get("status/" + id).startsWith("SUCCESSFUL "));
        int attempts = Integer.parseInt(probe.get("status/" + id).split(" ")[1]);
        assertThat(probe.get("errors/" + id).split(" ")).hasSize(attempts - 1).containsOnly(TIMEOUT);
    }

    @Test
    void aTaskThatIgnoresItIsAbandonedAndTheOnlySlotIsFree() {
        ProbeClient probe = new ProbeClient(server, "limited");
        String id = probe.post("run/heedless");
        isEventually(probe, id, "FAILED 1");
        assertThat(probe.get("errors/" + id)).isEqualTo(TIMEOUT);
        isEventually(probe, probe.post("run/wrapped"), "SUCCESSFUL 2");
        assertThat(FILES.count("heedless-")).isZero();

        FILES.create("heedless-open");

        await().atMost(GENEROUS).until(() -> FILES.count("heedless-true") == 1);
        assertThat(probe.get("status/" + id)).isEqualTo("FAILED 1");
    }

    @Test
    void whatSessionBeansWrapIsUnwrappedHoweverDeep() {
        ProbeClient probe = new ProbeClient(server, "limited");
        String id = probe.post("run/wrapped");
        isEventually(probe, id, "SUCCESSFUL 2");
        assertThat(probe.get("errors/" + id)).isEqualTo("java.lang.IllegalArgumentException");
    }
}
