package ee.tasks.spi;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The state of an invocation at one moment, as text and times: {@link ee.tasks.TaskResult} before anything is bound to a
 * class. Components mean what the methods of the same name there say; what is absent is {@code null}.
 *
 * @param id the id, at most 36 characters
 * @param task the task's name
 * @param backend the name of the backend that took it
 * @param queue the queue
 * @param priority -100 to 100
 * @param status where it is on its way
 * @param arguments a JSON array
 * @param payloadFormat how {@code arguments} is to be read
 * @param enqueuedAt when it was enqueued
 * @param runAfter not before when it runs (again), or {@code null}
 * @param startedAt when its first attempt started, or {@code null}
 * @param lastAttemptedAt when its newest attempt started, or {@code null}
 * @param finishedAt when it reached its final status, or {@code null}
 * @param attempts how many attempts were made, the running one included
 * @param workerIds the workers that attempted it, oldest first; of many attempts those of the first nine and the last nine
 * @param errors one for each failed attempt, oldest first
 * @param result the return value as JSON, {@code null} unless SUCCESSFUL
 * @param progress what the task last said of itself, or {@code null}
 * @param metadata what the task noted
 * @since 1.0
 */
public record TaskRecord(
        String id,
        String task,
        String backend,
        String queue,
        int priority,
        TaskStatus status,
        String arguments,
        int payloadFormat,
        Instant enqueuedAt,
        Instant runAfter,
        Instant startedAt,
        Instant lastAttemptedAt,
        Instant finishedAt,
        int attempts,
        List<String> workerIds,
        List<TaskError> errors,
        String result,
        TaskProgress progress,
        Map<String, String> metadata) {

    /** Copies the collections. */
    public TaskRecord {
        workerIds = List.copyOf(workerIds);
        errors = List.copyOf(errors);
        metadata = Map.copyOf(metadata);
    }

    /** Without arguments and result, which may be secrets. */
    @Override
    public String toString() {
        return id;
    }

    /**
     * A new invocation that nobody has attempted.
     *
     * @param request what was asked for
     * @param status READY or WAITING
     * @param enqueuedAt when it was enqueued, by the store's time
     * @param runAfter not before when it runs, by the store's time, or {@code null}
     * @return the state
     */
    public static TaskRecord enqueued(TaskRequest request, TaskStatus status, Instant enqueuedAt, Instant runAfter) {
        return new TaskRecord(
                request.id(),
                request.task(),
                request.backend(),
                request.queue(),
                request.priority(),
                status,
                request.arguments(),
                request.payloadFormat(),
                enqueuedAt,
                runAfter,
                null,
                null,
                null,
                0,
                List.of(),
                List.of(),
                null,
                null,
                Map.of());
    }
}
