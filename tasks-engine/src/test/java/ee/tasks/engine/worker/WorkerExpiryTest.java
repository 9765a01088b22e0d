package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What expires does not start late, also where a worker has claimed it in time. */
class WorkerExpiryTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    private final Set<String> started = ConcurrentHashMap.newKeySet();

    @Test
    void aTaskThatIsLateWhenItsTurnComesIsGivenBackAndCancelled() {
        String id = enqueue(Duration.ofSeconds(10));
        String never = enqueue(null);
        bench.probe.after("claim", arguments -> {
            if (bench.find(id).status() == TaskStatus.RUNNING) {
                bench.ticker.advance(Duration.ofSeconds(11));
            }
        });

        start();

        bench.awaitStatus(id, TaskStatus.CANCELLED);
        bench.awaitStatus(never, TaskStatus.SUCCESSFUL);
        assertThat(started).containsExactly(never);
        assertThat(bench.find(id).attempts()).isZero();
        bench.awaitInTime(() -> bench.cancelled.equals(List.of(id)));
    }

    @Test
    void aTaskThatIsNotClaimedInTimeIsCancelledAndToldOf() {
        String id = bench.memory
                .insert(TaskRequests.of("known")
                        .expireAfter(Duration.ofSeconds(10))
                        .delay(Duration.ofSeconds(1))
                        .build())
                .id();
        bench.probe.instead("promote", arguments -> 0);
        start();

        bench.awaitInTime(() -> bench.cancelled.equals(List.of(id)));

        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(started).isEmpty();
    }

    @Test
    void aTaskInTimeStarts() {
        String id = enqueue(Duration.ofSeconds(60));

        start();

        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    private String enqueue(Duration expireAfter) {
        return bench.memory
                .insert(TaskRequests.of("known").expireAfter(expireAfter).build())
                .id();
    }

    private void start() {
        bench.start(1, (task, control) -> {
            started.add(task.id());
            return WorkerBench.succeeded();
        });
    }
}
