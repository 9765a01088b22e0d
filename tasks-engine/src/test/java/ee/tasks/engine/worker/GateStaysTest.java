package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.gated;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long a task takes of its gates: until its method has returned, whatever becomes of its attempt. */
class GateStaysTest extends LimitedCalls {

    private static final Gate ONE = new Gate("one", null, 1, Capacity.ofConcurrent(1));
    private static final Gate STRICT = new Gate("one", null, 1, new Capacity(1, 0, null, false, true));

    /** Ignores interrupts until its turn to return has come; each attempt is limited to a second. */
    private final class Attempts implements TaskRunner {

        final List<CountDownLatch> ends =
                Stream.generate(() -> new CountDownLatch(1)).limit(4).toList();
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        @Override
        public CompletionStage<Outcome> run(TaskRecord task, TaskControl given) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            CountDownLatch end = ends.get(started.getAndIncrement());
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            }
            inside.decrementAndGet();
            return succeeded();
        }

        @Override
        public Optional<Duration> timeout(TaskRecord task) {
            return Optional.of(Duration.ofSeconds(1));
        }

        @Override
        public Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
            return task.attempts() < 3
                    ? new Outcome.Retrying(error(task, failure), Duration.ZERO)
                    : new Outcome.Failed(error(task, failure));
        }
    }

    @Test
    void ofAMethodThatIgnoresInterruptsNeverTwoAreInside() {
        Attempts attempts = new Attempts();
        String id = bench.enqueue("known", 1);
        String next = bench.enqueue("known", 0);
        bench.start(gated(2, ONE), attempts);
        try {
            for (int attempt = 1; attempt <= 3; attempt++) {
                int number = attempt;
                bench.awaitInTime(() -> started.get() == number);
                bench.awaitInTime(() -> bench.find(id).errors().size() == number);
                looks();
                assertThat(started).hasValue(attempt);
                assertThat(vacated()).hasSize(attempt - 1);

                attempts.ends.get(attempt - 1).countDown();
            }
            bench.awaitInTime(() -> started.get() == 4);
            assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
            attempts.ends.get(3).countDown();
            bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
            assertThat(attempts.most).hasValue(1);
            assertThat(interrupted).isTrue();
            assertThat(vacated()).hasSize(3).doesNotHaveDuplicates();
        } finally {
            attempts.ends.forEach(CountDownLatch::countDown);
        }
    }

    @Test
    void aCallThatReturnsAfterItsCompletionIsWrittenIsVacatedThenAndOnce() {
        String id = limited();
        Worker worker = bench.start(gated(2, ONE), ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.awaitStatus(id, TaskStatus.FAILED);
        String next = bench.enqueue("known", 0);
        worker.wake();
        looks();
        assertThat(vacated()).isEmpty();
        assertThat(bench.find(next).status()).isEqualTo(TaskStatus.READY);

        heedless.countDown();

        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        worker.stop();
        assertThat(vacated()).hasSize(1);
    }

    @Test
    void aCallThatReturnsBeforeItsCompletionIsWrittenIsVacatedAfterItAndOnce() {
        CountDownLatch write = new CountDownLatch(1);
        AtomicBoolean inside = new AtomicBoolean();
        bench.probe.before("complete", given -> {
            if (completion(given).inside()) {
                inside.set(true);
                WorkerTest.awaitLatch(write);
            }
        });
        String id = limited();
        String next = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(2, ONE), ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.await(inside::get);

        heedless.countDown();

        bench.await(() -> worker.state().abandoned() == 0);
        looks();
        assertThat(vacated()).isEmpty();
        assertThat(bench.find(next).status()).isEqualTo(TaskStatus.READY);
        write.countDown();
        bench.awaitStatus(id, TaskStatus.FAILED);
        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        worker.stop();
        assertThat(vacated()).hasSize(1);
    }

    @Test
    void aCompletionThatIsWrittenAgainAfterTheReturnGivesBackItself() {
        CountDownLatch write = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        bench.probe.before("complete", given -> {
            if (completion(given).inside()) {
                inside.incrementAndGet();
                WorkerTest.awaitLatch(write);
                throw StoreProbe.away();
            }
        });
        String id = limited();
        String next = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(2, ONE), ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.await(() -> inside.get() == 1);
        heedless.countDown();
        bench.await(() -> worker.state().abandoned() == 0);

        write.countDown();

        bench.awaitStatus(id, TaskStatus.FAILED);
        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        worker.stop();
        assertThat(vacated()).isEmpty();
    }

    @Test
    void aCompletionThatWasWrittenAndNotAnsweredIsVacatedOnce() {
        AtomicBoolean once = new AtomicBoolean();
        CountDownLatch write = new CountDownLatch(1);
        bench.probe.after("complete", given -> {
            if (once.compareAndSet(false, true)) {
                WorkerTest.awaitLatch(write);
                throw StoreProbe.away();
            }
        });
        String id = limited();
        String next = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(2, ONE), ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.awaitStatus(id, TaskStatus.FAILED);
        heedless.countDown();
        bench.await(() -> worker.state().abandoned() == 0);

        write.countDown();

        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        worker.stop();
        assertThat(vacated()).hasSize(1);
    }

    /** As the gate is strict, no other node gives back what the task takes. */
    @Test
    void theRunOfALapsedNodeIsVacatedWhenItsCallReturnsAndOnce() {
        String id = limited();
        String next = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(2, STRICT), ignoring);
        bench.await(() -> worker.state().running() == 1);
        bench.probe.goAway();
        bench.awaitInTime(() -> worker.state().lost() == 1);
        bench.probe.comeBack();
        bench.awaitStatus(id, TaskStatus.READY);
        looks();
        assertThat(vacated()).isEmpty();
        assertThat(bench.find(next).status()).isEqualTo(TaskStatus.READY);
        assertThat(started).hasValue(1);

        heedless.countDown();

        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        worker.stop();
        assertThat(vacated()).hasSize(1);
    }

    @Test
    void whatALapsedNodeHadNotStartedIsVacatedAtOnce() {
        Gate two = new Gate("two", null, 1, new Capacity(2, 0, null, false, true));
        limited();
        String waiting = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(2, two), ignoring, new OneThread(bench.executor), bench.ticker);
        bench.await(() -> worker.state().running() == 1 && worker.state().waiting() == 1);
        bench.probe.goAway();
        bench.awaitInTime(() -> worker.state().lost() == 2);
        bench.probe.comeBack();

        bench.awaitInTime(() -> vacated().size() == 1);

        assertThat(vacated()).singleElement().asString().contains(waiting);
    }

    /** Or the method would be inside twice: the store takes a node that has left for dead. */
    @Test
    void aNodeIsNotLeftWhileACallThatWasAbandonedUnderItIsInside() {
        limited();
        Worker worker = bench.start(gated(2, ONE), ignoring);
        passTheLimit(1);
        abandon(worker, 1);
        bench.awaitInTime(() -> worker.state().unwritten() == 0);
        AtomicBoolean once = new AtomicBoolean();
        bench.probe.after("claim", given -> {
            if (once.compareAndSet(false, true)) {
                throw StoreProbe.away();
            }
        });
        String next = bench.enqueue("known", 0);
        bench.awaitInTime(() -> bench.probe.calls("join").size() == 2);
        for (int beat = 0; beat < 3; beat++) {
            looks();
        }
        assertThat(bench.probe.calls("leave")).isEmpty();
        assertThat(bench.find(next).status()).isEqualTo(TaskStatus.READY);

        heedless.countDown();

        bench.awaitStatus(next, TaskStatus.SUCCESSFUL);
        bench.awaitInTime(() -> !bench.probe.calls("leave").isEmpty());
        assertThat(vacated()).hasSize(1);
    }

    @Test
    void aCompletionInTheTasksTransactionVacatesNothing() {
        bench.probe.instead("joinsTransaction", given -> true);
        List<String> ids = bench.enqueue(2);
        Worker worker = bench.start(gated(2, ONE), (task, control) -> {
            control.joinTransaction(new Outcome.Succeeded("null"));
            return succeeded();
        });

        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));

        bench.awaitInTime(() -> worker.state().completed() == 2);
        worker.stop();
        assertThat(vacated()).isEmpty();
    }

    /** Time stands still: no poll helps. */
    @Test
    void whatACompletionFreesIsEnteredAtOnce() {
        String first = limited();
        String next = bench.enqueue("known", 0);
        Worker worker = bench.start(gated(2, ONE), ignoring);
        bench.await(() -> worker.state().running() == 1);

        heedless.countDown();

        bench.await(() -> bench.find(next).status() == TaskStatus.SUCCESSFUL);
        assertThat(bench.find(first).status()).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    /** Although this node let nobody in: another one may have. */
    @Test
    void aCompletionThatFreedSomethingIsFollowedByAClaim() {
        bench.probe.instead("complete", given -> new Completed(Set.of(), Set.of(), false, false, true));
        limited();
        Worker worker = bench.start(gated(2, ONE), ignoring);
        bench.await(() -> worker.state().running() == 1);
        bench.await(bench.ticker::isSeen);
        int before = bench.probe.calls("claim").size();

        heedless.countDown();

        bench.await(() -> bench.probe.calls("claim").size() > before);
    }

    /** Polls of the worker in which whoever has room enters. */
    private void looks() {
        int before = bench.probe.calls("promote").size();
        bench.awaitInTime(() -> bench.probe.calls("promote").size() >= before + 3);
    }

    private static Completion completion(Object[] given) {
        return (Completion) ((Collection<?>) given[0]).iterator().next();
    }

    private List<Object> vacated() {
        return bench.probe.calls("vacate").stream()
                .flatMap(given -> ((Collection<?>) given[0]).stream())
                .map(Object.class::cast)
                .toList();
    }
}
