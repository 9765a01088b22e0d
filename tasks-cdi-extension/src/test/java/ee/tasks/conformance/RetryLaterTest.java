package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ee.tasks.Attempts;
import ee.tasks.RetryLater;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.event.TaskRetrying;
import ee.tasks.spi.TaskRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tasks that decide themselves when to be attempted again, and what configuration says of attempts. */
class RetryLaterTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    static final class Closing extends RetryLater {
        private static final long serialVersionUID = 1L;

        Closing(Throwable cause) {
            super(Duration.ofHours(3), cause);
        }
    }

    @ApplicationScoped
    static class Work {

        final CountDownLatch entered = new CountDownLatch(1);

        @Inject
        TaskContext context;

        @Task("third")
        @Attempts(max = 3, delay = "PT1H", on = IllegalStateException.class, notOn = RetryLater.class)
        public String third() {
            if (context.isLastAttempt()) {
                return "attempt " + context.attempt();
            }
            throw context.retry(Duration.ZERO);
        }

        @Task("closed")
        @Attempts(max = 2, jitter = 1)
        public void closed() {
            throw new RetryLater(Duration.ofHours(3), "closed until nine");
        }

        @Task("once")
        public void once() {
            throw new RetryLater(Duration.ofMinutes(5), new IllegalStateException("down"));
        }

        @Task("promised")
        @Attempts(max = 2, on = RetryLater.class)
        public CompletionStage<Integer> promised() {
            int attempt = context.attempt();
            return CompletableFuture.supplyAsync(() -> attempt).thenApply(number -> {
                if (number == 1) {
                    throw new RetryLater(Duration.ZERO);
                }
                return number;
            });
        }

        @Task(value = "slow", timeout = "PT0.05S")
        @Attempts(max = 100, delay = "PT0S", on = TimeoutException.class)
        public int slow() throws InterruptedException {
            if (context.attempt() == 1) {
                new CountDownLatch(1).await();
            }
            return context.attempt();
        }

        @Task("interrupted")
        @Attempts(max = 2)
        public void interrupted(boolean laterIfSo) {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw laterIfSo ? new Closing(e) : new IllegalStateException(e);
            }
        }

        @Task("configured")
        public void configured(boolean argument) {
            throw argument ? new IllegalArgumentException("argument") : new IllegalStateException("state");
        }

        @Task("limited")
        public void limited() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        void awaitEntered() throws InterruptedException {
            assertThat(entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        @Task("invalid")
        public void invalid(long seconds) {
            throw context.retry(Duration.ofSeconds(seconds));
        }
    }

    @Singleton
    static class Observers {
        final List<TaskResult<?>> retrying = new CopyOnWriteArrayList<>();

        void retrying(@Observes TaskRetrying event) {
            retrying.add(event.result());
        }
    }

    @AutoClose
    static final TaskContainer app = TaskContainer.application("memory", Work.class, Observers.class)
            .with("ee.tasks.worker.poll-interval", "PT0.05S")
            .with("ee.tasks.task.configured.max-attempts", "2")
            .with("ee.tasks.task.configured.delay", "PT0S")
            .with("ee.tasks.task.configured.on", "java.lang.RuntimeException, java.lang.Error")
            .with("ee.tasks.task.configured.not-on", "java.lang.IllegalArgumentException")
            .with("ee.tasks.task.limited.timeout", "PT0.05S")
            .start();

    @Test
    void isAttemptedAgainWhateverItsAttemptsAreMadeOn() {
        TaskResult<String> ended = app.tasks().enqueue(Work::third).await(LONG);

        assertThat(ended.returnValue()).isEqualTo("attempt 3");
        assertThat(ended.errors())
                .extracting(TaskError::exceptionClass, TaskError::message)
                .containsOnly(tuple("ee.tasks.RetryLater", "EETASK0024: the task asks for another attempt in PT0S"))
                .hasSize(2);
    }

    @Test
    void waitsAsLongAsItAskedForAndSaysUntilWhen() {
        TaskResult<Void> result = app.tasks().enqueue(Work::closed);

        await().atMost(LONG)
                .until(() ->
                        result.refresh().attempts() == 1 && result.refresh().status() == TaskStatus.READY);

        TaskResult<Void> now = result.refresh();
        Instant earliest = now.lastAttemptedAt().orElseThrow().plus(Duration.ofHours(3));
        assertThat(now.runAfter().orElseThrow()).isBetween(earliest, earliest.plusSeconds(60));
        assertThat(now.errors().get(0).message()).isEqualTo("closed until nine");
        await().atMost(LONG).untilAsserted(() -> assertThat(app.get(Observers.class).retrying)
                .anyMatch(
                        told -> told.id().equals(result.id()) && told.runAfter().equals(now.runAfter())));
    }

    /** Which undoes what only failed. */
    @Test
    void isNotUndoneByAStopOfTheApplication() throws InterruptedException {
        TaskRecord asked = interruptedByTheStop(true);
        assertThat(asked.attempts()).isEqualTo(1);
        assertThat(asked.errors()).extracting(TaskError::exceptionClass).containsExactly(Closing.class.getName());
        assertThat(asked.runAfter()).isAfter(asked.enqueuedAt().plus(Duration.ofHours(2)));

        TaskRecord failed = interruptedByTheStop(false);
        assertThat(failed.attempts()).isZero();
        assertThat(failed.errors()).isEmpty();
    }

    private static TaskRecord interruptedByTheStop(boolean laterIfSo) throws InterruptedException {
        TaskContainer stopping = TaskContainer.application("memory", Work.class)
                .with("ee.tasks.worker.shutdown-timeout", "PT0S")
                .start();
        StoreBackend backend = stopping.backend("default", StoreBackend.class);
        String id = stopping.tasks().enqueue(Work::interrupted, laterIfSo).id();
        stopping.get(Work.class).awaitEntered();
        stopping.close();
        TaskRecord stopped = backend.find(id).orElseThrow();
        assertThat(stopped.status()).isEqualTo(TaskStatus.READY);
        return stopped;
    }

    @Test
    void failsTheTaskOnItsLastAttemptAndSaysWhy() {
        TaskResult<Void> ended = app.tasks().enqueue(Work::once).await(LONG);

        assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
        TaskError error = ended.errors().get(0);
        assertThat(error.exceptionClass()).isEqualTo("ee.tasks.RetryLater");
        assertThat(error.message())
                .isEqualTo(
                        "EETASK0249: the task asks for another attempt in PT5M, but has made all of its 1 attempt(s); raise max of"
                                + " its @Attempts: EETASK0024: the task asks for another"
                                + " attempt in PT5M");
        assertThat(error.stackTrace()).contains("Caused by: java.lang.IllegalStateException: down");
    }

    @Test
    void aBackendThatMakesOneAttemptSaysSo() {
        try (TaskContainer immediate =
                TaskContainer.application("immediate", Work.class).start()) {
            assertThat(immediate.tasks().enqueue(Work::closed).errors())
                    .singleElement()
                    .extracting(TaskError::message)
                    .asString()
                    .startsWith(
                            "EETASK0249: the task asks for another attempt in PT3H, but has made all of its 1 attempt(s);"
                                    + " its backend makes one attempt only, so use another, such as memory or jpa: ");
        }
    }

    @Test
    void mayComeOutOfAStage() {
        assertThat(app.tasks().enqueue(Work::promised).await(LONG).returnValue())
                .isEqualTo(2);
    }

    @Test
    void aTimeoutMayBeAttemptedAgain() {
        TaskResult<Integer> ended = app.tasks().enqueue(Work::slow).await(LONG);

        // Later than the second where the machine takes longer than the limit to do nothing.
        assertThat(ended.returnValue()).isGreaterThan(1).isEqualTo(ended.attempts());
        assertThat(ended.errors()).hasSize(ended.attempts() - 1);
        assertThat(ended.errors().get(0).message()).startsWith("EETASK0417").contains("'slow', PT0.05S");
        assertThat(ended.errors().get(0).stackTrace()).contains("Work.slow");
    }

    @Test
    void configurationSetsATimeout() {
        assertThat(app.tasks()
                        .enqueue(Work::limited)
                        .await(LONG)
                        .errors()
                        .get(0)
                        .exceptionClass())
                .isEqualTo("java.util.concurrent.TimeoutException");
    }

    @Test
    void configurationSaysWhichFailuresAreAttemptedAgain() {
        assertThat(app.tasks().enqueue(Work::configured, false).await(LONG).attempts())
                .isEqualTo(2);
        assertThat(app.tasks().enqueue(Work::configured, true).await(LONG).attempts())
                .isEqualTo(1);
    }

    @Test
    void configurationNamesThrowablesOnly() {
        assertThat(TaskContainer.application("dummy", Work.class)
                        .with("ee.tasks.task.once.on", "java.lang.String,com.acme.Nowhere")
                        .refusal())
                .contains(
                        "EETASK0293: on of task 'once' names 'com.acme.Nowhere', which the class loader of the task does not"
                                + " find; write the full name of an exception class",
                        "EETASK0293: on of task 'once' names 'java.lang.String', which is not a Throwable;");
    }

    @Test
    void theDelayMustBeInRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryLater(Duration.ofSeconds(-1)))
                .withMessage("EETASK0025: the delay of a retry must be from PT0S to PT8760H, was PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryLater(Duration.ofDays(366), "later"))
                .withMessageStartingWith("EETASK0025");
        assertThat(app.tasks()
                        .enqueue(Work::invalid, -1L)
                        .await(LONG)
                        .errors()
                        .get(0)
                        .exceptionClass())
                .isEqualTo("java.lang.IllegalArgumentException");
    }

    @Test
    void onlyATaskMayAsk() {
        TaskContext context = app.get(TaskContext.class);
        assertThatIllegalStateException().isThrownBy(() -> {
            throw context.retry(Duration.ZERO);
        });
    }
}
