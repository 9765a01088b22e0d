package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerLeaseTest {

    private final WorkerBench bench = new WorkerBench();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        bench.close();
    }

    @Test
    void whatRunsLongKeepsItsClaimAsLongAsItsNodeRenews() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            WorkerTest.awaitLatch(end);
            return succeeded();
        });
        bench.await(() -> worker.state().running() == 1);
        String node = worker.state().node();
        for (int beat = 0; beat < 20; beat++) {
            int before = bench.probe.calls("renew").size();
            bench.awaitInTime(() -> bench.probe.calls("renew").size() > before);
        }
        bench.memory.rescue(3, 100);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(worker.state().node()).isEqualTo(node);
        end.countDown();
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void withoutRenewalForALeasesLengthTasksAreInterruptedTheirOutcomesDroppedAndTheNodeIsAnother() {
        AtomicInteger runs = new AtomicInteger();
        AtomicBoolean interrupted = new AtomicBoolean();
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            if (runs.incrementAndGet() == 1) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            }
            return succeeded();
        });
        bench.await(() -> worker.state().running() == 1);
        String node = worker.state().node();
        bench.probe.goAway();
        bench.ticker.advance(Duration.ofSeconds(59));
        assertThat(interrupted).isFalse();
        bench.awaitInTime(interrupted::get);
        bench.await(() -> worker.state().running() == 0 && worker.state().lost() == 1);
        assertThat(worker.state().node()).isNull();
        bench.await(() -> worker.state().storeAway());
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.RUNNING);
        bench.probe.comeBack();
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(worker.state().node()).isNotEqualTo(node);
        bench.awaitInTime(() -> !worker.state().storeAway());
        assertThat(runs).hasValue(2);
    }

    @Test
    void aNodeThatWasGivenUpTakesANewIdentity() {
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.await(() -> worker.state().node() != null);
        String node = worker.state().node();
        bench.memory.leave(node);
        bench.awaitInTime(
                () -> worker.state().node() != null && !worker.state().node().equals(node));
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
    }

    @Test
    void aFrozenNodeStartsNothingOnceItsLeaseIsOver() {
        AtomicInteger runs = new AtomicInteger();
        List<String> ids = bench.enqueue(2);
        CountDownLatch first = new CountDownLatch(1);
        Worker worker = bench.start(
                WorkerBench.settings(2),
                (task, control) -> {
                    runs.incrementAndGet();
                    first.countDown();
                    WorkerTest.awaitLatch(end);
                    return succeeded();
                },
                new OneThread(bench.executor),
                bench.ticker);
        WorkerTest.awaitLatch(first);
        bench.await(() -> worker.state().waiting() == 1);
        bench.probe.goAway();
        bench.ticker.advance(Duration.ofSeconds(61));
        bench.await(() -> worker.state().node() == null
                && worker.state().running() == 0
                && worker.state().lost() == 2);
        assertThat(runs).hasValue(1);
        end.countDown();
        bench.probe.comeBack();
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
    }

    @Test
    void whatAnUnansweredClaimGotComesBackWithoutWaitingForALease() {
        AtomicBoolean once = new AtomicBoolean(true);
        bench.probe.after("claim", arguments -> {
            if (once.getAndSet(false)) {
                throw StoreProbe.away();
            }
        });
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(bench.probe.calls("leave")).isNotEmpty();
        assertThat(bench.probe.calls("join")).hasSize(2);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void whatATaintedNodeHoldsIsRenewedUntilItEnds() {
        String running = bench.enqueue("known", 1);
        Worker worker = bench.start(2, (task, control) -> {
            if (task.priority() == 1) {
                WorkerTest.awaitLatch(end);
            }
            return succeeded();
        });
        bench.await(() -> worker.state().running() == 1);
        AtomicBoolean once = new AtomicBoolean(true);
        bench.probe.after("claim", arguments -> {
            if (once.getAndSet(false)) {
                throw StoreProbe.away();
            }
        });
        String lost = bench.enqueue("known", 0);
        bench.awaitInTime(() -> bench.probe.calls("join").size() == 2);
        for (int beat = 0; beat < 10; beat++) {
            int before = bench.probe.calls("renew").size();
            bench.awaitInTime(() -> bench.probe.calls("renew").size() >= before + 2);
        }
        assertThat(bench.find(running).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(bench.probe.calls("leave")).isEmpty();
        end.countDown();
        bench.awaitStatus(running, TaskStatus.SUCCESSFUL);
        bench.awaitStatus(lost, TaskStatus.SUCCESSFUL);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void aNodeIsNotLeftWhileItsClaimIsInFlight() {
        String refused = bench.enqueue("known", 1);
        String claimed = bench.enqueue("known", 0);
        AtomicBoolean refusing = new AtomicBoolean(true);
        bench.probe.before("complete", arguments -> {
            if (refusing.get()) {
                throw new IllegalArgumentException("value refused");
            }
        });
        CountDownLatch inFlight = new CountDownLatch(1);
        bench.probe.after("claim", arguments -> {
            if (bench.find(claimed).status() == TaskStatus.RUNNING) {
                inFlight.countDown();
                WorkerTest.awaitLatch(end);
            }
        });
        AtomicInteger runs = new AtomicInteger();
        Worker worker = bench.start(1, (task, control) -> {
            runs.addAndGet(task.priority() == 0 ? 1 : 0);
            return succeeded();
        });
        bench.await(() -> inFlight.getCount() == 0);
        bench.awaitInTime(
                () -> worker.state().lost() == 1 && bench.probe.calls("join").size() == 2);
        int before = bench.probe.calls("renew").size();
        bench.awaitInTime(() -> bench.probe.calls("renew").size() >= before + 4);
        assertThat(bench.probe.calls("leave")).isEmpty();
        bench.memory.rescue(3, 100);
        assertThat(bench.find(claimed).status()).isEqualTo(TaskStatus.RUNNING);
        refusing.set(false);
        end.countDown();
        bench.awaitStatus(claimed, TaskStatus.SUCCESSFUL);
        bench.awaitStatus(refused, TaskStatus.SUCCESSFUL);
        assertThat(runs).hasValue(1);
        assertThat(worker.state().lost()).isEqualTo(1);
    }

    @Test
    void aLeaveThatWasNotAnsweredIsTriedAgain() {
        AtomicBoolean claim = new AtomicBoolean(true);
        bench.probe.after("claim", arguments -> {
            if (claim.getAndSet(false)) {
                throw StoreProbe.away();
            }
        });
        AtomicInteger leaves = new AtomicInteger();
        bench.probe.after("leave", arguments -> {
            if (leaves.incrementAndGet() <= 2) {
                throw StoreProbe.away();
            }
        });
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        bench.awaitInTime(() -> leaves.get() == 3 && !worker.state().storeAway());
        int before = bench.probe.calls("renew").size();
        bench.awaitInTime(() -> bench.probe.calls("renew").size() >= before + 2);
        assertThat(leaves).hasValue(3);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void theStageOfALapsedNodeIsGivenUpAndItsSlotIsFree() {
        List<CompletableFuture<Outcome>> stages = new CopyOnWriteArrayList<>();
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            stages.add(new CompletableFuture<>());
            return stages.get(stages.size() - 1);
        });
        bench.await(() -> stages.size() == 1);
        bench.probe.goAway();
        bench.awaitInTime(() -> stages.get(0).isCancelled()
                && worker.state().running() == 0
                && worker.state().lost() == 1);
        bench.probe.comeBack();
        bench.awaitInTime(() -> stages.size() == 2);
        stages.get(1).complete(new Outcome.Succeeded("null"));
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void theStageOfALapsedNodeIsGivenUpAlsoWhereTheLogThrows() {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        bench.enqueue("known", 0);
        ThrowingLog log = ThrowingLog.at("EETASK0405");
        try {
            Worker worker = bench.start(1, (task, control) -> stage);
            bench.await(() -> worker.state().running() == 1);
            bench.probe.goAway();
            bench.awaitInTime(stage::isCancelled);
        } finally {
            log.close();
        }
        bench.probe.comeBack();
    }

    @Test
    void aStageThatIsReturnedWhenItsNodeHasLapsedIsGivenUpAtOnce() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        AtomicInteger runs = new AtomicInteger();
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            if (runs.incrementAndGet() > 1) {
                return succeeded();
            }
            while (!control.isStopping()) {
                LockSupport.parkNanos(1_000_000);
            }
            return late;
        });
        bench.await(() -> worker.state().running() == 1);
        bench.probe.goAway();
        bench.awaitInTime(late::isCancelled);
        bench.probe.comeBack();
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void aTaskThatMustStartAloneIsMarkedBeforeItRuns() {
        AtomicBoolean marked = new AtomicBoolean();
        bench.probe.after("markStarted", arguments -> marked.set(true));
        String id = bench.enqueue("known", 0, false);
        bench.start(1, (task, control) -> {
            assertThat(marked).isTrue();
            return succeeded();
        });
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void aTaskThatCouldNotBeMarkedStartedGoesBack() {
        AtomicInteger failures = new AtomicInteger();
        bench.probe.before("markStarted", arguments -> {
            if (failures.incrementAndGet() <= 2) {
                throw StoreProbe.away();
            }
        });
        AtomicInteger runs = new AtomicInteger();
        String id = bench.enqueue("known", 0, false);
        Worker worker = bench.start(1, (task, control) -> {
            runs.incrementAndGet();
            return succeeded();
        });
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(runs).hasValue(1);
        assertThat(worker.state().givenBack()).isEqualTo(2);
    }

    @Test
    void aTaskThatWasMarkedStartedWhenTheLeaseWasOverDoesNotStart() {
        AtomicInteger marks = new AtomicInteger();
        bench.probe.after("markStarted", arguments -> {
            marks.incrementAndGet();
            bench.ticker.advance(Duration.ofSeconds(61));
        });
        AtomicInteger runs = new AtomicInteger();
        String id = bench.enqueue("known", 0, false);
        Worker worker = bench.start(1, (task, control) -> {
            runs.incrementAndGet();
            return succeeded();
        });
        bench.awaitStatus(id, TaskStatus.FAILED);
        assertThat(marks).hasValue(1);
        bench.await(() -> worker.state().lost() == 1);
        assertThat(runs).hasValue(0);
    }

    @Test
    void aThreadsLateInterruptDoesNotReachTheNextTask() {
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        bench.enqueue("known", 1);
        bench.enqueue("known", 0);
        bench.start(1, (task, control) -> {
            if (task.priority() == 1) {
                Thread.currentThread().interrupt();
            } else {
                second.complete(Thread.currentThread().isInterrupted());
            }
            return succeeded();
        });
        bench.await(second::isDone);
        assertThat(second.join()).isFalse();
    }
}
