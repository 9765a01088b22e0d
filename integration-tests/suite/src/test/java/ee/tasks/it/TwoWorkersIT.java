package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two applications that share a namespace are two nodes of one cluster. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TwoWorkersIT {

    private static final Duration GENEROUS = Duration.ofMinutes(3);

    @ArquillianResource
    @OperateOnDeployment("node-a")
    URL server;

    @Deployment(name = "node-a", order = 1, testable = false)
    static WebArchive nodeA() {
        return node("node-a");
    }

    @Deployment(name = "node-b", order = 2, testable = false)
    static WebArchive nodeB() {
        return node("node-b");
    }

    private static WebArchive node(String name) {
        return Archives.application(
                name, "ee.tasks.backend=jpa", "ee.tasks.namespace=shared", "ee.tasks.worker.node-name=" + name);
    }

    @Test
    void tenThousandTasksRunOnceEach() {
        ProbeClient nodeA = new ProbeClient(server, "node-a");

        nodeA.post("pages/5/10000");

        await().atMost(GENEROUS).until(() -> nodeA.get("sent/5").endsWith(" 10000"));
        assertThat(nodeA.get("sent/5")).isEqualTo("10000 10000");
    }
}
