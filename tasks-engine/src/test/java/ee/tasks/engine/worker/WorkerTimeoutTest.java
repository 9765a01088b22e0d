package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.settings;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkerTimeoutTest extends LimitedCalls {

    @Test
    void isInterruptedAtItsLimitAndFailsAlthoughItReturnsWell() {
        String id = limited();
        Worker worker = bench.start(1, heedful);
        bench.await(() -> started.get() == 1);
        bench.ticker.advance(LIMIT.minusNanos(1));
        assertThat(interrupted).isFalse();

        bench.ticker.advance(Duration.ofNanos(1));
        bench.await(() -> interrupted.get() && worker.state().running() == 0);
        bench.awaitStatus(id, TaskStatus.FAILED);
        TaskError error = bench.find(id).errors().get(0);
        assertThat(error.exceptionClass()).isEqualTo("java.util.concurrent.TimeoutException");
        assertThat(error.message())
                .isEqualTo(
                        "EETASK0417: the attempt took longer than the timeout of task 'known', PT30S; the stack trace"
                                + " shows where it was then");
        assertThat(interrupted).isTrue();
        assertThat(worker.state().abandoned()).isZero();
    }

    @Test
    void theStackTraceShowsWhereItWas() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        limited();
        Worker worker = bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                untilInterrupted();
                return succeeded();
            }

            @Override
            public Outcome failed(TaskRecord task, TaskControl given, Throwable failure) {
                seen.set(failure);
                return super.failed(task, given, failure);
            }
        });
        WorkerTest.awaitLatch(untilInterrupted);
        passTheLimit(1);
        bench.await(() -> seen.get() != null);
        assertThat(seen.get().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("untilInterrupted"));
    }

    @Test
    void mayBeAttemptedAgain() {
        String id = limited();
        bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                if (started.get() == 1) {
                    untilInterrupted();
                }
                return succeeded();
            }

            @Override
            public Outcome failed(TaskRecord task, TaskControl given, Throwable failure) {
                return new Outcome.Retrying(error(task, failure), Duration.ofSeconds(1));
            }
        });
        passTheLimit(1);
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(started).hasValue(2);
        assertThat(bench.find(id).attempts()).isEqualTo(2);
    }

    @Test
    void theInterruptReachesNoTaskAfterIt() {
        String id = limited();
        String next = bench.enqueue("known", 0);
        AtomicBoolean nextInterrupted = new AtomicBoolean();
        Worker worker = bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                if (task.priority() == 1) {
                    untilInterrupted();
                    Thread.currentThread().interrupt();
                } else {
                    nextInterrupted.set(Thread.interrupted());
                }
                return succeeded();
            }
        });
        passTheLimit(1);
        bench.awaitStatus(id, TaskStatus.FAILED);
        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        assertThat(nextInterrupted).isFalse();
    }

    @Test
    void theFirstLimitIsSeenThoughLaterOnesWereThereBefore() {
        String late = limited();
        Worker worker = bench.start(2, new Limited() {
            @Override
            public Optional<Duration> timeout(TaskRecord task) {
                return Optional.of(task.priority() == 1 ? LIMIT : Duration.ofSeconds(2));
            }

            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                untilInterrupted();
                return succeeded();
            }
        });
        bench.await(() -> started.get() == 1);
        String early = bench.enqueue("known", 0);
        worker.wake();
        bench.await(() -> started.get() == 2);
        bench.ticker.advance(Duration.ofSeconds(2));
        bench.awaitStatus(early, TaskStatus.FAILED);
        assertThat(bench.find(late).status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void whatSomebodyCancelledMeanwhileIsNotAttemptedAgain() {
        String id = limited();
        Worker worker = bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                untilEnded();
                return succeeded();
            }

            @Override
            public Outcome failed(TaskRecord task, TaskControl given, Throwable failure) {
                return new Outcome.Retrying(error(task, failure), Duration.ZERO);
            }
        });
        passTheLimit(1);
        bench.await(interrupted::get);
        bench.memory.cancel(id);
        abandon(worker, 1);
        bench.awaitStatus(id, TaskStatus.CANCELLED);
        heedless.countDown();
        bench.await(() -> worker.state().abandoned() == 0);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(started).hasValue(1);
    }

    @Test
    void whoIsTooLateWritesNoEndInATransactionOfItsOwn() {
        bench.probe.instead("joinsTransaction", given -> true);
        AtomicReference<TaskControl.Joined> joined = new AtomicReference<>();
        String id = limited();
        bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                untilInterrupted();
                joined.set(control.get().joinTransaction(new Outcome.Succeeded("1")));
                return CompletableFuture.completedFuture(new Outcome.Cancelled());
            }
        });
        passTheLimit(1);
        bench.await(() -> joined.get() != null);
        bench.awaitStatus(id, TaskStatus.FAILED);
        assertThat(joined).hasValue(TaskControl.Joined.CLAIM_LOST);
    }

    @Test
    void aStageThatIsReturnedTooLateIsGivenUpAndAStageOnItsWayIsNotWatched() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        CompletableFuture<Outcome> inTime = new CompletableFuture<>();
        String tooLate = limited();
        Worker worker = bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                if (task.id().equals(tooLate)) {
                    untilInterrupted();
                    return late;
                }
                return inTime;
            }
        });
        passTheLimit(1);
        bench.await(late::isCompletedExceptionally);
        bench.awaitStatus(tooLate, TaskStatus.FAILED);
        String onItsWay = limited();
        bench.awaitInTime(() -> inTime.getNumberOfDependents() > 0);
        bench.ticker.advance(LIMIT.plus(GRACE));
        inTime.complete(new Outcome.Succeeded("1"));
        bench.awaitStatus(onItsWay, TaskStatus.SUCCESSFUL);
    }

    @Test
    void aLimitThatIsReachedDuringAStopFailsTheAttempt() {
        String id = limited();
        Worker worker = bench.start(
                new WorkerSettings(
                        "default",
                        "n",
                        1,
                        settings(1).queues(),
                        settings(1).tasks(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        3,
                        Duration.ofMillis(5),
                        LIMIT.multipliedBy(2),
                        settings(1).housekeeping(),
                        null,
                        TaskGates.NONE,
                        null),
                heedful,
                bench.executor,
                bench.ticker);
        bench.await(() -> worker.state().running() == 1);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::stop);
        bench.awaitInTime(stop::isDone);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
    }
}
