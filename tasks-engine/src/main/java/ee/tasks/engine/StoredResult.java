package ee.tasks.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A snapshot: a record, and how to read and renew it. */
final class StoredResult<R> implements TaskResult<R> {

    private static final Duration MAX_WAIT = Duration.ofDays(365);
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long MAX_PAUSE_MILLIS = 250;

    private final TaskRecord task;
    private final Class<R> type;
    private final ResultSource results;
    private final Object enqueuedIn;

    /**
     * @param type as which the return value is read; {@code null} means as declared
     * @param enqueuedIn the transaction that enqueued it, or {@code null}
     */
    StoredResult(TaskRecord task, Class<R> type, ResultSource results, Object enqueuedIn) {
        this.task = task;
        this.type = type;
        this.results = results;
        this.enqueuedIn = enqueuedIn;
    }

    @Override
    public String id() {
        return task.id();
    }

    @Override
    public String task() {
        return task.task();
    }

    @Override
    public TaskStatus status() {
        return task.status();
    }

    @Override
    public String queue() {
        return task.queue();
    }

    @Override
    public int priority() {
        return task.priority();
    }

    @Override
    public String backend() {
        return task.backend();
    }

    @Override
    public List<Object> arguments() {
        return results.reader().arguments(task);
    }

    @Override
    public Instant enqueuedAt() {
        return task.enqueuedAt();
    }

    @Override
    public Optional<Instant> runAfter() {
        return Optional.ofNullable(task.runAfter());
    }

    @Override
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(task.startedAt());
    }

    @Override
    public Optional<Instant> lastAttemptedAt() {
        return Optional.ofNullable(task.lastAttemptedAt());
    }

    @Override
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(task.finishedAt());
    }

    @Override
    public int attempts() {
        return task.attempts();
    }

    @Override
    public List<String> workerIds() {
        return task.workerIds();
    }

    @Override
    public List<TaskError> errors() {
        return task.errors();
    }

    @Override
    public R returnValue() {
        if (task.status() != TaskStatus.SUCCESSFUL) {
            throw new IllegalStateException(CoreMessage.RESULT_NOT_SUCCESSFUL.text(
                    task.task(), task.id(), task.status(), lastError() + wayOut()));
        }
        return results.reader().returnValue(task, type);
    }

    private String lastError() {
        int errors = task.errors().size();
        return errors == 0
                ? ""
                : ": " + task.errors().get(errors - 1).exceptionClass() + ": "
                        + task.errors().get(errors - 1).message();
    }

    private String wayOut() {
        return task.status().isFinished() ? "" : "; refresh() or await(...) gives a newer snapshot";
    }

    @Override
    public Optional<TaskProgress> progress() {
        return Optional.ofNullable(task.progress());
    }

    @Override
    public Map<String, String> metadata() {
        return task.metadata();
    }

    @Override
    public TaskResult<R> refresh() {
        return new StoredResult<>(results.record(task.backend(), task.id()), type, results, enqueuedIn);
    }

    @Override
    public TaskResult<R> await(Duration atMost) {
        if (enqueuedIn != null && enqueuedIn.equals(results.currentTransaction())) {
            throw new IllegalStateException(CoreMessage.AWAIT_IN_TRANSACTION.text(task.id()));
        }
        long deadline = System.nanoTime() + (atMost.compareTo(MAX_WAIT) < 0 ? atMost : MAX_WAIT).toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        TaskResult<R> newest = isFinished() ? this : refresh();
        while (!newest.isFinished()
                && System.nanoTime() - deadline < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(MILLISECONDS.toNanos(pause), deadline - System.nanoTime()));
            pause = Math.min(pause * 2, MAX_PAUSE_MILLIS);
            newest = newest.refresh();
        }
        return newest;
    }

    @Override
    public boolean cancel() {
        return results.cancel(task.backend(), task.id());
    }

    @Override
    public boolean retry() {
        return results.retry(task.backend(), task.id());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredResult<?> result && task.equals(result.task);
    }

    @Override
    public int hashCode() {
        return task.id().hashCode();
    }

    @Override
    public String toString() {
        return "TaskResult[" + task.task() + " " + task.id() + " " + task.status() + "]";
    }
}
