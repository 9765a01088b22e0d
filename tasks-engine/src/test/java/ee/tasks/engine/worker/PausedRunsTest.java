package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.gated;
import static ee.tasks.engine.worker.WorkerBench.settings;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.admin.PauseKind;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is paused since it was claimed is given back, as long as it has no thread. Each test has one thread, which the first task keeps. */
class PausedRunsTest {

    private static final Gate ROOMY = new Gate("roomy", "tenant", 1, Capacity.ofConcurrent(9));

    @AutoClose
    private final WorkerBench bench = new WorkerBench();

    private final CountDownLatch end = new CountDownLatch(1);
    private final AdminStore admin = bench.memory.admin();

    @Test
    void ofAPausedQueueWhatWaitsIsGivenBackAndWhatRunsGoesOn() {
        givesBack(settings(3), PauseKind.QUEUE, "default", null);
    }

    @Test
    void ofAPausedNamespaceWhatWaitsIsGivenBackAndWhatRunsGoesOn() {
        givesBack(settings(3), PauseKind.NAMESPACE, AdminStore.ALL, null);
    }

    @Test
    void ofAPausedGateWhatWaitsIsGivenBackAndWhatRunsGoesOn() {
        givesBack(gated(3, ROOMY), PauseKind.LIMIT, "roomy", "tenant");
    }

    /** The clock stands still but for the poll, so nothing has waited too long. */
    private void givesBack(WorkerSettings settings, PauseKind kind, String name, String key) {
        List<String> ids = bench.enqueue(3);
        Worker worker = startWithOneThread(settings);
        bench.await(() -> worker.state().running() == 1 && worker.state().waiting() == 2);

        admin.pause(kind, name, key, null);
        worker.wake();

        bench.await(() -> worker.state().givenBack() == 2 && worker.state().waiting() == 0);
        assertThat(ids).extracting(id -> bench.find(id).status()).containsOnlyOnce(TaskStatus.RUNNING);
        assertThat(ids)
                .filteredOn(id -> bench.find(id).status() == TaskStatus.READY)
                .hasSize(2);
        end.countDown();
        bench.await(() -> worker.state().running() == 0 && bench.ended.size() == 1);
        assertThat(worker.state().claimed()).isEqualTo(3);

        assertThat(admin.resume(kind, name, key)).isTrue();
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
    }

    @Test
    void whileNothingWaitsItIsNotAskedWhatIsPaused() {
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> bench.probe.calls("claim").size() >= 3);
        worker.stop();

        assertThat(bench.probe.calls("admin")).isEmpty();
    }

    @Test
    void whatIsNotKnownToBePausedRuns() {
        bench.probe.before("admin", given -> {
            throw StoreProbe.away();
        });
        List<String> ids = bench.enqueue(3);
        Worker worker = startWithOneThread(settings(3));
        bench.await(() -> !bench.probe.calls("admin").isEmpty());

        assertThat(worker.state().storeAway()).isFalse();
        end.countDown();
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
    }

    private Worker startWithOneThread(WorkerSettings settings) {
        Executor oneThread = new OneThread(bench.executor);
        return bench.start(
                settings,
                (task, control) -> {
                    awaitEnd();
                    return succeeded();
                },
                oneThread,
                bench.ticker);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
