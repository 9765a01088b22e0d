package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.settings;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerStopTest {

    private final WorkerBench bench = new WorkerBench();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        bench.close();
    }

    private CompletableFuture<Void> stopping(Worker worker) {
        return CompletableFuture.runAsync(worker::stop);
    }

    @Test
    void whatHasNotStartedIsGivenBackAtOnceOnTheCallingThread() {
        AtomicReference<Thread> releasing = new AtomicReference<>();
        bench.probe.before("release", claims -> releasing.set(Thread.currentThread()));
        List<String> ids = bench.enqueue(3);
        Worker worker = bench.start(
                settings(3),
                (task, control) -> {
                    WorkerTest.awaitLatch(end);
                    return succeeded();
                },
                new OneThread(bench.executor),
                bench.ticker);
        bench.await(() -> worker.state().running() == 1 && worker.state().waiting() == 2);
        AtomicReference<Thread> caller = new AtomicReference<>();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
            caller.set(Thread.currentThread());
            worker.stop();
        });
        bench.await(() -> worker.state().givenBack() == 2);
        assertThat(releasing.get()).isSameAs(caller.get());
        assertThat(stop).isNotDone();
        assertThat(ids)
                .extracting(id -> bench.find(id).status())
                .containsExactlyInAnyOrder(TaskStatus.RUNNING, TaskStatus.READY, TaskStatus.READY);
        end.countDown();
        bench.await(stop::isDone);
        assertThat(ids)
                .filteredOn(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL)
                .hasSize(1);
        assertThat(ids)
                .filteredOn(id -> bench.find(id).status() == TaskStatus.READY)
                .hasSize(2);
    }

    @Test
    void whatRunsTooLongIsInterruptedAndGivenBackWithoutAnAttempt() {
        String id = bench.enqueue("known", 0);
        AtomicBoolean interrupted = new AtomicBoolean();
        Worker worker = bench.start(1, (task, control) -> {
            started.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw new IllegalStateException("interrupted", e);
            }
            return succeeded();
        });
        WorkerTest.awaitLatch(started);
        CompletableFuture<Void> stop = stopping(worker);
        bench.ticker.advance(Duration.ofSeconds(29));
        assertThat(interrupted).isFalse();
        bench.awaitInTime(stop::isDone);
        assertThat(interrupted).isTrue();
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
        assertThat(bench.find(id).attempts()).isZero();
    }

    /** Or its node would renew its lease for as long as the JVM lives, and others would never run what it left. */
    @Test
    void aStopThatFailsHalfwayEndsTheThreadsAllTheSame() {
        bench.enqueue("known", 0);
        AtomicBoolean goOn = new AtomicBoolean();
        Worker worker = bench.start(1, ignoring(goOn));
        bench.await(() -> worker.state().running() == 1);
        ThrowingLog log = ThrowingLog.at("EETASK0413");
        try {
            CompletableFuture<Void> stop = stopping(worker);
            bench.awaitInTime(stop::isDone);
            assertThatThrownBy(stop::join).hasMessageContaining("the disk is full");
            bench.await(() -> bench.threads.stream().noneMatch(Thread::isAlive));
        } finally {
            log.close();
            goOn.set(true);
        }
    }

    @Test
    void whatFailsAfterALossAlreadyIsGivenBackAsWell() {
        String id = bench.enqueue("known", 0);
        bench.memory.join("lost", Duration.ofSeconds(60));
        bench.memory.claim("lost", QueueSelection.ALL, 1, Long.MAX_VALUE);
        bench.memory.leave("lost");
        bench.memory.rescue(3, 1);
        failDuringTheStop();
        assertThat(bench.probe.calls("markStarted")).hasSize(1);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
        assertThat(bench.find(id).attempts()).as("the lost one").isEqualTo(1);
    }

    @Test
    void whatFailsAndMustNotRunAgainHasFailed() {
        String id = bench.enqueue("known", 0, false);
        failDuringTheStop();
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
    }

    private void failDuringTheStop() {
        Worker worker = bench.start(1, (task, control) -> {
            started.countDown();
            WorkerTest.awaitLatch(end);
            throw new IllegalStateException("the pool is closed");
        });
        WorkerTest.awaitLatch(started);
        CompletableFuture<Void> stop = stopping(worker);
        // Interrupted at the end of its time, it fails.
        bench.awaitInTime(stop::isDone);
    }

    @Test
    void whatLetsItselfBeStoppedIsGivenBackWhereInterruptsMustNotBe() {
        bench.probe.instead("toleratesInterrupts", given -> false);
        AtomicBoolean interrupted = new AtomicBoolean();
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            while (!control.isStopping()) {
                LockSupport.parkNanos(1_000_000);
            }
            interrupted.set(Thread.interrupted());
            return CompletableFuture.completedFuture(new Outcome.Cancelled());
        });
        bench.await(() -> worker.state().running() == 1);
        CompletableFuture<Void> stop = stopping(worker);
        bench.awaitInTime(stop::isDone);
        assertThat(interrupted).isFalse();
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
        assertThat(bench.find(id).attempts()).isZero();
    }

    @Test
    void whatSomebodyAskedToStopIsCancelledByTheStop() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            started.countDown();
            WorkerTest.awaitLatch(end);
            throw new IllegalStateException("the pool is closed");
        });
        WorkerTest.awaitLatch(started);
        bench.memory.cancel(id);
        CompletableFuture<Void> stop = stopping(worker);
        bench.awaitInTime(stop::isDone);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    private static TaskRunner ignoring(AtomicBoolean goOn) {
        return (task, control) -> {
            while (!goOn.get()) {
                Thread.interrupted();
                LockSupport.parkNanos(1_000_000);
            }
            return succeeded();
        };
    }

    @Test
    void whatIgnoresTheInterruptIsLeftToBeRescuedAndItsOutcomeDropped() {
        String id = bench.enqueue("known", 0);
        AtomicBoolean goOn = new AtomicBoolean();
        Worker worker = bench.start(1, ignoring(goOn));
        bench.await(() -> worker.state().running() == 1);
        CompletableFuture<Void> stop = stopping(worker);
        bench.awaitInTime(stop::isDone);
        bench.memory.rescue(3, 100);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
        goOn.set(true);
        bench.await(() -> worker.state().running() == 0);
        assertThat(bench.probe.calls("complete")).isEmpty();
    }

    @Test
    void aStageThatOutlastsTheStopIsGivenUpAndLeftToBeRescued() {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> stage);
        bench.await(() -> stage.getNumberOfDependents() > 0);
        CompletableFuture<Void> stop = stopping(worker);
        bench.awaitInTime(stop::isDone);
        assertThat(stage).isCancelled();
        assertThat(worker.state().running()).isZero();
        assertThat(bench.probe.calls("complete")).isEmpty();
        bench.memory.rescue(3, 100);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
    }

    @Test
    void outcomesOfTheLastMomentAreWrittenBeforeItReturns() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            WorkerTest.awaitLatch(end);
            return succeeded();
        });
        bench.await(() -> worker.state().running() == 1);
        CompletableFuture<Void> stop = stopping(worker);
        end.countDown();
        bench.await(stop::isDone);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(bench.ended).containsKey(id);
    }

    @Test
    void stopsThoughTheExecutorTakesNothingMore() {
        AtomicBoolean closed = new AtomicBoolean();
        Executor tasks = task -> {
            if (closed.get()) {
                throw new RejectedExecutionException("suspended");
            }
            bench.executor.execute(task);
        };
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(
                settings(1),
                (task, control) -> {
                    WorkerTest.awaitLatch(end);
                    return succeeded();
                },
                tasks,
                bench.ticker);
        bench.await(() -> worker.state().running() == 1);
        closed.set(true);
        CompletableFuture<Void> stop = stopping(worker);
        end.countDown();
        bench.await(stop::isDone);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(bench.ended).containsKey(id);
    }

    @Test
    void leavesNoThreadAndNoNode() {
        bench.enqueue(50);
        Worker worker = bench.start(5, (task, control) -> succeeded());
        bench.awaitInTime(() -> bench.ended.size() == 50);
        worker.stop();
        worker.stop();
        assertThat(bench.threads).hasSizeBetween(7, 8).noneMatch(Thread::isAlive);
        assertThat(bench.probe.calls("leave")).hasSize(1);
        assertThatThrownBy(worker::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stopsWhileTheStoreIsAway() {
        List<String> ids = bench.enqueue(2);
        Worker worker = bench.start(
                settings(2),
                (task, control) -> {
                    WorkerTest.awaitLatch(end);
                    return succeeded();
                },
                new OneThread(bench.executor),
                bench.ticker);
        bench.await(() -> worker.state().running() == 1 && worker.state().waiting() == 1);
        bench.probe.goAway();
        CompletableFuture<Void> stop = stopping(worker);
        end.countDown();
        bench.awaitInTime(stop::isDone);
        assertThat(bench.threads).noneMatch(Thread::isAlive);
        bench.probe.comeBack();
        bench.ticker.advance(Duration.ofSeconds(61));
        bench.memory.rescue(3, 100);
        assertThat(ids).allMatch(id -> bench.find(id).status() == TaskStatus.READY);
    }

    @Test
    void aClaimThatIsAnsweredDuringTheStopIsGivenBack() {
        CountDownLatch claiming = new CountDownLatch(1);
        bench.probe.after("claim", arguments -> {
            claiming.countDown();
            WorkerTest.awaitLatch(end);
        });
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> succeeded());
        WorkerTest.awaitLatch(claiming);
        CompletableFuture<Void> stop = stopping(worker);
        bench.await(() -> !bench.threads.isEmpty());
        end.countDown();
        bench.await(stop::isDone);
        // Whichever was first: run, or given back; never held.
        assertThat(bench.find(id).status()).isIn(TaskStatus.READY, TaskStatus.SUCCESSFUL);
    }
}
