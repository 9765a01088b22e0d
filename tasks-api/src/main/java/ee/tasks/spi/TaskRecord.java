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
 * @param arguments a JSON array
 * @param payloadFormat how {@code arguments} is to be read
 * @param result the return value as JSON, {@code null} unless SUCCESSFUL
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

    public TaskRecord {
        workerIds = List.copyOf(workerIds);
        errors = List.copyOf(errors);
        metadata = Map.copyOf(metadata);
    }

    /** A new invocation that nobody has attempted. */
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
