package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.engine.Transactions;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whoever cancels or retries wakes the worker; time stands still, so that no poll does. */
class StoreBackendWakeTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    /** Tasks of a lower priority are cancelled at their first attempt. */
    private final TaskRunner runner = (task, control) -> CompletableFuture.completedFuture(
            task.priority() < 0 && task.attempts() == 1 ? new Outcome.Cancelled() : new Outcome.Succeeded("null"));

    private final StoreBackend backend = new StoreBackend(
            bench.probe.store(),
            Transactions.NONE,
            context -> bench.worker(WorkerBench.settings(2), runner, bench.executor, bench.ticker));

    private void start() {
        backend.start(ContractContext.ofStore("default", Map.of()));
        bench.await(() -> !bench.probe.calls("claim").isEmpty());
    }

    private String insert(TaskRequests request) {
        return bench.memory.insert(request.build()).id();
    }

    @Test
    void aCancelReleasesWhatRunsEvenSo() {
        start();
        String waited = insert(TaskRequests.of("known").delay(Duration.ofHours(1)));
        String follower = insert(TaskRequests.of("known").dependsOn(waited).evenIfFailed());

        assertThat(backend.cancel(waited)).isTrue();

        bench.await(() -> bench.find(follower).status() == TaskStatus.SUCCESSFUL);
    }

    @Test
    void aCancelOfAFlowReleasesWhatRunsEvenSo() {
        start();
        insert(TaskRequests.of("known").flow("flow").delay(Duration.ofHours(1)));
        String follower = insert(TaskRequests.of("known").dependsOnFlow("flow").evenIfFailed());

        assertThat(backend.cancelFlow("flow")).isEqualTo(1);

        bench.await(() -> bench.find(follower).status() == TaskStatus.SUCCESSFUL);
    }

    @Test
    void whatACancelLeavesToBeSettledIsSettled() {
        bench.probe.instead("cancel", arguments -> true);
        start();
        bench.await(() -> !bench.probe.calls("settle").isEmpty());
        int before = bench.probe.calls("settle").size();

        assertThat(backend.cancel("any")).isTrue();

        bench.await(() -> bench.probe.calls("settle").size() > before);
    }

    /** What it waits for may have ended before its commit, and has told of it already. */
    @Test
    void whatIsEnqueuedToWaitIsSettled() {
        start();
        bench.await(() -> !bench.probe.calls("settle").isEmpty());
        int before = bench.probe.calls("settle").size();
        String waited = insert(TaskRequests.of("known").delay(Duration.ofHours(1)));

        backend.enqueue(TaskRequests.of("known").dependsOn(waited).build());

        bench.await(() -> bench.probe.calls("settle").size() > before);
    }

    @Test
    void aRetryRuns() {
        start();
        String cancelled = insert(TaskRequests.of("known").priority(-1));
        backend.enqueue(TaskRequests.of("known").build());
        bench.await(() -> bench.find(cancelled).status() == TaskStatus.CANCELLED);

        assertThat(backend.retry(cancelled)).isTrue();

        bench.await(() -> bench.find(cancelled).status() == TaskStatus.SUCCESSFUL);
    }
}
