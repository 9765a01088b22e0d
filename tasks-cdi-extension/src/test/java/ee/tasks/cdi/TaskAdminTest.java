package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.Backend;
import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.admin.Pause;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.conformance.TaskContainer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The administration of backends as a bean. */
class TaskAdminTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @ApplicationScoped
    static class Letters {

        @Task("letter")
        public String letter() {
            return "sent";
        }
    }

    @ApplicationScoped
    static class Misspelt {

        @Inject
        @Backend("secnd")
        TaskAdmin admin;
    }

    private static TaskContainer started() {
        return TaskContainer.application("memory", Letters.class)
                .with("ee.tasks.worker.poll-interval", "PT0.02S")
                .with("ee.tasks.backends.second.type", "memory")
                .with("ee.tasks.backends.now.type", "immediate")
                .start();
    }

    @Test
    void aPausedQueueWaitsAndAnotherRuns() {
        try (TaskContainer app = started()) {
            TaskAdmin admin = app.get(TaskAdmin.class);
            admin.pauseQueue("mail");

            TaskResult<?> paused = app.tasks().onQueue("mail").enqueue(TaskInvocation.named("letter"));
            TaskResult<?> other = app.tasks().onQueue("other").enqueue(TaskInvocation.named("letter"));

            await().atMost(GENEROUS).until(() -> other.refresh().status() == TaskStatus.SUCCESSFUL);
            assertThat(paused.refresh().status()).isEqualTo(TaskStatus.READY);
            assertThat(admin.pauses()).extracting(Pause::name).containsExactly("mail");

            assertThat(admin.resumeQueue("mail")).isTrue();
            await().atMost(GENEROUS).until(() -> paused.refresh().status() == TaskStatus.SUCCESSFUL);
        }
    }

    @Test
    void whatIsResumedRunsBeforeTheNextPoll() {
        try (TaskContainer app = TaskContainer.application("memory", Letters.class)
                .with("ee.tasks.worker.poll-interval", "PT1H")
                .start()) {
            TaskAdmin admin = app.get(TaskAdmin.class);
            admin.pauseQueue("mail");
            TaskResult<?> paused = app.tasks().onQueue("mail").enqueue(TaskInvocation.named("letter"));
            TaskResult<?> other = app.tasks().onQueue("other").enqueue(TaskInvocation.named("letter"));
            await().atMost(GENEROUS).until(() -> other.refresh().status() == TaskStatus.SUCCESSFUL);

            admin.resumeQueue("mail");

            await().atMost(GENEROUS).until(() -> paused.refresh().status() == TaskStatus.SUCCESSFUL);
        }
    }

    @Test
    void eachBackendHasItsOwn() {
        try (TaskContainer app = started()) {
            app.get(TaskAdmin.class, Backend.Literal.of("second")).pauseAll();

            TaskResult<?> waiting =
                    app.get(TaskQueue.class, Backend.Literal.of("second")).enqueue(TaskInvocation.named("letter"));
            TaskResult<?> runs = app.tasks().enqueue(TaskInvocation.named("letter"));
            await().atMost(GENEROUS).until(() -> runs.refresh().status() == TaskStatus.SUCCESSFUL);
            assertThat(waiting.refresh().status()).isEqualTo(TaskStatus.READY);
            assertThat(app.get(TaskAdmin.class).pauses()).isEmpty();
        }
    }

    @Test
    void oneThatCannotPauseSaysSo() {
        try (TaskContainer app = started()) {
            TaskAdmin now = app.get(TaskAdmin.class, Backend.Literal.of("now"));

            assertThatThrownBy(now::pauseAll)
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessageContainingAll("'now'", "immediate", "cannot pause");
        }
    }

    @Test
    void aBackendThatIsNotConfiguredFailsTheDeployment() {
        assertThat(TaskContainer.application("memory", Misspelt.class).refusal())
                .contains("secnd");
    }
}
