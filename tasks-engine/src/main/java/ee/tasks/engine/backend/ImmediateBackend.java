package ee.tasks.engine.backend;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.TaskStatus;
import ee.tasks.engine.RunsOnEnqueue;
import ee.tasks.engine.TaskErrors;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskReports;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.UnreadablePayloadException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a task on the caller's thread before {@code enqueue} returns, once, and keeps nothing. What a task enqueues runs after
 * it, see {@code HandOver}.
 */
public final class ImmediateBackend implements RunsOnEnqueue {

    private static final String WORKER = "immediate";

    private static final TaskControl ONE_ATTEMPT = new TaskControl() {

        @Override
        public boolean allowsRetries() {
            return false;
        }
    };

    private final Clock clock;
    private TaskRunner runner;
    private TaskReports reports;

    public ImmediateBackend(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void start(BackendContext context) {
        runner = context.runner();
        reports = context.reports();
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.PRIORITY, Feature.BULK, Feature.HEADERS, Feature.EXPIRY);
    }

    @Override
    public TaskRecord enqueue(TaskRequest request) {
        return run(accepted(request));
    }

    @Override
    public TaskRecord accepted(TaskRequest request) {
        return TaskRecordBuilder.of(request).enqueuedAt(now()).build();
    }

    @Override
    public TaskRecord run(TaskRecord accepted) {
        Instant startedAt = now();
        TaskRecord running = TaskRecordBuilder.of(accepted)
                .status(TaskStatus.RUNNING)
                .startedAt(startedAt)
                .lastAttemptedAt(startedAt)
                .attempts(1)
                .workerIds(List.of(WORKER))
                .build();
        TaskRecord finished = finished(running, outcome(running));
        reports.finished(finished);
        return finished;
    }

    /** An interrupt is meant for the caller, whose thread this is, and a task that heeds it takes the flag away. */
    private Outcome outcome(TaskRecord running) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        try {
            CompletableFuture<Outcome> attempt =
                    runner.run(running, ONE_ATTEMPT).toCompletableFuture();
            boolean doneHere = attempt.isDone(); // a stage may be interrupted elsewhere
            Outcome outcome = attempt.join();
            interrupted |= doneHere && wasInterrupted(outcome);
            return outcome;
        } catch (UnreadablePayloadException e) { // there is no other deployment that could run it
            return new Outcome.Failed(TaskErrors.of(e, 1, WORKER, now()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean wasInterrupted(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && failed.error().exceptionClass().equals(InterruptedException.class.getName());
    }

    private TaskRecord finished(TaskRecord running, Outcome outcome) {
        TaskRecordBuilder finished = TaskRecordBuilder.of(running).finishedAt(now());
        if (outcome instanceof Outcome.Succeeded succeeded) {
            finished.status(TaskStatus.SUCCESSFUL).result(succeeded.result());
        } else if (outcome instanceof Outcome.Failed failed) {
            finished.status(TaskStatus.FAILED).errors(List.of(failed.error()));
        } else {
            finished.status(TaskStatus.CANCELLED);
        }
        return finished.build();
    }

    private Instant now() {
        return clock.instant().truncatedTo(MICROS);
    }
}
