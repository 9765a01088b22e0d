package ee.tasks.docs;

import static java.util.concurrent.CompletableFuture.completedFuture;

import ee.tasks.TaskError;
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
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

// tag::backend[]
@Dependent
@BackendType("executor")
public class ExecutorBackend implements TaskBackend {

    private final Executor executor;
    private final Set<String> unfinished = new HashSet<>(); // guarded by itself
    private BackendContext context;

    @Inject
    public ExecutorBackend(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void start(BackendContext given) {
        context = given;
    }

    @Override
    public void stop() {
        synchronized (unfinished) {
            try {
                while (!unfinished.isEmpty()) {
                    unfinished.wait();
                }
            } catch (InterruptedException e) { // whoever undeploys waits no longer
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Set<Feature> features() {
        return Set.of(); // no runAfter, no priorities, no results: the engine refuses them for us
    }

    @Override
    public TaskRecord enqueue(TaskRequest request) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        TaskRecord accepted = TaskRecordBuilder.of(request).enqueuedAt(now).build();
        synchronized (unfinished) {
            unfinished.add(accepted.id());
        }
        try {
            executor.execute(() -> run(accepted));
        } catch (Throwable rejected) { // it never runs, so stop() must not wait for it
            forget(accepted);
            throw rejected;
        }
        return accepted;
    }

    private void run(TaskRecord accepted) {
        CompletionStage<Void> reported = completedFuture(null); // for an Error, which nobody reports
        try {
            TaskRecord attempt = firstAttempt(accepted);
            reported = outcome(attempt).thenAccept(outcome -> report(attempt, outcome));
        } finally {
            reported.whenComplete((nothing, problem) -> forget(accepted));
        }
    }

    private void forget(TaskRecord accepted) {
        synchronized (unfinished) {
            unfinished.remove(accepted.id());
            unfinished.notifyAll();
        }
    }

    private CompletionStage<Outcome> outcome(TaskRecord attempt) {
        try {
            return context.runner().run(attempt, ONE_ATTEMPT);
        } catch (RuntimeException e) { // no such task here, or arguments that do not fit it
            String problem = e.getClass().getName();
            return completedFuture(new Outcome.Failed(
                    new TaskError(problem, e.getMessage(), "", attempt.attempts(), "executor", attempt.startedAt())));
        }
    }
    // end::backend[]

    // tag::attempt[]
    private static final TaskControl ONE_ATTEMPT = new TaskControl() {
        @Override
        public boolean allowsRetries() {
            return false; // whatever @Attempts says
        }
    };

    private static TaskRecord firstAttempt(TaskRecord accepted) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return TaskRecordBuilder.of(accepted)
                .status(TaskStatus.RUNNING)
                .startedAt(now)
                .lastAttemptedAt(now)
                .attempts(1)
                .workerIds(List.of("executor"))
                .build();
    }
    // end::attempt[]

    // tag::report[]
    private void report(TaskRecord attempt, Outcome outcome) {
        TaskRecordBuilder now =
                TaskRecordBuilder.of(attempt).finishedAt(Instant.now().truncatedTo(ChronoUnit.MICROS));
        if (outcome instanceof Outcome.Succeeded succeeded) {
            now.status(TaskStatus.SUCCESSFUL).result(succeeded.result());
        } else if (outcome instanceof Outcome.Failed failed) {
            now.status(TaskStatus.FAILED).errors(List.of(failed.error()));
        } else {
            now.status(TaskStatus.CANCELLED);
        }
        context.reports().finished(now.build());
    }
    // end::report[]
}
