package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that go on although their time is up. */
class AbandonedCallTest extends LimitedCalls {

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
        bench.await(() -> worker.state().completed() == 2);
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
    void abandonedThreadsLeaveTheirSlotsUpToAsManyAsThereAreSlots() {
        List<String> hanging = List.of(limited(), limited(), limited());
        Worker worker = bench.start(1, ignoring);
        for (int abandoned = 1; abandoned <= 2; abandoned++) {
            passTheLimit(abandoned);
            abandon(worker, abandoned);
        }
        hanging.subList(0, 2).forEach(id -> bench.awaitStatus(id, TaskStatus.FAILED));
        bench.awaitInTime(() -> worker.state().unwritten() == 0);
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
        bench.awaitInTime(() -> running.get() == 1);
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
    void itsAttemptFailsAlsoWhereTheLogThrows() {
        String id = limited();
        ThrowingLog log = ThrowingLog.at("EETASK0418");
        try {
            Worker worker = bench.start(1, ignoring);
            passTheLimit(1);
            abandon(worker, 1);

            bench.awaitStatus(id, TaskStatus.FAILED);
        } finally {
            log.close();
        }
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
