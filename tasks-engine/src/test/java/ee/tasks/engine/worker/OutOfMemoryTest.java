package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskGates;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What was claimed when memory gave out is run again, not RUNNING for as long as the JVM lives. */
class OutOfMemoryTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    private final AtomicBoolean scarce = new AtomicBoolean(true);

    @Test
    void whatIsClaimedAndCannotBeHeldComesBack() {
        List<String> ids = bench.enqueue(3);
        Worker worker = bench.start(settings(), (task, control) -> succeeded(), bench.executor, bench.ticker);

        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
        assertThat(bench.probe.calls("leave")).isNotEmpty();
        bench.await(() -> worker.state().completed() == 3);
    }

    @Test
    void aFailureThatCannotBeNotedLeavesTheTaskToBeRunAgainAndItsSlotToOthers() {
        AtomicInteger runs = new AtomicInteger();
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(1, (task, control) -> {
            if (runs.incrementAndGet() == 1) {
                throw new Hopeless();
            }
            return succeeded();
        });

        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        bench.awaitInTime(() -> worker.state().running() == 0);
        assertThat(runs).hasValue(2);
    }

    /** Or else the node would run one task too many from then on. */
    @Test
    void whereAStageCannotBeFollowedTheSlotIsFreedOnce() {
        Queue<Runnable> turns = new ArrayDeque<>();
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<Outcome> goingOn = new CompletableFuture<>();
        SteppedWorker worker = new SteppedWorker(
                WorkerBench.settings(1),
                bench.memory,
                (task, control) -> calls.incrementAndGet() == 1 ? new CannotBeFollowed() : goingOn,
                bench.events,
                turns::add,
                bench.ticker,
                new Random(0));
        bench.enqueue("known", 0);
        bench.enqueue("known", 0);
        bench.enqueue("known", 0);
        takeSteps(worker, turns);

        assertThat(calls).hasValue(2);
        goingOn.complete(new Outcome.Succeeded(null));
        takeSteps(worker, turns);
        assertThat(calls).hasValue(3);
        worker.stop();
    }

    private static void takeSteps(SteppedWorker worker, Queue<Runnable> turns) {
        for (int round = 0; round < 5; round++) {
            worker.loops().forEach(SteppedWorker.Steps::take);
            while (!turns.isEmpty()) {
                turns.remove().run();
            }
        }
    }

    private static final class CannotBeFollowed extends CompletableFuture<Outcome> {

        @Override
        public CompletableFuture<Outcome> whenComplete(BiConsumer<? super Outcome, ? super Throwable> action) {
            throw new OutOfMemoryError("not really");
        }
    }

    /** Knows every task, once there is memory. */
    private WorkerSettings settings() {
        Set<String> tasks = new AbstractSet<>() {

            @Override
            public boolean contains(Object task) {
                if (scarce.getAndSet(false)) {
                    throw new OutOfMemoryError("not really");
                }
                return true;
            }

            @Override
            public Iterator<String> iterator() {
                return List.of("known").iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        WorkerSettings common = WorkerBench.settings(3);
        return new WorkerSettings(
                common.backend(),
                common.nodeName(),
                common.concurrency(),
                common.queues(),
                tasks,
                common.pollInterval(),
                common.lease(),
                common.heartbeat(),
                common.rescueInterval(),
                common.maxLosses(),
                common.linger(),
                common.shutdownTimeout(),
                common.housekeeping(),
                null,
                TaskGates.NONE,
                null);
    }

    private static final class Hopeless extends Error {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new OutOfMemoryError("not really");
        }
    }
}
