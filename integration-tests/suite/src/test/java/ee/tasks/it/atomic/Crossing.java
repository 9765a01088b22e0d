package ee.tasks.it.atomic;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs two tasks at a time, whose calls of {@code progress} cross: the second begins its call before the first has ended its own. */
@ApplicationScoped
@BackendType("crossing")
public class Crossing implements TaskBackend {

    /** Which of the two a task is, it tells by how much it has done. */
    private static final int FIRST = 1;

    @Resource
    ManagedExecutorService executor;

    private final Map<String, CompletableFuture<Outcome>> outcomes = new ConcurrentHashMap<>();
    private final CountDownLatch firstIsIn = new CountDownLatch(1);
    private final CountDownLatch secondIsIn = new CountDownLatch(1);
    private final CountDownLatch firstIsOut = new CountDownLatch(1);
    private BackendContext context;

    @Override
    public void start(BackendContext started) {
        context = started;
    }

    @Override
    public Set<Feature> features() {
        return Set.of();
    }

    @Override
    public TaskRecord enqueue(TaskRequest request) {
        Instant now = Instant.now();
        TaskRecord accepted = TaskRecordBuilder.of(request).enqueuedAt(now).build();
        TaskRecord running = TaskRecordBuilder.of(accepted)
                .status(TaskStatus.RUNNING)
                .startedAt(now)
                .lastAttemptedAt(now)
                .attempts(1)
                .workerIds(List.of("crossing"))
                .build();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        outcomes.put(accepted.id(), outcome);
        executor.execute(() -> context.runner().run(running, new Control()).thenAccept(outcome::complete));
        return accepted;
    }

    public Outcome outcome(String id) throws Exception {
        return outcomes.get(id).get(1, TimeUnit.MINUTES);
    }

    public void awaitFirst() throws InterruptedException {
        Room.await(firstIsIn);
    }

    public void firstIsOut() {
        firstIsOut.countDown();
    }

    private final class Control implements TaskControl {

        @Override
        public void progress(TaskProgress progress) {
            try {
                if (progress.done() == FIRST) {
                    firstIsIn.countDown();
                    Room.await(secondIsIn);
                } else {
                    secondIsIn.countDown();
                    Room.await(firstIsOut);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
