package ee.tasks.docs;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The backend of the manual waits for what runs, and for nothing else: a stop that waits for ever hangs the undeployment. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecutorBackendStopTest {

    private static final TaskRunner SUCCEEDING = (task, control) -> completedFuture(new Outcome.Succeeded("null"));

    /** Of a Phaser, which a backend may be tempted to count with. */
    private static final int MAX_PARTIES = 65_535;

    private final Queue<Runnable> given = new ArrayDeque<>();

    @Test
    void whatTheExecutorRejectedIsNotWaitedFor() {
        ExecutorBackend backend = backend(SUCCEEDING, task -> {
            throw new RejectedExecutionException("the pool is full");
        });

        assertThatThrownBy(() -> backend.enqueue(request())).isInstanceOf(RejectedExecutionException.class);

        backend.stop();
    }

    @Test
    void whatAnErrorBrokeIsNotWaitedFor() {
        ExecutorBackend backend = backend(
                (task, control) -> {
                    throw new NoClassDefFoundError("com/acme/Mail");
                },
                given::add);
        backend.enqueue(request());

        assertThatThrownBy(() -> given.remove().run()).isInstanceOf(NoClassDefFoundError.class);

        backend.stop();
    }

    @Test
    void anyNumberOfTasksMayWait() {
        ExecutorBackend backend = backend(SUCCEEDING, given::add);

        for (int i = 0; i <= MAX_PARTIES; i++) {
            backend.enqueue(request());
        }

        given.forEach(Runnable::run);
        backend.stop();
    }

    @Test
    void aStageThatGoesOnIsWaitedFor() throws InterruptedException {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        ExecutorBackend backend = backend((task, control) -> stage, Runnable::run);
        backend.enqueue(request());

        Thread undeploying = new Thread(backend::stop);
        undeploying.start();

        await().atMost(Duration.ofMinutes(1)).until(() -> undeploying.getState() == Thread.State.WAITING);
        stage.complete(new Outcome.Succeeded("null"));
        undeploying.join();
    }

    private static ExecutorBackend backend(TaskRunner runner, Executor executor) {
        ExecutorBackend backend = new ExecutorBackend(executor);
        backend.start(new ContractContext("default", "test", Map.of(), runner));
        return backend;
    }

    private static TaskRequest request() {
        return TaskRequests.request().build();
    }
}
