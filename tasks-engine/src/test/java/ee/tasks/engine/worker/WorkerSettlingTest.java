package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an end makes due is found at once, although time stands still and so no poll comes. */
class WorkerSettlingTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    @Test
    void aChainOfTasksWaitsForNoPoll() {
        Worker worker = idle();
        List<String> chain = chain(20);

        worker.wake();

        bench.await(() -> chain.stream().allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL));
    }

    @Test
    void aChainThatASettlingReleasesWaitsForNoPollEither() {
        bench.probe.instead("complete", arguments -> answer(arguments, true));
        bench.probe.instead("settle", arguments -> new Settled(1, List.of(), false));
        Worker worker = idle();
        List<String> chain = chain(20);

        worker.wake();

        bench.await(() -> chain.stream().allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL));
    }

    @Test
    void theEndOfAnAtomicTaskIsSettledAfterItsCommit() {
        AtomicBoolean committed = new AtomicBoolean();
        AtomicInteger early = new AtomicInteger();
        bench.probe.instead("joinsTransaction", arguments -> true);
        bench.probe.instead("complete", arguments -> answer(arguments, true));
        Worker worker = bench.start(1, (task, control) -> {
            Outcome.Succeeded success = new Outcome.Succeeded("null");
            assertThat(control.joinTransaction(success)).isEqualTo(TaskControl.Joined.WRITTEN);
            bench.probe.before("settle", arguments -> early.addAndGet(committed.get() ? 0 : 1));
            committed.set(true);
            return CompletableFuture.completedFuture(success);
        });
        bench.await(() -> !bench.probe.calls("settle").isEmpty());
        int before = bench.probe.calls("settle").size();
        bench.enqueue("known", 0);

        worker.wake();

        bench.await(() -> bench.probe.calls("settle").size() > before);
        assertThat(early).hasValue(0);
    }

    @Test
    void anAttemptThatIsMadeAgainAtOnceWaitsForNoPoll() {
        Worker worker = bench.start(1, (task, control) -> task.attempts() < 10 ? again() : succeeded());
        bench.await(() -> !bench.probe.calls("claim").isEmpty());
        String id = bench.enqueue("known", 0);

        worker.wake();

        bench.await(() -> bench.find(id).status() == TaskStatus.SUCCESSFUL);
    }

    @Test
    void pagesAreSettledUntilThereAreNoMoreAndCancelledTasksAreTold() {
        AtomicInteger left = new AtomicInteger(3);
        bench.probe.instead("settle", arguments -> {
            int page = left.decrementAndGet();
            return page < 0 ? Settled.NOTHING : new Settled(0, List.of("cancelled-" + page), page > 0);
        });
        idle();

        bench.await(() -> bench.cancelled.size() == 3);
        assertThat(bench.cancelled).containsExactly("cancelled-2", "cancelled-1", "cancelled-0");
        assertThat(bench.probe.calls("settle")).allMatch(arguments -> arguments[0].equals(2_000));
    }

    @Test
    void aSettlingThatFailsIsTriedAgainAfterAPauseAndKeepsNothingElseFromItsTurn() {
        AtomicBoolean failing = new AtomicBoolean(true);
        bench.probe.instead("complete", arguments -> answer(arguments, true));
        bench.probe.before("settle", arguments -> {
            if (failing.get()) {
                throw new StackOverflowError();
            }
        });
        Worker worker = idle();
        bench.await(() -> worker.state().storeAway());
        List<String> ids = bench.enqueue(100);

        worker.wake();

        bench.await(() -> ids.stream().allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL));
        assertThat(bench.probe.calls("settle")).hasSize(1);
        failing.set(false);
        bench.awaitInTime(() -> !worker.state().storeAway());
    }

    @Test
    void everyRescueRoundHasSettledWhatOthersLeft() {
        idle();
        bench.awaitInTime(() -> bench.probe.calls("settle").size() > 3);
    }

    /** Without a rescue round, whose news would have it look too. */
    @Test
    void aStoreIsCalledAgainWhenItAskedForIt() {
        AtomicInteger busy = new AtomicInteger(2);
        bench.probe.instead(
                "settle",
                arguments -> busy.getAndDecrement() > 0
                        ? new Settled(0, List.of(), false, Duration.ofMillis(50))
                        : Settled.NOTHING);
        Site site = new Site(WorkerBench.settings(1), bench.probe.store(), bench.ticker, new Random(1));
        Settler settler = new Settler(site, new Notices(null, bench.executor, site));
        site.news().awaited();

        assertThat(settler.run()).isEqualTo(Duration.ofMillis(50).toNanos());
        bench.ticker.advance(Duration.ofMillis(20));
        assertThat(settler.run()).isEqualTo(Duration.ofMillis(30).toNanos());
        assertThat(bench.probe.calls("settle")).hasSize(1);
        bench.ticker.advance(Duration.ofMillis(30));
        assertThat(settler.run()).isEqualTo(Duration.ofMillis(50).toNanos());
        site.news().awaited();
        assertThat(settler.run()).isEqualTo(Duration.ofMillis(50).toNanos());
        bench.ticker.advance(Duration.ofMillis(50));
        assertThat(settler.run()).isEqualTo(Round.FOREVER);
        assertThat(bench.probe.calls("settle")).hasSize(4);
    }

    @Test
    void rowsArePutRightOnceAMinuteInPagesThatEnd() {
        bench.probe.instead("putRight", arguments -> true);
        Site site = new Site(WorkerBench.settings(1), bench.probe.store(), bench.ticker, new Random(1));
        Heartbeat heartbeat = new Heartbeat(site, (lapsed, why) -> {});
        Rescuer rescuer = new Rescuer(site, heartbeat, new Notices(null, bench.executor, site));
        heartbeat.run();
        rescuer.run();
        bench.ticker.advance(Duration.ofSeconds(40));
        heartbeat.run();
        rescuer.run();
        assertThat(bench.probe.calls("putRight")).hasSize(20);

        bench.ticker.advance(Duration.ofSeconds(30));
        heartbeat.run();
        rescuer.run();

        assertThat(bench.probe.calls("putRight")).hasSize(40);
    }

    @Test
    void whatOthersLostIsRescuedThoughNothingCanBePutRight() {
        bench.probe.before("putRight", arguments -> {
            throw StoreProbe.away();
        });
        Worker worker = idle();
        bench.awaitInTime(() -> bench.probe.calls("putRight").size() > 1);
        bench.await(() -> worker.state().storeAway());
        bench.awaitInTime(() -> bench.probe.calls("settle").size() > 1);
    }

    private Worker idle() {
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.await(() -> !bench.probe.calls("claim").isEmpty());
        return worker;
    }

    private List<String> chain(int length) {
        List<String> chain = new ArrayList<>(List.of(bench.enqueue("known", 0)));
        while (chain.size() < length) {
            chain.add(bench.enqueueAfter(chain.get(chain.size() - 1)));
        }
        return chain;
    }

    @SuppressWarnings("unchecked")
    private Completed answer(Object arguments, boolean awaited) {
        Completed completed = bench.memory.complete((Collection<Completion>) ((Object[]) arguments)[0]);
        return new Completed(completed.lost(), completed.cancelled(), false, awaited);
    }

    private static CompletionStage<Outcome> again() {
        return CompletableFuture.completedFuture(
                new Outcome.Retrying(new TaskError("e", "m", "t", 1, "n", Instant.EPOCH), Duration.ZERO));
    }
}
