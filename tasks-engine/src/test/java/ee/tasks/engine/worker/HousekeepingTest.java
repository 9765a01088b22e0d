package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.UnreadablePayloadException;
import ee.tasks.tck.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a worker does for the store as a whole. */
class HousekeepingTest {

    private static final Retention ONE_HOUR =
            new Retention(Map.of(TaskStatus.SUCCESSFUL, Duration.ofHours(1)), Map.of());

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    @AutoClose
    private final LogLines log = LogLines.of("ee.tasks.worker");

    @Test
    void whatHasFinishedIsDeletedWhenItsRetentionIsOver() {
        List<String> ids = bench.enqueue(3);
        Worker worker = start(Duration.ofSeconds(1));
        bench.awaitInTime(() -> bench.ended.size() == 3);
        int looks = bench.probe.calls("prune").size();
        bench.awaitInTime(() -> bench.probe.calls("prune").size() > looks + 2);
        assertThat(worker.state().pruned()).isZero();

        bench.ticker.advance(Duration.ofHours(1));

        bench.awaitInTime(() -> worker.state().pruned() == 3);
        assertThat(ids).noneMatch(id -> bench.memory.find(id).isPresent());
    }

    @Test
    void aStoreThatCannotPruneHindersNothing() {
        bench.probe.before("prune", arguments -> {
            throw StoreProbe.away();
        });
        start(Duration.ofSeconds(1));
        bench.awaitInTime(() -> bench.probe.calls("prune").size() > 2);

        String id = bench.enqueue("known", 0);
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void aStoreThatDoesNotImplementPruningIsAskedOnceAndNamed() {
        bench.probe.lacks("prune");
        start(Duration.ofSeconds(1));

        bench.awaitInTime(() -> !said("EETASK0453").isEmpty());
        int rounds = bench.probe.calls("rescue").size();
        bench.awaitInTime(() -> bench.probe.calls("rescue").size() > rounds + 6);

        assertThat(bench.probe.calls("prune")).hasSize(1);
        assertThat(said("EETASK0453"))
                .singleElement()
                .asString()
                .startsWith("EETASK0453: the store of backend 'default' does not implement TaskStore.prune:"
                        + " finished tasks are kept for ever, whatever ee.tasks.retention says.");
        assertThat(said("EETASK0430")).isEmpty();
    }

    @Test
    void aStoreThatDoesNotImplementFailingTheUnreadableIsAskedOnceAndNamedAndAllElseGoesOn() {
        bench.probe.lacks("failUnreadable");
        bench.probe.lacks("parked");
        String id = bench.enqueue("known", 0);
        Worker worker = unreadable();
        bench.awaitInTime(() -> worker.state().parked() == 1);
        bench.awaitInTime(() -> !said("EETASK0453").isEmpty());
        int repairs = bench.probe.calls("putRight").size();
        bench.awaitInTime(() -> bench.probe.calls("putRight").size() > repairs + 1);

        assertThat(bench.probe.calls("failUnreadable")).hasSize(1);
        assertThat(said("EETASK0453"))
                .singleElement()
                .asString()
                .startsWith("EETASK0453: the store of backend 'default' does not implement TaskStore.failUnreadable:"
                        + " tasks whose arguments no node can read stay parked");
        assertThat(worker.state().storeAway()).isFalse();
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.READY);
    }

    private List<String> said(String id) {
        return log.texts().stream().filter(line -> line.startsWith(id)).toList();
    }

    /** Else a node that ends more than that would never keep up with itself. */
    @Test
    void whereThereIsMuchToDeleteTheNextTurnComesAsLongAfterAsTheOneTook() {
        bench.probe.instead("prune", arguments -> {
            bench.ticker.advance(Duration.ofMillis(400));
            return 5_000;
        });
        Pruner pruner = new Pruner(
                new Site(settings(Duration.ofMinutes(10)), bench.probe.store(), bench.ticker, new java.util.Random(1)));
        pruner.run();

        assertThat(pruner.run())
                .isBetween(
                        Duration.ofMillis(360).toNanos(), Duration.ofMillis(440).toNanos());
    }

    @Test
    void nodesLookAtTimesOfTheirOwn() {
        WorkerSettings settings = settings(Duration.ofMinutes(10));
        List<Long> first = IntStream.range(0, 9)
                .mapToObj(seed ->
                        new Pruner(new Site(settings, bench.memory, bench.ticker, new java.util.Random(seed))).run())
                .toList();

        assertThat(first)
                .doesNotHaveDuplicates()
                .allMatch(nanos -> nanos <= Duration.ofMinutes(10).toNanos());
    }

    @Test
    void whatNoNodeCanReadIsTriedOnceByEachAndFailsAfterTheGrace() {
        String id = bench.enqueue("known", 0);
        Worker first = unreadable();
        Worker second = unreadable();
        bench.awaitInTime(() -> first.state().parked() + second.state().parked() == 2);
        int rounds = bench.probe.calls("unpark").size();
        bench.awaitInTime(() -> bench.probe.calls("unpark").size() > rounds + 6);
        assertThat(first.state().parked()).isEqualTo(1);
        assertThat(second.state().parked()).isEqualTo(1);

        bench.ticker.advance(Duration.ofHours(1));

        bench.awaitStatus(id, TaskStatus.FAILED);
        assertThat(bench.find(id).errors()).hasSize(1);
        bench.awaitInTime(() -> bench.lost.contains(id));
    }

    @Test
    void whatOneNodeCannotReadIsNotTakenUpByOneThatDoesNotServeItsQueue() {
        String id = bench.enqueue("known", 0);
        Worker old = unreadable();
        bench.awaitInTime(() -> old.state().parked() == 1);
        WorkerSettings elsewhere = settings(new QueueSelection(Set.of("reports"), Set.of()), Duration.ofMinutes(10));
        bench.start(elsewhere, (task, control) -> WorkerBench.succeeded(), bench.executor, bench.ticker);
        int rounds = bench.probe.calls("unpark").size();
        bench.awaitInTime(() -> bench.probe.calls("unpark").size() > rounds + 6);

        assertThat(bench.memory.parked()).containsEntry(Parking.UNREADABLE, 1L);
        bench.start(1, (task, control) -> WorkerBench.succeeded());
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void whatIsRetriedByHandIsRunWhenANodeCanReadIt() {
        String id = bench.enqueue("known", 0);
        Worker old = unreadable();
        bench.awaitInTime(() -> old.state().parked() == 1);
        bench.ticker.advance(Duration.ofHours(1));
        bench.awaitStatus(id, TaskStatus.FAILED);
        old.stop();
        bench.start(1, (task, control) -> {
            assertThat(control.attemptsBefore()).isEqualTo(1);
            return WorkerBench.succeeded();
        });

        assertThat(bench.memory.retry(id)).isTrue();

        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(bench.find(id).errors()).hasSize(1);
    }

    @Test
    void whatWasToStopAndWasLostIsToldAsCancelled() {
        String id = bench.enqueue("known", 0);
        bench.memory.join("lost", Duration.ofSeconds(60));
        bench.memory.claim("lost", QueueSelection.ALL, 1, Long.MAX_VALUE);
        bench.memory.cancel(id);
        bench.memory.leave("lost");
        start(Duration.ofSeconds(1));

        bench.awaitInTime(() -> bench.cancelled.contains(id));
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    private Worker unreadable() {
        return bench.start(1, (task, control) -> {
            throw new UnreadablePayloadException("EETASK0301: not in this version", null);
        });
    }

    private Worker start(Duration interval) {
        return bench.start(
                settings(interval),
                (task, control) -> CompletableFuture.completedFuture(new Outcome.Succeeded("null")),
                bench.executor,
                bench.ticker);
    }

    private static WorkerSettings settings(Duration interval) {
        return settings(QueueSelection.ALL, interval);
    }

    private static WorkerSettings settings(QueueSelection queues, Duration interval) {
        WorkerSettings common = WorkerBench.settings(2);
        return new WorkerSettings(
                common.backend(),
                common.nodeName(),
                common.concurrency(),
                queues,
                common.tasks(),
                common.pollInterval(),
                common.lease(),
                common.heartbeat(),
                common.rescueInterval(),
                common.maxLosses(),
                common.linger(),
                common.shutdownTimeout(),
                new Housekeeping(ONE_HOUR, interval, Duration.ofHours(1)),
                null,
                TaskGates.NONE,
                null);
    }
}
