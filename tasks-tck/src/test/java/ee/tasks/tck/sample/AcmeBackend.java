package ee.tasks.tck.sample;

import ee.tasks.TaskStatus;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs tasks one after the other on a thread of its own, and keeps their results in memory. */
class AcmeBackend implements TaskBackend {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<String, TaskRecord> records = new ConcurrentHashMap<>();
    private BackendContext context;

    @Override
    public void start(BackendContext given) {
        context = given;
    }

    @Override
    public void stop() {
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.RESULTS);
    }

    @Override
    public TaskRecord enqueue(TaskRequest request) {
        TaskRecord accepted = TaskRecordBuilder.of(request).enqueuedAt(now()).build();
        records.put(accepted.id(), accepted);
        thread.execute(() -> run(accepted));
        return accepted;
    }

    @Override
    public Optional<TaskRecord> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    private void run(TaskRecord accepted) {
        Instant now = now();
        TaskRecord running = TaskRecordBuilder.of(accepted)
                .status(TaskStatus.RUNNING)
                .startedAt(now)
                .lastAttemptedAt(now)
                .attempts(1)
                .workerIds(List.of("acme"))
                .build();
        records.put(running.id(), running);
        TaskRecordBuilder completed = TaskRecordBuilder.of(running);
        try {
            complete(
                    completed,
                    context.runner()
                            .run(running, TaskControl.NONE)
                            .toCompletableFuture()
                            .join());
        } catch (RuntimeException unreadable) {
            completed.status(TaskStatus.FAILED);
        }
        TaskRecord finished = completed.finishedAt(now()).build();
        records.put(finished.id(), finished);
        context.reports().finished(finished);
    }

    private static void complete(TaskRecordBuilder completed, Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            completed.status(TaskStatus.SUCCESSFUL).result(succeeded.result());
        } else if (outcome instanceof Outcome.Failed failed) {
            completed.status(TaskStatus.FAILED).errors(List.of(failed.error()));
        } else if (outcome instanceof Outcome.Retrying retrying) {
            completed.status(TaskStatus.FAILED).errors(List.of(retrying.error()));
        } else {
            completed.status(TaskStatus.CANCELLED);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
