package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskStarted;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.LogLines;
import ee.tasks.tck.TaskRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TaskEventsTest {

    @ApplicationScoped
    static class Tasks {
        @Task(value = "quiet", formerNames = "silent")
        public String quiet() {
            return "done";
        }

        @Task("loud")
        public void loud() {
            throw new IllegalStateException("bang");
        }

        @Task("watched")
        public void watched(String secret) {}
    }

    @Singleton
    static class Observers {
        final List<String> seen = new CopyOnWriteArrayList<>();
        final List<String> later = new CopyOnWriteArrayList<>();

        void enqueued(@Observes TaskEnqueued event) {
            seen.add("enqueued " + event.result().task() + " " + event.result().status());
        }

        void started(@Observes TaskStarted event) {
            seen.add("started " + event.result().task() + " " + event.result().status());
        }

        void finished(@Observes TaskFinished event) {
            seen.add("finished " + event.result().task() + " " + event.result().status());
        }

        void finishedQuiet(@Observes @OfTask("quiet") TaskFinished event) {
            seen.add("quiet returned " + event.result().returnValue());
        }

        void finishedLater(@ObservesAsync @OfTask("loud") TaskFinished event) {
            later.add(event.result().errors().get(0).message());
        }
    }

    @Singleton
    static class Troublemaker {
        void enqueued(@Observes @OfTask("watched") TaskEnqueued event) {
            throw new IllegalStateException("no");
        }

        void started(@Observes @OfTask("watched") TaskStarted event) {
            throw new AssertionError("no");
        }

        void finished(@Observes @OfTask("watched") TaskFinished event) {
            throw new IllegalStateException("no");
        }

        void finishedLater(@ObservesAsync @OfTask("watched") TaskFinished event) {
            throw new IllegalStateException("no, later");
        }
    }

    @AutoClose
    final TaskContainer app = TaskContainer.application("immediate", Tasks.class, Observers.class, Troublemaker.class)
            .start();

    final TaskQueue tasks = app.tasks();
    final Observers observers = app.get(Observers.class);

    @Test
    void eachStepIsAnEventAndQualifiedObserversHearTheirTaskOnly() {
        tasks.enqueue(Tasks::quiet);
        tasks.enqueue(Tasks::loud);

        assertThat(observers.seen)
                .containsExactlyInAnyOrder(
                        "enqueued quiet READY",
                        "started quiet RUNNING",
                        "finished quiet SUCCESSFUL",
                        "quiet returned done",
                        "enqueued loud READY",
                        "started loud RUNNING",
                        "finished loud FAILED");
    }

    @Test
    void whatWasStoredUnderAFormerNameIsToldToTheObserversOfTheNewOne() {
        app.backend("default", TaskBackend.class).enqueue(stored("silent"));

        assertThat(observers.seen).contains("quiet returned done");
    }

    @Test
    void asynchronousObserversHearItToo() {
        tasks.enqueue(Tasks::loud);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(observers.later).containsExactly("bang"));
    }

    @Test
    void whatObserversThrowIsLoggedAndChangesNothing() {
        try (LogLines log = LogLines.of("ee.tasks.run")) {
            TaskResult<Void> result = tasks.enqueue(Tasks::watched, "secret");

            assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(log.texts())
                    .contains(
                            "EETASK0240: an observer of TaskEnqueued failed for task 'watched'; the task is not affected",
                            "EETASK0240: an observer of TaskStarted failed for task 'watched'; the task is not affected",
                            "EETASK0240: an observer of TaskFinished failed for task 'watched'; the task is not affected");
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(log.records())
                    .anyMatch(line -> line.getThrown() != null
                            && line.getMessage().contains("EETASK0240")
                            && causes(line.getThrown()).contains("no, later")));
        }
    }

    private static TaskRequest stored(String task) {
        return TaskRequests.of(task).id("id").build();
    }

    private static String causes(Throwable thrown) {
        return thrown == null ? "" : thrown + " " + causes(thrown.getCause());
    }
}
