package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of a running task that is asked to stop. */
class CancelRunningTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @ApplicationScoped
    static class Work {

        final Semaphore entered = new Semaphore(0);
        final CountDownLatch gate = new CountDownLatch(1);
        final CompletableFuture<Void> promise = new CompletableFuture<>();

        @Inject
        TaskContext context;

        @Task
        public String neverAsks() throws InterruptedException {
            enter();
            return "done";
        }

        @Task
        @Attempts(max = 2, delay = "PT0S")
        public void failsOtherwise() throws InterruptedException {
            enter();
            throw new IllegalStateException("broken");
        }

        @Task
        public void failsForGood() throws InterruptedException {
            enter();
            throw new IllegalStateException("broken");
        }

        @Task
        public CompletionStage<Void> asksInItsStage() {
            TaskContext own = context.current();
            entered.release();
            return promise.thenRunAsync(own::throwIfCancelled);
        }

        @Task
        public void asks(int number) throws InterruptedException {
            enter();
            context.throwIfCancelled();
        }

        private void enter() throws InterruptedException {
            entered.release();
            gate.await();
        }

        Semaphore entered() {
            return entered;
        }

        void open() {
            gate.countDown();
            promise.complete(null);
        }
    }

    @Singleton
    static class Observers {
        final List<String> seen = new CopyOnWriteArrayList<>();

        void retrying(@Observes TaskRetrying event) {
            seen.add("retrying");
        }

        void finished(@Observes TaskFinished event) {
            seen.add("finished " + event.result().status());
        }
    }

    @AutoClose
    final TaskContainer app = TaskContainer.application("memory", Work.class, Observers.class)
            .with("ee.tasks.worker.poll-interval", "PT0.05S")
            .with("ee.tasks.worker.concurrency", "2")
            .start();

    private final Work work = app.get(Work.class);

    @AfterEach
    void open() {
        work.open();
    }

    private <R> TaskResult<R> cancelled(TaskInvocation<R> invocation) throws InterruptedException {
        TaskResult<R> running = app.tasks().enqueue(invocation);
        work.entered().acquire();
        assertThat(running.cancel()).isTrue();
        work.open();
        return running.await(LONG);
    }

    private void isTold(String... events) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(app.get(Observers.class).seen).containsExactly(events));
    }

    @Test
    void whoNeverAsksFinishesAsEver() throws InterruptedException {
        assertThat(cancelled(TaskInvocation.of(Work::neverAsks)).returnValue()).isEqualTo("done");
        isTold("finished SUCCESSFUL");
    }

    @Test
    void whoFailsOtherwiseIsNotAttemptedAgain() throws InterruptedException {
        TaskResult<Void> ended = cancelled(TaskInvocation.of(Work::failsOtherwise));
        assertThat(ended.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(ended.attempts()).isEqualTo(1);
        assertThat(ended.errors()).hasSize(1);
        isTold("finished CANCELLED");
    }

    @Test
    void whoFailsOnItsLastAttemptHasFailed() throws InterruptedException {
        assertThat(cancelled(TaskInvocation.of(Work::failsForGood)).status()).isEqualTo(TaskStatus.FAILED);
        isTold("finished FAILED");
    }

    @Test
    void aStageMayLetItselfBeCancelled() throws InterruptedException {
        assertThat(cancelled(TaskInvocation.of(Work::asksInItsStage)).status()).isEqualTo(TaskStatus.CANCELLED);
        isTold("finished CANCELLED");
    }

    @Test
    void aFlowIsCancelledWithThoseThatRun() throws InterruptedException {
        TaskFlow flow = app.tasks()
                .enqueueAll(IntStream.range(0, 10).mapToObj(number -> TaskInvocation.of(Work::asks, number)));
        work.entered().acquire(2);
        assertThat(flow.cancel()).isEqualTo(10);
        work.open();
        await().atMost(LONG).until(() -> flow.progress().done() == 10);
    }
}
