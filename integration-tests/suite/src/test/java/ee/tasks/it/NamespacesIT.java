package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.namespaces.Shared;
import java.net.URL;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two applications with tasks of the same names share a server and a database, and nothing else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NamespacesIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @ArquillianResource
    @OperateOnDeployment("red")
    URL server;

    private ProbeClient red;
    private ProbeClient blue;

    @Deployment(name = "red", order = 1, testable = false)
    static WebArchive red() {
        return application("red");
    }

    @Deployment(name = "blue", order = 2, testable = false)
    static WebArchive blue() {
        return application("blue");
    }

    private static WebArchive application(String name) {
        return Archives.war(name)
                .addPackage(Shared.class.getPackage())
                .addAsResource(
                        new StringAsset("ee.tasks.backend=jpa\nee.tasks.namespace=" + name),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void connect() {
        red = new ProbeClient(server, "red");
        blue = new ProbeClient(server, "blue");
    }

    @Test
    void eachRunsItsOwnTasksUnderTheSameName() {
        red.post("run/red/40");
        blue.post("run/blue/40");

        await().atMost(GENEROUS)
                .until(() -> red.get("ran").startsWith("40 ") && blue.get("ran").startsWith("40 "));
        assertThat(red.get("ran")).isEqualTo("40 of [red]");
        assertThat(blue.get("ran")).isEqualTo("40 of [blue]");
    }

    @Test
    void noneSeesTheOthersResultsAndTheSameUniqueKeyIsFreeInEach() {
        String ofRed = red.post("once/key");
        String ofBlue = blue.post("once/key");

        assertThat(ofRed).isNotEqualTo(ofBlue);
        assertThat(red.post("once/key")).isEqualTo(ofRed);
        assertThat(blue.get("status/" + ofRed)).isEqualTo("unknown");
        assertThat(red.get("status/" + ofBlue)).isEqualTo("unknown");
        assertThat(blue.get("status/" + ofBlue)).isEqualTo("READY");
    }
}
