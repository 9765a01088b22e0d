package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.it.app.Newsletter;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pauses in a server. */
@ExtendWith(ArquillianExtension.class)
class PauseIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final String queue = "paused-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    TaskQueue tasks;

    @Inject
    TaskAdmin admin;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Deployment
    static WebArchive war() {
        return Archives.application("pauses", "ee.tasks.backend=jpa");
    }

    private TaskResult<?> greetIn(String name) {
        return tasks.onQueue(name).enqueue(Newsletter::greet, name);
    }

    private static TaskStatus ended(TaskResult<?> result) {
        return result.await(GENEROUS).status();
    }

    @Test
    void aPausedQueueWaitsWhileAnotherRuns() {
        admin.pauseQueue(queue);
        TaskResult<?> waiting = greetIn(queue);

        assertThat(ended(greetIn("beside"))).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ended(greetIn("beside"))).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(waiting.refresh().status()).isEqualTo(TaskStatus.READY);
        assertThat(admin.pauses())
                .filteredOn(pause -> pause.kind() == PauseKind.QUEUE)
                .extracting(Pause::name)
                .containsExactly(queue);

        assertThat(admin.resumeQueue(queue)).isTrue();
        assertThat(ended(waiting)).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    void aPauseIsRolledBackWithTheTransaction() throws Exception {
        transaction.begin();
        admin.pauseQueue(queue);
        transaction.rollback();

        assertThat(admin.resumeQueue(queue)).isFalse();
        assertThat(ended(greetIn(queue))).isEqualTo(TaskStatus.SUCCESSFUL);
    }
}
