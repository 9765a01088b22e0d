package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.tasks.it.mistakes.Mistakes;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong use is found when the application is deployed, all of it in one report that reaches who deploys it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MistakesIT {

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "mistakes", managed = false, testable = false)
    static WebArchive mistakes() {
        return Archives.application("mistakes", "ee.tasks.worker.concurrency=many", "ee.tasks.worker.lease=PT1S")
                .addPackage(Mistakes.class.getPackage());
    }

    @Test
    void everyMistakeIsNamedInOneFailure() {
        Throwable failure = catchThrowable(() -> deployer.deploy("mistakes"));

        StringWriter report = new StringWriter();
        failure.printStackTrace(new PrintWriter(report));
        assertThat(report.toString())
                .contains("EETASK0260: the deployment has")
                .contains("EETASK0200: ee.tasks.worker.concurrency must be a whole number from 1 to 1,000, was 'many'")
                .contains(
                        "EETASK0203: ee.tasks.worker.lease must be at least PT30S (3 x ee.tasks.worker.heartbeat), was PT1S")
                .contains("takesAnEntity")
                .contains("pass its id")
                .contains("takesAStream")
                .contains("EETASK0266: task method ee.tasks.it.mistakes.Mistakes.overloaded is overloaded")
                .contains("EETASK0267: task method ee.tasks.it.mistakes.Mistakes.returnsAFuture returns a Future")
                .contains("EETASK0270: the priority of task 'ee.tasks.it.mistakes.Mistakes.tooImportant'")
                .contains("EETASK0273: task 'ee.tasks.it.mistakes.Mistakes.goesNowhere' names backend 'nowhere'")
                .contains("EETASK0269: ee.tasks.it.mistakes.Mistakes.isNoTask carries @Attempts but not @Task")
                .contains("EETASK0294: task 'ee.tasks.it.mistakes.Sessions.inItsOwn' is atomic, but"
                        + " @TransactionAttribute(REQUIRES_NEW) keeps it out of")
                .contains("EETASK0294: task 'ee.tasks.it.mistakes.Sessions.outside' is atomic, but"
                        + " @TransactionAttribute(NOT_SUPPORTED) keeps it out of")
                .contains("EETASK0294: task 'ee.tasks.it.mistakes.SelfManaged.alone' is atomic, but"
                        + " @TransactionManagement(BEAN) keeps it out of")
                .doesNotContain("Sessions.fine")
                .contains(
                        "EETASK0279: task method ee.tasks.it.mistakes.Cart.checkout belongs to a stateful session bean,"
                                + " which lives for one client only; move it to a stateless or singleton session bean")
                .contains("EETASK0261: task name 'twice' is used by")
                .contains("EETASK0282: ee.tasks.it.mistakes.Mistakes.unknown refers to task 'no-such-task'");
    }
}
