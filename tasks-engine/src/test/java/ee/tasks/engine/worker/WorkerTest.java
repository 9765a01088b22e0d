package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.settings;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.UnreadablePayloadException;
import ee.tasks.tck.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private final WorkerBench bench = new WorkerBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void twoWorkersRunTenThousandTasksOnceEach() {
        Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        List<String> ids = bench.enqueue(10_000);
        for (int n = 0; n < 2; n++) {
            bench.start(
                    settings(10),
                    (task, control) -> {
                        runs.computeIfAbsent(task.id(), id -> new AtomicInteger())
                                .incrementAndGet();
                        return succeeded();
                    },
                    bench.executor,
                    Ticker.SYSTEM);
        }
        bench.await(() -> bench.ended.size() == ids.size());
        assertThat(runs).hasSize(ids.size());
        assertThat(runs.values()).allMatch(count -> count.get() == 1);
        assertThat(ids).allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL);
    }

    /** Of several, which one it is about. */
    @Test
    void itsStartAndItsStopNameItsBackend() {
        try (LogLines log = LogLines.of("ee.tasks.worker")) {
            Worker worker = bench.start(
                    settings("reports", 1, null, null, Set.of("known")),
                    (task, control) -> succeeded(),
                    bench.executor,
                    bench.ticker);
            worker.stop();

            assertThat(log.texts())
                    .anyMatch(line -> line.startsWith("EETASK0400: worker 'n' of backend 'reports' starts: up to 1 "))
                    .anyMatch(line -> line.startsWith("EETASK0401: worker 'n' of backend 'reports' stopped: "));
        }
    }

    @Test
    void higherPrioritiesRunFirst() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        for (int priority : new int[] {0, -5, 10, 3}) {
            bench.enqueue("known", priority);
        }
        bench.start(1, (task, control) -> {
            order.add(task.priority());
            return succeeded();
        });
        bench.await(() -> order.size() == 4);
        assertThat(order).containsExactly(10, 3, 0, -5);
    }

    @Test
    void whateverATaskThrowsTheOthersRun() {
        List<Throwable> thrown = List.of(
                new ThreadDeath(), new StackOverflowError(), new OutOfMemoryError("not really"), new AssertionError());
        AtomicInteger number = new AtomicInteger();
        List<String> failing = bench.enqueue(thrown.size());
        String last = bench.enqueue("known", -1);
        bench.start(1, (task, control) -> {
            int run = number.getAndIncrement();
            if (run < thrown.size()) {
                throw WorkerTest.<Error>sneaky(thrown.get(run));
            }
            return succeeded();
        });
        bench.awaitStatus(last, TaskStatus.SUCCESSFUL);
        failing.forEach(id -> bench.awaitStatus(id, TaskStatus.FAILED));
        assertThat(bench.find(failing.get(0)).errors().get(0).exceptionClass()).isEqualTo("java.lang.ThreadDeath");
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable problem) throws T {
        throw (T) problem;
    }

    @Test
    void aWakeFindsNewWorkWithoutAPoll() {
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.await(() -> !bench.probe.calls("claim").isEmpty());
        String id = bench.enqueue("known", 0);
        worker.wake();
        bench.await(() -> bench.find(id).status() == TaskStatus.SUCCESSFUL);
    }

    @Test
    void newWorkIsFoundByPollingToo() {
        bench.start(1, (task, control) -> succeeded());
        bench.await(() -> !bench.probe.calls("claim").isEmpty());
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
    }

    @Test
    void claimsWhatItHasSlotsForWhileTasksAreLong() throws InterruptedException {
        bench.enqueue(100);
        CountDownLatch end = new CountDownLatch(1);
        Worker worker = bench.start(4, (task, control) -> {
            awaitLatch(end);
            return succeeded();
        });
        bench.await(() -> worker.state().running() == 4);
        for (int second = 0; second < 5; second++) {
            bench.ticker.advance(Duration.ofSeconds(1));
        }
        assertThat(worker.state().claimed()).isEqualTo(4);
        end.countDown();
    }

    @Test
    void claimsAheadWhileTasksAreShort() {
        bench.enqueue(5_000);
        bench.start(settings(4), (task, control) -> succeeded(), bench.executor, Ticker.SYSTEM);
        bench.await(() -> bench.ended.size() == 5_000);
        List<Integer> asked = bench.probe.calls("claim").stream()
                .map(arguments -> (Integer) arguments[2])
                .toList();
        assertThat(asked.get(0)).isEqualTo(4);
        assertThat(asked).allMatch(max -> max <= 4 + 4 * 50);
    }

    @Test
    void aTaskThatIsNotKnownHereIsParked() {
        String id = bench.enqueue("unknown", 0);
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.await(() -> worker.state().parked() == 1);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
        assertThat(bench.find(id).attempts()).isZero();
    }

    @Test
    void aPayloadThatCannotBeReadHereIsParked() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            throw new UnreadablePayloadException("not in this version", null);
        });
        bench.await(() -> worker.state().parked() == 1);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
        bench.awaitInTime(() -> bench.probe.calls("unpark").size() > 3);
        assertThat(worker.state().parked()).isEqualTo(1);
    }

    @Test
    void aStageHoldsASlotAndNoThread() {
        List<CompletableFuture<Outcome>> stages = new CopyOnWriteArrayList<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        List<String> ids = bench.enqueue(3);
        Worker worker = bench.start(2, (task, control) -> {
            threads.add(Thread.currentThread());
            CompletableFuture<Outcome> stage = new CompletableFuture<>();
            stages.add(stage);
            return stage;
        });
        bench.await(() -> stages.size() == 2 && worker.state().running() == 2);
        bench.await(() -> threads.stream().noneMatch(WorkerTest::isInATurn));
        assertThat(stages).hasSize(2);
        stages.get(0).complete(new Outcome.Succeeded("1"));
        bench.await(() -> stages.size() == 3);
        stages.get(1).completeExceptionally(new IllegalStateException("a stage that breaks the rules"));
        stages.get(2).complete(new Outcome.Succeeded("3"));
        bench.awaitInTime(() -> bench.ended.size() == 3);
        assertThat(ids)
                .extracting(id -> bench.find(id).status())
                .containsExactlyInAnyOrder(TaskStatus.SUCCESSFUL, TaskStatus.FAILED, TaskStatus.SUCCESSFUL);
    }

    @Test
    void aStageWhoseAttemptHasEndedIsToStop() {
        AtomicReference<TaskControl> stage = new AtomicReference<>();
        CompletableFuture<Outcome> attempt = new CompletableFuture<>();
        bench.enqueue("known", 0);
        bench.start(1, (task, control) -> {
            stage.set(control);
            return attempt;
        });
        bench.await(() -> attempt.getNumberOfDependents() > 0);
        assertThat(stage.get().isStopping()).isFalse();

        attempt.completeExceptionally(new TimeoutException("past its limit"));

        assertThat(stage.get().isStopping()).isTrue();
        stage.get().progress(new TaskProgress(1, 2, null));
        assertThat(bench.probe.calls("progress")).isEmpty();
    }

    private static boolean isInATurn(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("ee.tasks.worker")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatTheExecutorRejectsIsOfferedAgain() {
        AtomicBoolean full = new AtomicBoolean(true);
        AtomicInteger rejected = new AtomicInteger();
        Executor tasks = task -> {
            if (full.get()) {
                rejected.incrementAndGet();
                throw new RejectedExecutionException("full");
            }
            bench.executor.execute(task);
        };
        List<String> ids = bench.enqueue(5);
        Worker worker = bench.start(settings(2), (task, control) -> succeeded(), tasks, bench.ticker);
        bench.awaitInTime(() -> rejected.get() > 3 && worker.state().givenBack() == 2);
        int refusals = rejected.get();
        bench.awaitInTime(() -> rejected.get() > refusals + 3);
        assertThat(worker.state().claimed()).isEqualTo(2);
        full.set(false);
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
    }

    @Test
    void whenTheExecutorRefusesWhatRunsEndsAndNothingElseStartsUntilItTakesAgain() {
        AtomicInteger permits = new AtomicInteger(1);
        Executor tasks = task -> {
            if (permits.getAndDecrement() <= 0) {
                throw new RejectedExecutionException("suspended");
            }
            bench.executor.execute(task);
        };
        AtomicInteger started = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        List<String> ids = bench.enqueue(2);
        Worker worker = bench.start(
                settings(2),
                (task, control) -> {
                    started.incrementAndGet();
                    awaitLatch(end);
                    return succeeded();
                },
                tasks,
                bench.ticker);
        bench.await(() -> started.get() == 1 && worker.state().waiting() == 1);
        bench.ticker.advance(Duration.ofMillis(100));
        end.countDown();
        bench.awaitInTime(() -> worker.state().givenBack() == 1);
        for (int second = 0; second < 20; second++) {
            bench.ticker.advance(Duration.ofSeconds(1));
        }
        assertThat(started).hasValue(1);
        assertThat(worker.state().claimed()).isEqualTo(2);
        permits.set(100);
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
    }

    @Test
    void whatWaitsBehindLongTasksGoesBackToOthers() {
        CountDownLatch end = new CountDownLatch(1);
        Executor oneThread = new OneThread(bench.executor);
        List<String> ids = bench.enqueue(3);
        Worker worker = bench.start(
                settings(3),
                (task, control) -> {
                    awaitLatch(end);
                    return succeeded();
                },
                oneThread,
                bench.ticker);
        bench.await(() -> worker.state().running() == 1 && worker.state().waiting() == 2);
        bench.awaitInTime(() -> worker.state().givenBack() >= 2);
        assertThat(ids)
                .filteredOn(id -> bench.find(id).status() == TaskStatus.RUNNING)
                .hasSize(1);
        end.countDown();
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
    }

    @Test
    void aTaskToldToStopNoticesWithinASecondOfItsAsking() {
        AtomicBoolean stopped = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        String id = bench.enqueue("known", 0);
        bench.start(1, (task, control) -> {
            running.countDown();
            while (!control.isStopping()) {
                LockSupport.parkNanos(1_000_000);
            }
            stopped.set(true);
            return CompletableFuture.completedFuture(new Outcome.Cancelled());
        });
        awaitLatch(running);
        bench.memory.cancel(id);
        bench.awaitStatus(id, TaskStatus.CANCELLED);
        assertThat(stopped).isTrue();
        assertThat(bench.probe.calls("stopping").size()).isLessThan(50);
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
