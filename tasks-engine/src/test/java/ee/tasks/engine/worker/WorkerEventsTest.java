package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.tck.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Observers that are slow, or hang: the tasks go on. */
class WorkerEventsTest {

    @AutoClose
    private final LogLines log = LogLines.of("ee.tasks.worker");

    private final WorkerBench bench = new WorkerBench();
    private final CountDownLatch observing = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        bench.close();
    }

    @Test
    void anObserverThatHangsStopsNoTaskAndWhatWaitsForItIsBounded() {
        bench.onEnded = this::hang;
        List<String> ids = bench.enqueue(25_000);
        Worker worker = bench.start(4, (task, control) -> succeeded());

        bench.awaitInTime(() -> worker.state().completed() == ids.size());

        bench.await(() -> worker.state().droppedEvents() + worker.state().waitingEvents() == ids.size() - 1);
        assertThat(worker.state().waitingEvents()).isLessThanOrEqualTo(20_000);
        Duration before = worker.state().presentEvent();
        bench.ticker.advance(Duration.ofSeconds(5));
        assertThat(worker.state().presentEvent()).isEqualTo(before.plusSeconds(5));

        assertThat(lines("EETASK0421")).hasSize(1);
        assertThat(lines("EETASK0422")).isEmpty();

        end.countDown();
        bench.await(() -> worker.state().waitingEvents() == 0
                && worker.state().presentEvent().isZero());
        bench.await(() -> lines("EETASK0422").size() == 1);
        assertThat(lines("EETASK0422"))
                .allMatch(line -> line.contains(
                        "; %s were dropped since".formatted(worker.state().droppedEvents())));
        String next = bench.enqueue("known", 0);
        bench.awaitInTime(() -> bench.ended.containsKey(next));
    }

    @Test
    void whatObserversWaitForIsBoundedInCharactersToo() {
        bench.onEnded = this::hang;
        String result = "x".repeat(1 << 20);
        List<String> ids = bench.enqueue(20);
        Worker worker =
                bench.start(1, (task, control) -> CompletableFuture.completedFuture(new Outcome.Succeeded(result)));

        bench.awaitInTime(() -> worker.state().completed() == ids.size());

        assertThat(worker.state().waitingEvents()).isBetween(1, 8);
    }

    @Test
    void aStopTakesForEventsOnlyWhatTimeIsLeft() {
        bench.onEnded = this::hang;
        bench.enqueue(10);
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> worker.state().completed() == 10 && observing.getCount() == 0);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::stop);

        bench.awaitInTime(stop::isDone);

        assertThat(worker.state().presentEvent()).isPositive();
        assertThat(bench.probe.calls("leave")).hasSize(1);
    }

    @Test
    void anAttemptThatWasToBeRepeatedAndIsCancelledInsteadIsToldAsThat() {
        TaskError error = new TaskError("e", "m", "t", 1, "n", Instant.EPOCH);
        Map<String, Outcome> told = new ConcurrentHashMap<>();
        bench.onEnded = told::put;
        String cancelled = bench.enqueue("known", 1);
        bench.start(1, (task, control) -> {
            bench.memory.cancel(cancelled);
            return CompletableFuture.completedFuture(new Outcome.Retrying(error, Duration.ofHours(1)));
        });
        bench.awaitStatus(cancelled, TaskStatus.CANCELLED);
        String repeated = bench.enqueue("known", 0);
        bench.awaitInTime(() -> told.size() == 2);

        assertThat(told.get(cancelled)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(told.get(repeated)).isInstanceOf(Outcome.Retrying.class);
    }

    private List<String> lines(String id) {
        return log.texts().stream().filter(text -> text.startsWith(id)).toList();
    }

    private void hang(String id, Outcome outcome) {
        observing.countDown();
        WorkerTest.awaitLatch(end);
        bench.ended.put(id, outcome);
    }
}
