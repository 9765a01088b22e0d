package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskError;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskProgress;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.TaskStatus;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The worker over the store in memory, all of it through the public API. */
class MemoryBackendTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @ApplicationScoped
    static class Work {

        final Set<Integer> seen = ConcurrentHashMap.newKeySet();
        final CompletableFuture<String> promise = new CompletableFuture<>();
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile CountDownLatch entered = new CountDownLatch(1);

        @Inject
        TaskContext context;

        @Task
        public int see(int number) {
            return seen.add(number) ? number : -1;
        }

        @Task
        public String hold() throws InterruptedException {
            entered.countDown();
            gate.await();
            context.throwIfCancelled();
            return "held";
        }

        @Task
        @Attempts(max = 3, delay = "PT0S")
        public String third() {
            if (!context.isLastAttempt()) {
                throw new IllegalStateException("attempt " + context.attempt());
            }
            return "attempt " + context.attempt();
        }

        @Task
        @Attempts(max = 2, delay = "PT0S", notOn = IllegalArgumentException.class)
        public void fail(boolean argument) {
            throw argument ? new IllegalArgumentException("wrong") : new IllegalStateException("down");
        }

        @Task
        public void count() {
            context.progress(1, 10);
        }

        @Task
        public void report() {
            context.progress(1, 2, "half");
            context.metadata("file", "a.txt");
            context.metadata("page", "7");
            context.metadata("page", null);
        }

        @Task
        public CompletionStage<String> promised() {
            return promise;
        }

        void open(CountDownLatch newGate) {
            gate = newGate;
            entered = new CountDownLatch(1);
        }

        CountDownLatch entered() {
            return entered;
        }

        Set<Integer> seen() {
            return seen;
        }

        CompletableFuture<String> promise() {
            return promise;
        }
    }

    @Singleton
    static class Observers {
        final List<String> seen = new CopyOnWriteArrayList<>();

        void retrying(@Observes TaskRetrying event) {
            seen.add("retrying after " + event.result().errors().get(0).message());
        }

        void finished(@Observes TaskFinished event) {
            seen.add("finished " + event.result().status());
        }
    }

    @AutoClose
    final TaskContainer app = TaskContainer.application("memory", Work.class, Observers.class, Mailer.class)
            .with("ee.tasks.worker.poll-interval", "PT0.05S")
            .start();

    final TaskQueue tasks = app.tasks();
    final Work work = app.get(Work.class);
    final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void closeTheGate() {
        work.open(gate);
    }

    @AfterEach
    void openTheGate() {
        gate.countDown();
    }

    @Test
    void aRetriedTaskHasAllItsAttemptsBeforeItAgain() {
        TaskResult<?> failed = tasks.enqueue(Work::fail, false).await(LONG);
        assertThat(failed.attempts()).isEqualTo(2);

        assertThat(failed.retry()).isTrue();

        TaskResult<?> again = failed.refresh().await(LONG);
        assertThat(again.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(again.attempts()).isEqualTo(4);
        assertThat(again.errors()).hasSize(4);
    }

    @Test
    void aTaskThatSucceededIsNotRetried() {
        TaskResult<?> third = tasks.enqueue(Work::third).await(LONG);

        assertThat(third.retry()).isFalse();
        assertThat(third.refresh().attempts()).isEqualTo(3);
    }

    @Test
    void aTaskRunsOnAWorkerAndItsResultIsRead() {
        TaskResult<Integer> enqueued = tasks.enqueue(Work::see, 1);
        TaskResult<Integer> result = enqueued.await(LONG);

        assertThat(enqueued.status()).isEqualTo(TaskStatus.READY);
        assertThat(result.returnValue()).isEqualTo(1);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.workerIds()).hasSize(1);
        assertThat(result.startedAt().orElseThrow()).isAfterOrEqualTo(result.enqueuedAt());
        assertThat(result.finishedAt().orElseThrow())
                .isAfterOrEqualTo(result.startedAt().orElseThrow());
        assertThat(tasks.result(result.id(), Integer.class).returnValue()).isEqualTo(1);
        assertThat(result.cancel()).isFalse();
    }

    @Test
    void aFailedAttemptIsKeptAndMadeAgainUntilTheLast() {
        TaskResult<String> result = tasks.enqueue(Work::third).await(LONG);

        assertThat(result.returnValue()).isEqualTo("attempt 3");
        assertThat(result.errors()).extracting(TaskError::message).containsExactly("attempt 1", "attempt 2");
        assertThat(result.errors()).extracting(TaskError::attempt).containsExactly(1, 2);
        assertThat(result.workerIds()).hasSize(3);
    }

    @Test
    void aFailureIsFinalAfterTheLastAttemptOrWhenItIsNotToBeMadeAgain() {
        TaskResult<Void> down = tasks.enqueue(Work::fail, false).await(LONG);
        TaskResult<Void> wrong = tasks.enqueue(Work::fail, true).await(LONG);

        assertThat(down.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(down.errors()).hasSize(2);
        assertThat(wrong.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(wrong.errors()).hasSize(1);
    }

    @Test
    @Tag("B248")
    void everyStepIsLoggedInOrder() {
        try (LogLines log = LogLines.of("ee.tasks.run")) {
            TaskResult<Void> result = tasks.enqueue(Work::fail, false).await(LONG);

            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(log.texts()).hasSize(5).allMatch(line -> line.contains(result.id())));
            assertThat(log.texts().stream()
                            .map(line -> line.substring(12, 16))
                            .filter(line -> !line.equals("enqu"))) // said by another thread, when it comes to it
                    .hasSize(4)
                    // The next attempt waits for nothing, not even for the word that it comes.
                    .containsSubsequence("RUNN", "READ", "FAIL")
                    .containsSubsequence("RUNN", "RUNN", "FAIL");
            await().atMost(LONG).untilAsserted(() -> assertThat(app.get(Observers.class).seen)
                    .containsExactly("retrying after down", "finished FAILED"));
        }
    }

    @Test
    void deferredWorkWaits() {
        TaskResult<Integer> later = tasks.runAfter(Duration.ofHours(1)).enqueue(Work::see, 1);
        TaskResult<Integer> now = tasks.enqueue(Work::see, 2).await(LONG);

        assertThat(now.returnValue()).isEqualTo(2);
        assertThat(later.refresh().status()).isEqualTo(TaskStatus.READY);
        assertThat(later.await(Duration.ZERO).isFinished()).isFalse();
        assertThat(later.cancel()).isTrue();
        assertThat(later.refresh().status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(work.seen()).containsExactly(2);
    }

    @Test
    void aRunningTaskThatLetsItselfBeCancelledEndsCancelled() throws InterruptedException {
        TaskResult<String> held = tasks.enqueue(Work::hold);
        assertThat(work.entered().await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(held.cancel()).isTrue();
        gate.countDown();

        assertThat(held.await(LONG).status()).isEqualTo(TaskStatus.CANCELLED);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(app.get(Observers.class).seen).containsExactly("finished CANCELLED"));
    }

    @Test
    void aUniqueKeyBelongsToItsTaskWhileThatIsUnfinished() {
        TaskResult<String> first = tasks.unique("once").enqueue(Work::hold);
        TaskResult<String> second = tasks.unique("once").enqueue(Work::hold);
        TaskResult<Integer> otherTask = tasks.unique("once").enqueue(Work::see, 1);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(otherTask.id()).isNotEqualTo(first.id());
        gate.countDown();
        assertThat(first.await(LONG).isFinished()).isTrue();
        assertThat(tasks.unique("once").enqueue(Work::hold).id()).isNotEqualTo(first.id());
    }

    @Test
    void aFlowRunsEachOfItsInvocationsOnceAndCountsThem() {
        TaskFlow flow = tasks.enqueueAll(IntStream.range(0, 500).mapToObj(i -> TaskInvocation.of(Work::see, i)));
        TaskResult<Integer> after =
                tasks.dependsOn(flow).enqueue(Work::see, 1000).await(LONG);

        assertThat(after.returnValue()).isEqualTo(1000);
        assertThat(flow.size()).isEqualTo(500);
        assertThat(flow.progress()).isEqualTo(new TaskProgress(500, 500, null));
        assertThat(work.seen())
                .containsAll(IntStream.range(0, 500).boxed().collect(Collectors.toSet()))
                .hasSize(501);
        assertThat(flow.cancel()).isZero();
    }

    @Test
    void whatDependsOnAnotherWaitsForIt() {
        TaskResult<String> held = tasks.enqueue(Work::hold);
        TaskResult<Integer> follower = tasks.dependsOn(held).enqueue(Work::see, 1);

        assertThat(follower.status()).isEqualTo(TaskStatus.WAITING);
        gate.countDown();
        assertThat(follower.await(LONG).returnValue()).isEqualTo(1);
        assertThat(held.refresh().status()).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    void whatDependsOnAFailureIsCancelledUnlessItIsToRunEvenThen() {
        TaskResult<Void> failing = tasks.enqueue(Work::fail, true);
        TaskResult<Integer> follower = tasks.dependsOn(failing).enqueue(Work::see, 1);
        TaskResult<Integer> anyway = tasks.dependsOn(failing).evenIfFailed().enqueue(Work::see, 2);

        assertThat(follower.await(LONG).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(anyway.await(LONG).returnValue()).isEqualTo(2);
    }

    @Test
    void progressNeedsNoWords() {
        TaskResult<Void> result = tasks.enqueue(Work::count).await(LONG);

        assertThat(result.progress()).contains(new TaskProgress(1, 10, null));
    }

    @Test
    void progressAndMetadataAreReadFromTheResult() {
        TaskResult<Void> result = tasks.enqueue(Work::report).await(LONG);

        assertThat(result.progress()).contains(new TaskProgress(1, 2, "half"));
        assertThat(result.metadata()).containsOnlyKeys("file").containsEntry("file", "a.txt");
    }

    @Test
    void aStageEndsItsTaskWhenItEnds() {
        TaskResult<String> promised = tasks.enqueue(Work::promised);
        assertThat(tasks.enqueue(Work::see, 1).await(LONG).isFinished()).isTrue();

        work.promise().complete("kept");

        assertThat(promised.await(LONG).returnValue()).isEqualTo("kept");
    }

    @Test
    void awaitReturnsTheNewestSnapshotWhenTheTimeIsUp() {
        TaskResult<String> held = tasks.enqueue(Work::hold);

        TaskResult<String> newest = held.await(Duration.ofMillis(1));

        assertThat(newest.isFinished()).isFalse();
        assertThat(newest.id()).isEqualTo(held.id());
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThatThrownBy(() -> tasks.result("no id")).isInstanceOf(TaskResultNotFoundException.class);
    }
}
