package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRunner;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerFaultsTest {

    private static final List<String> CALLS = List.of(
            "join", "renew", "leave", "promote", "claim", "markStarted", "complete", "release", "unpark", "rescue");

    private final WorkerBench bench = new WorkerBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void nothingIsLostOrStuckWhicheverCallsFailOrLoseTheirAnswers() {
        Random random = new Random(42);
        AtomicBoolean failing = new AtomicBoolean(true);
        for (String call : CALLS) {
            bench.probe.before(call, arguments -> {
                if (failing.get() && random.nextInt(100) < 10) {
                    throw random.nextBoolean() ? StoreProbe.lostRace() : StoreProbe.away();
                }
            });
            bench.probe.after(call, arguments -> {
                if (failing.get() && random.nextInt(100) < 7) {
                    throw StoreProbe.away();
                }
            });
        }
        Set<String> runs = ConcurrentHashMap.newKeySet();
        List<String> ids = bench.enqueue(3_000);
        TaskRunner runner = (task, control) -> {
            runs.add(task.id());
            return succeeded();
        };
        List<Worker> workers = List.of(bench.start(5, runner), bench.start(5, runner));
        bench.awaitInTime(() -> ids.stream()
                        .filter(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL)
                        .count()
                > 2_000);
        failing.set(false);
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
        bench.awaitInTime(
                () -> workers.stream().allMatch(worker -> worker.state().unwritten() == 0));
        assertThat(runs).hasSize(ids.size());
    }
}
