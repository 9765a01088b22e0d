package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt that arrives while the task is in the store, where a pool or a driver clears the flag. */
class InterruptTest extends LimitedCalls {

    private static final Map<String, Consumer<TaskControl>> CALLS = Map.of(
            "progress",
            control -> control.progress(new TaskProgress(1, 2, null)),
            "metadata",
            control -> control.metadata("key", "value"),
            "stopping",
            TaskControl::isStopping,
            "schedules",
            TaskControl::scheduledFor);

    private final AtomicReference<Boolean> after = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(strings = {"progress", "metadata", "stopping", "schedules"})
    void anInterruptThatTheStoreSwallowsReachesTheTask(String method) {
        bench.probe.before(method, arguments -> {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            throw StoreProbe.away();
        });

        assertThat(interruptedAfter(method)).isTrue();
    }

    @Test
    void anInterruptThatTheTaskHeededDoesNotComeAgain() {
        String id = limited();
        bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                untilInterrupted();
                control.get().progress(new TaskProgress(1, 2, null));
                after.set(Thread.currentThread().isInterrupted());
                return WorkerBench.succeeded();
            }
        });
        passTheLimit(1);
        bench.await(() -> after.get() != null);
        bench.awaitStatus(id, TaskStatus.FAILED);

        assertThat(after).hasValue(false);
    }

    private boolean interruptedAfter(String method) {
        String id = limited();
        bench.start(1, new Limited() {
            @Override
            CompletionStage<Outcome> call(TaskRecord task) {
                try {
                    CALLS.get(method).accept(control.get());
                } catch (RuntimeException e) {
                    // What a task asks for it is told, or that it cannot be told.
                }
                after.set(Thread.currentThread().isInterrupted());
                return CompletableFuture.completedFuture(new Outcome.Cancelled());
            }
        });
        passTheLimit(1);
        bench.await(() -> after.get() != null);
        bench.awaitStatus(id, TaskStatus.FAILED);
        return after.get();
    }
}
