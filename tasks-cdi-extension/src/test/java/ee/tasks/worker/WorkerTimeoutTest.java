package ee.tasks.worker;

import static ee.tasks.worker.WorkerBench.settings;
import static ee.tasks.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTimeoutTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofNanos(Timeouts.GRACE);

    private final WorkerBench bench = new WorkerBench();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicReference<TaskControl> control = new AtomicReference<>();
    private final AtomicInteger began = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final CountDownLatch heedless = new CountDownLatch(1);

    /** Tasks of priority 1 have the limit, and are not attempted again. */
    private abstract class Limited implements TaskRunner {

        abstract CompletionStage<Outcome> call(TaskRecord task);

        @Override
        public CompletionStage<Outcome> run(TaskRecord task, TaskControl given) {
            control.set(given);
            began.incrementAndGet();
            return call(task);
        }

        @Override
        public Optional<Duration> timeout(TaskRecord task) {
            return task.priority() == 1 ? Optional.of(LIMIT) : Optional.empty();
        }

        @Override
        public Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
            return new Outcome.Failed(error(task, failure));
        }
    }

    private static TaskError error(TaskRecord task, Throwable failure) {
        return new TaskError(
                failure.getClass().getName(),
                failure.getMessage(),
                failure.getStackTrace()[0].toString(),
                task.attempts(),
                "n",
                Instant.EPOCH);
    }

    /** Returns as soon as it is interrupted. */
    private final TaskRunner heedful = new Limited() {
        @Override
        CompletionStage<Outcome> call(TaskRecord task) {
            if (task.priority() == 1) {
                untilInterrupted();
            }
            return succeeded();
        }
    };

    /** Goes on until the test ends it. */
    private final TaskRunner ignoring = new Limited() {
        @Override
        CompletionStage<Outcome> call(TaskRecord task) {
            if (task.priority() == 1) {
                untilEnded();
                returned.incrementAndGet();
            }
            return succeeded();
        }
    };

    private void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.set(true);
        }
    }

    private void untilEnded() {
        while (heedless.getCount() > 0) {
            try {
                heedless.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        }
    }

    @AfterEach
    void stop() {
        heedless.countDown();
        bench.close();
    }

    private String limited() {
        return bench.enqueue("known", 1);
    }

    private void passTheLimit(int calls) {
        bench.awaitBeat(() -> began.get() == calls);
        bench.ticker.advance(LIMIT);
    }

    /** The limit passes, then the time to stop. */
    private void abandon(Worker worker, int abandoned) {
        bench.awaitBeat(() -> worker.state().abandoned() == abandoned);
    }

    @Test
    void isInterruptedAtItsLimitAndFailsAlthoughItReturnsWell() {
        String id = limited();
        Worker worker = bench.start(1, heedful);
        bench.await(() -> began.get() == 1);
        bench.ticker.advance(LIMIT.minusNanos(1));
        assertThat(interrupted).isFalse();

        bench.ticker.advance(Duration.ofNanos(1));

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
                if (began.get() == 1) {
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
        assertThat(began).hasValue(2);
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
        bench.await(() -> began.get() == 1);
        String early = bench.enqueue("known", 0);
        worker.wake();
        bench.await(() -> began.get() == 2);
        bench.ticker.advance(Duration.ofSeconds(2));
        bench.awaitStatus(early, TaskStatus.FAILED);
        assertThat(bench.find(late).status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void whoIgnoresItIsAbandonedAndItsSlotIsFree() {
        String id = limited();
        Worker worker = bench.start(1, ignoring);
        passTheLimit(1);
        bench.await(interrupted::get);
        assertThat(control.get().isStopping()).isTrue();
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.RUNNING);

        bench.ticker.advance(GRACE);

        bench.awaitStatus(id, TaskStatus.FAILED);
        assertThat(worker.state().abandoned()).isEqualTo(1);
        assertThat(worker.state().running()).isZero();
        String next = bench.enqueue("known", 0);
        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        assertThat(returned).hasValue(0);
    }

    @Test
    void whatAnAbandonedCallComesToIsDropped() {
        String id = limited();
        Worker worker = bench.start(1, ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.awaitStatus(id, TaskStatus.FAILED);

        heedless.countDown();

        bench.await(() -> worker.state().abandoned() == 0);
        String next = bench.enqueue("known", 0);
        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(bench.find(id).errors()).hasSize(1);
        assertThat(worker.state().ended()).isEqualTo(2);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void anAbandonedCallWritesNothingAndIsToldToStop() {
        String id = limited();
        Worker worker = bench.start(1, ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.awaitStatus(id, TaskStatus.FAILED);

        control.get().progress(new TaskProgress(1, 2, "late"));
        control.get().metadata("late", "yes");

        assertThat(control.get().isStopping()).isTrue();
        assertThat(bench.probe.calls("progress")).isEmpty();
        assertThat(bench.probe.calls("metadata")).isEmpty();
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
        assertThat(began).hasValue(1);
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
        bench.awaitStatus(id, TaskStatus.FAILED);
        assertThat(joined).hasValue(TaskControl.Joined.CLAIM_LOST);
    }

    @Test
    void abandonedThreadsLeaveTheirSlotsUpToAsManyAsThereAreSlots() {
        List<String> hanging = List.of(limited(), limited(), limited());
        Worker worker = bench.start(1, ignoring);
        for (int abandoned = 1; abandoned <= 2; abandoned++) {
            passTheLimit(abandoned);
            abandon(worker, abandoned);
        }
        hanging.subList(0, 2).forEach(id -> bench.awaitStatus(id, TaskStatus.FAILED));
        bench.awaitBeat(() -> worker.state().unwritten() == 0);
        assertThat(worker.state().running()).isZero();
        assertThat(bench.find(hanging.get(2)).status()).isEqualTo(TaskStatus.READY);

        heedless.countDown();

        bench.awaitStatus(hanging.get(2), TaskStatus.SUCCESSFUL);
        bench.await(() -> worker.state().abandoned() == 0);
    }

    @Test
    void whenTheyReturnNoMoreRunThanBefore() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        limited();
        Worker worker = bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                if (task.priority() == 1) {
                    untilEnded();
                } else {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    WorkerTest.awaitLatch(end);
                    running.decrementAndGet();
                }
                return succeeded();
            }
        });
        passTheLimit(1);
        abandon(worker, 1);
        List<String> others = bench.enqueue(3);
        bench.awaitBeat(() -> running.get() == 1);
        heedless.countDown();
        bench.await(() -> worker.state().abandoned() == 0);
        bench.ticker.advance(Duration.ofSeconds(1));
        assertThat(worker.state().running()).isEqualTo(1);
        end.countDown();
        others.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
        assertThat(most).hasValue(1);
    }

    @Test
    void aStageThatAnAbandonedCallReturnsIsCancelled() {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        limited();
        Worker worker = bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                untilEnded();
                return stage;
            }
        });
        passTheLimit(1);
        abandon(worker, 1);
        heedless.countDown();
        bench.await(() -> worker.state().abandoned() == 0);
        bench.await(stage::isCancelled);
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
        bench.awaitStatus(tooLate, TaskStatus.FAILED);
        assertThat(late).isCompletedExceptionally();
        String onItsWay = limited();
        bench.awaitBeat(() -> inTime.getNumberOfDependents() > 0);
        bench.ticker.advance(LIMIT.plus(GRACE));
        inTime.complete(new Outcome.Succeeded("1"));
        bench.awaitStatus(onItsWay, TaskStatus.SUCCESSFUL);
    }

    @Test
    void whereTheStoreBearsNoInterruptsItIsAskedToStopAndThenAbandoned() {
        bench.probe.instead("toleratesInterrupts", given -> false);
        String id = limited();
        Worker worker = bench.start(1, ignoring);
        passTheLimit(1);
        bench.await(() -> control.get().isStopping());
        abandon(worker, 1);
        bench.awaitStatus(id, TaskStatus.FAILED);
        assertThat(interrupted).isFalse();
    }

    @Test
    void aLimitThatIsReachedDuringAStopFailsTheAttempt() {
        String id = limited();
        Worker worker = bench.start(
                new WorkerSettings(
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
                        settings(1).housekeeping()),
                heedful,
                bench.executor,
                bench.ticker);
        bench.await(() -> worker.state().running() == 1);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::stop);
        bench.awaitInTime(stop::isDone);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void aStopDoesNotWaitForAbandonedThreads() {
        String id = limited();
        Worker worker = bench.start(1, ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        worker.stop();
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(returned).hasValue(0);
    }
}
