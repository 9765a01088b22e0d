package ee.tasks.engine.worker;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskControl.Joined;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worker's part in atomic tasks: their completions are written before it hears of them, or may have been. */
class WorkerAtomicTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Outcome.Succeeded SUCCESS = new Outcome.Succeeded("42");
    private static final Outcome FAILURE =
            new Outcome.Failed(new TaskError("RollbackException", "commit", "", 1, "n", Instant.EPOCH));

    private final WorkerBench bench = new WorkerBench();
    private final AtomicReference<Joined> answer = new AtomicReference<>();

    /** The store in memory stands for one that joins: what it writes counts as committed, whatever comes of the run. */
    @BeforeEach
    void join() {
        bench.probe.instead("joinsTransaction", nothing -> true);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private Outcome writes(TaskControl control, Outcome then) {
        answer.set(control.joinTransaction(SUCCESS));
        return then;
    }

    @Test
    void anEndThatWasCommittedWithTheTaskIsToldAndNotWrittenAgain() {
        Worker worker = bench.start(1, (task, control) -> completedFuture(writes(control, SUCCESS)));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> SUCCESS.equals(bench.ended.get(id)));

        assertThat(answer).hasValue(Joined.WRITTEN);
        assertThat(bench.find(id).result()).isEqualTo("42");
        assertThat(bench.probe.calls("complete")).hasSize(1);
        assertThat(worker.state().completed()).isEqualTo(1);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void aStoreThatJoinsNoTransactionGetsTheEndAfterwards() {
        bench.probe.noLonger("joinsTransaction");
        bench.start(1, (task, control) -> completedFuture(writes(control, SUCCESS)));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> SUCCESS.equals(bench.ended.get(id)));

        assertThat(answer).hasValue(Joined.NOT_ABLE);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    void aLostClaimIsSaidInTheTransactionAndTheOutcomeIsDropped() {
        AtomicInteger runs = new AtomicInteger();
        Worker worker = bench.start(1, (task, control) -> {
            if (runs.incrementAndGet() == 1) {
                bench.memory.leave(task.workerIds().get(0));
                bench.memory.rescue(3, 100);
            }
            return completedFuture(writes(control, new Outcome.Cancelled()));
        });
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> worker.state().lost() == 1 && answer.get() != null);

        assertThat(answer).hasValue(Joined.CLAIM_LOST);
        assertThat(bench.find(id).status()).isNotEqualTo(TaskStatus.CANCELLED);
        assertThat(bench.ended).doesNotContainKey(id);
        assertThat(worker.state().completed()).isZero();
    }

    @Test
    void aNodeThatLapsedWritesNothingMore() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        bench.start(1, (task, control) -> {
            started.countDown();
            awaitDrop(control);
            Outcome outcome = writes(control, new Outcome.Cancelled());
            dropped.countDown();
            return completedFuture(outcome);
        });
        String id = bench.enqueue("known", 0);
        bench.awaitInTime(() -> started.getCount() == 0);
        bench.probe.goAway();
        bench.awaitInTime(() -> dropped.getCount() == 0);

        assertThat(answer).hasValue(Joined.CLAIM_LOST);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.RUNNING);
    }

    private static void awaitDrop(TaskControl control) {
        boolean interrupted = false;
        while (!interrupted) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted = control.isStopping();
            }
        }
    }

    @Test
    void aCommitThatTakesLongerThanTheTaskMayIsWaitedFor() {
        CountDownLatch commit = new CountDownLatch(1);
        Worker worker = bench.start(1, limited(control -> {
            Outcome outcome = writes(control, SUCCESS);
            bench.await(() -> commit.getCount() == 0);
            return outcome;
        }));
        String id = bench.enqueue("known", 0);
        bench.awaitInTime(() -> answer.get() == Joined.WRITTEN);

        bench.ticker.advance(LIMIT);
        bench.ticker.advance(Duration.ofNanos(Timeouts.GRACE));
        bench.awaitInTime(() -> bench.probe.calls("renew").size() > 1);
        commit.countDown();

        bench.awaitInTime(() -> SUCCESS.equals(bench.ended.get(id)));
        assertThat(bench.probe.calls("complete")).hasSize(1);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void noInterruptReachesACommit() {
        CountDownLatch commit = new CountDownLatch(1);
        AtomicReference<String> came = new AtomicReference<>();
        Worker worker = bench.start(1, (task, control) -> {
            Thread.currentThread().interrupt(); // meant for the method
            Outcome outcome = writes(control, SUCCESS);
            try {
                commit.await();
                came.set("committed");
            } catch (InterruptedException e) {
                came.set("interrupted");
            }
            return completedFuture(outcome);
        });
        bench.enqueue("known", 0);
        bench.awaitInTime(() -> answer.get() == Joined.WRITTEN);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::stop);
        bench.awaitInTime(stop::isDone);
        commit.countDown();

        bench.await(() -> came.get() != null);
        assertThat(came).hasValue("committed");
    }

    /** Or else the slot would stay taken, and the end untold. */
    @Test
    void anExecutorThatIsOutOfThreadsIsAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        Executor tasks = task -> {
            if (asked.incrementAndGet() % 2 == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            bench.executor.execute(task);
        };
        bench.start(
                WorkerBench.settings(1),
                (task, control) -> completedFuture(writes(control, SUCCESS)),
                tasks,
                bench.ticker);
        List<String> ids = bench.enqueue(3);

        bench.awaitInTime(() -> bench.ended.keySet().containsAll(ids));
    }

    @Test
    void whoIsToldThatItIsTooLateCommitsNothingMore() {
        bench.start(1, limited(control -> {
            bench.await(control::isStopping);
            return writes(control, new Outcome.Cancelled());
        }));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> bench.ended.containsKey(id) && answer.get() != null);

        assertThat(answer).hasValue(Joined.CLAIM_LOST);
        assertThat(bench.ended).containsEntry(id, FAILURE);
    }

    private static TaskRunner limited(Function<TaskControl, Outcome> call) {
        return new TaskRunner() {

            @Override
            public CompletionStage<Outcome> run(TaskRecord task, TaskControl control) {
                return completedFuture(call.apply(control));
            }

            @Override
            public Optional<Duration> timeout(TaskRecord task) {
                return Optional.of(LIMIT);
            }

            @Override
            public Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
                return FAILURE;
            }
        };
    }

    @Test
    void aFailedCommitIsAFailedAttempt() {
        bench.probe.instead("complete", given -> {
            bench.probe.noLonger("complete"); // rolled back
            return completed(Set.of());
        });
        Worker worker = bench.start(1, (task, control) -> completedFuture(writes(control, FAILURE)));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> FAILURE.equals(bench.ended.get(id)));

        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void aCommitThatOnlySeemedToFailIsToldAsWhatItWas() {
        Worker worker = bench.start(1, (task, control) -> completedFuture(writes(control, FAILURE)));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> bench.ended.containsKey(id));

        assertThat(bench.ended).containsEntry(id, SUCCESS);
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(worker.state().lost()).isZero();
        assertThat(worker.state().completed()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadAfterACommitOfWhichNobodyHeardIsReadAgain() {
        AtomicInteger finds = new AtomicInteger();
        bench.probe.before("find", given -> {
            if (finds.incrementAndGet() <= 2) {
                throw StoreProbe.away();
            }
        });
        bench.start(1, (task, control) -> completedFuture(writes(control, FAILURE)));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> SUCCESS.equals(bench.ended.get(id)));

        assertThat(finds).hasValueGreaterThan(2);
    }

    @Test
    void aClaimThatWasLostAfterACommitOfWhichNobodyHeardIsLost() {
        AtomicInteger completes = new AtomicInteger();
        bench.probe.instead("complete", given -> {
            if (completes.incrementAndGet() == 1) {
                return completed(Set.of()); // rolled back
            }
            bench.probe.noLonger("complete");
            return completed(claims((Object[]) given));
        });
        Worker worker = bench.start(1, (task, control) -> completedFuture(writes(control, FAILURE)));
        String id = bench.enqueue("known", 0);

        bench.awaitInTime(() -> worker.state().lost() == 1);

        assertThat(bench.ended).doesNotContainKey(id);
    }

    @SuppressWarnings("unchecked") // as complete takes them
    private static Set<Claim> claims(Object[] given) {
        return ((Collection<Completion>) given[0])
                .stream().map(Completion::claim).collect(Collectors.toSet());
    }

    private static Completed completed(Set<Claim> lost) {
        return new Completed(lost, Set.of(), false, false);
    }
}
