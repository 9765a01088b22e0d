package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.gated;
import static ee.tasks.engine.worker.WorkerBench.settings;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a node cannot renew its lease, its limited tasks are out of their gates before others may take them for free. */
class CutShortTest {

    private static final Gate ONE = new Gate("one", null, 1, Capacity.ofConcurrent(1));

    private final WorkerBench bench = new WorkerBench();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** The first run ends when it is interrupted, and the store answers again from then on. */
    private final TaskRunner first = new TaskRunner() {
        @Override
        public CompletionStage<Outcome> run(TaskRecord task, TaskControl control) {
            if (runs.incrementAndGet() == 1) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                    bench.probe.comeBack();
                    return CompletableFuture.completedFuture(new Outcome.Cancelled());
                }
            }
            return succeeded();
        }
    };

    @AfterEach
    void stop() {
        end.countDown();
        bench.close();
    }

    @Test
    void aLimitedRunIsInterruptedBeforeItsLeaseEndsAndGivenBack() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(1, ONE), first);
        bench.await(() -> worker.state().running() == 1);

        isCutShort(worker, id);
    }

    /** Whoever watches the lease has looked before anything ran that must be cut short. */
    @Test
    void soIsOneThatStartsWhileTheLeaseIsNotRenewed() {
        Worker worker = bench.start(gated(1, ONE), first);
        bench.await(() -> worker.state().node() != null);
        bench.probe.before("renew", given -> {
            throw StoreProbe.away();
        });
        String id = bench.enqueue("known", 0);
        worker.wake();
        bench.await(() -> worker.state().running() == 1);

        isCutShort(worker, id);
    }

    /** Given back, it would be claimed and started again and again. */
    @Test
    void nothingStartsThatWouldBeCutShortAtOnce() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(1, ONE), this::untilInterrupted);
        bench.await(() -> worker.state().running() == 1);
        String node = worker.state().node();
        bench.probe.before("renew", given -> {
            throw StoreProbe.away();
        });

        bench.awaitInTime(() -> !node.equals(worker.state().node()));

        assertThat(runs).hasValue(1);
        end.countDown();
        bench.probe.comeBack();
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(runs).hasValue(2);
    }

    private CompletionStage<Outcome> untilInterrupted(TaskRecord task, TaskControl control) {
        runs.incrementAndGet();
        try {
            end.await();
            return succeeded();
        } catch (InterruptedException e) {
            return CompletableFuture.completedFuture(new Outcome.Cancelled());
        }
    }

    private void isCutShort(Worker worker, String id) {
        String node = worker.state().node();
        bench.probe.before("renew", given -> {
            throw StoreProbe.away();
        });

        bench.awaitInTime(() -> interrupted.get() || worker.state().lost() > 0);

        assertThat(worker.state().lost()).isZero();
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(worker.state().node()).isEqualTo(node);
        assertThat(bench.find(id).attempts()).isEqualTo(1);
        assertThat(worker.state().givenBack()).isPositive();
    }

    @Test
    void anUnlimitedRunKeepsItsLeaseUntilItEnds() {
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(settings(1), first);
        bench.await(() -> worker.state().running() == 1);
        bench.probe.before("renew", given -> {
            throw StoreProbe.away();
        });

        bench.awaitInTime(interrupted::get);

        bench.await(() -> worker.state().lost() == 1);
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }
}
