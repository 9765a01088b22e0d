package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.it.app.Ledger;
import ee.tasks.it.app.Newsletter;
import ee.tasks.it.app.Pages;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same classes on other backends: a line of configuration is all that differs. */
@ExtendWith(ArquillianExtension.class)
class BackendSwitchIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject
    TaskQueue tasks;

    @Inject
    Pages pages;

    @Inject
    Ledger ledger;

    @Deployment(name = "unconfigured")
    static WebArchive unconfigured() {
        return Archives.application("unconfigured");
    }

    @Deployment(name = "memory")
    static WebArchive memory() {
        return Archives.application("memory", "ee.tasks.backend=memory");
    }

    @Deployment(name = "dummy")
    static WebArchive dummy() {
        return Archives.application("dummy", "ee.tasks.backend=dummy");
    }

    @Test
    @OperateOnDeployment("unconfigured")
    void immediateRunsAfterTheCommitAndSeesWhatWasCommitted() {
        List<String> ids = pages.publish(301, 3);

        assertThat(ids).hasSize(3);
        assertThat(ledger.texts()).contains("page 301 to 0", "page 301 to 1", "page 301 to 2");
        assertThatThrownBy(() -> tasks.result(ids.get(0))).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    @OperateOnDeployment("unconfigured")
    void immediateRunsNothingAfterARollback() {
        assertThatThrownBy(() -> pages.publishAndFail(302, 3)).hasMessageContaining("rolled back");

        assertThat(ledger.count("page 302 ")).isZero();
    }

    @Test
    @OperateOnDeployment("unconfigured")
    void immediateWithoutATransactionRunsBeforeEnqueueReturns() {
        TaskResult<String> result = tasks.enqueue(Newsletter::greet, "Ada");

        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(result.returnValue()).startsWith("Hello Ada");
    }

    @Test
    @OperateOnDeployment("memory")
    void memoryRunsOnTheServersThreadsAfterTheCommit() {
        List<String> ids = pages.publish(303, 3);

        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(tasks.result(id).await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL));
        assertThat(ledger.count("page 303 ")).isEqualTo(3);
        assertThat(tasks.enqueue(Newsletter::greet, "Ada").await(GENEROUS).returnValue())
                .contains(System.getProperty("tests.executor-threads"));
    }

    @Test
    @OperateOnDeployment("dummy")
    void dummyOnlyRecords() {
        List<String> ids = pages.publish(304, 3);

        assertThat(ids).allSatisfy(id -> assertThat(tasks.result(id).status()).isEqualTo(TaskStatus.READY));
        assertThat(ledger.count("page 304 ")).isZero();
    }
}
