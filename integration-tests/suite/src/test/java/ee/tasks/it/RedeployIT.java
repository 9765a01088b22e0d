package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskStatus;
import ee.tasks.it.threads.ThreadsApplication;
import java.net.URL;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application leaves behind when it goes: its rows, and nothing else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeployIT {

    private static final Duration GENEROUS = Duration.ofSeconds(90);

    @ArquillianResource
    Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("threads")
    URL threads;

    @Deployment(name = "threads", order = 1)
    static WebArchive threads() {
        return ShrinkWrap.create(WebArchive.class, "threads.war").addPackage(ThreadsApplication.class.getPackage());
    }

    @Deployment(name = "redeployed", managed = false, testable = false)
    static WebArchive redeployed() {
        return Archives.application(
                "redeployed",
                "ee.tasks.backend=jpa",
                "ee.tasks.namespace=redeploy",
                "ee.tasks.worker.shutdown-timeout=PT1S");
    }

    @Test
    void resultsAndErrorsAreReadBackAfterARedeploy() {
        ProbeClient probe = new ProbeClient(threads, "redeployed");
        deployer.deploy("redeployed");
        String greeting = probe.post("greet/Ada");
        String failure = probe.post("fail");
        await().atMost(GENEROUS).until(() -> probe.get("status/" + greeting).equals("SUCCESSFUL"));
        await().atMost(GENEROUS).until(() -> probe.get("status/" + failure).equals("FAILED"));

        deployer.undeploy("redeployed");
        deployer.deploy("redeployed");

        assertThat(probe.get("status/" + greeting)).isEqualTo(TaskStatus.SUCCESSFUL.name());
        assertThat(probe.get("value/" + greeting)).startsWith("Hello Ada");
        assertThat(probe.get("error/" + failure)).endsWith("MailboxFull: the mailbox is full");
        deployer.undeploy("redeployed");
    }

    @Test
    void whatRanWhenTheApplicationStoppedRunsAgainInTheNext() {
        ProbeClient probe = new ProbeClient(threads, "redeployed");
        deployer.deploy("redeployed");
        String id = probe.post("stubborn");
        await().atMost(GENEROUS).until(() -> probe.get("seen/" + id).equals("yes"));

        deployer.undeploy("redeployed");
        deployer.deploy("redeployed");

        await().atMost(GENEROUS).until(() -> probe.get("status/" + id).equals("SUCCESSFUL"));
        deployer.undeploy("redeployed");
    }

    @Test
    void fiveRedeploysLeaveNoThreadBehind() {
        ProbeClient probe = new ProbeClient(threads, "redeployed");
        for (int round = 0; round < 5; round++) {
            deployer.deploy("redeployed");
            String id = probe.post("greet/round-" + round);
            await().atMost(GENEROUS).until(() -> probe.get("status/" + id).equals("SUCCESSFUL"));
            assertThat(ofTasks()).isNotEmpty();
            deployer.undeploy("redeployed");
        }

        await().atMost(GENEROUS).until(() -> ofTasks().isEmpty());
    }

    /** The server's threads that belong to EE Tasks. */
    private Set<String> ofTasks() {
        String names = new ProbeClient(threads, "threads").get("names");
        return Stream.of(names.split("\n"))
                .filter(name -> name.startsWith("EE Tasks ") || name.contains("ee-tasks"))
                .collect(Collectors.toSet());
    }
}
