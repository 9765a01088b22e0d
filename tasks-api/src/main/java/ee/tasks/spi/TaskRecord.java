package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The state of a task at one moment, as text and times: what {@link ee.tasks.TaskResult} shows, before arguments and result are converted
 * to Java types. Components mean the same as the methods of that name there. Immutable.
 *
 * @param id the id, at most 36 characters
 * @param task the task's name
 * @param backend the name of the backend that accepted it
 * @param queue the queue
 * @param priority -100 to 100
 * @param status its status
 * @param arguments a JSON array
 * @param payloadFormat the format of {@code arguments}
 * @param enqueuedAt when it was enqueued; {@code null} only if somebody has edited the stored task so that the time is lost
 * @param runAfter the earliest time of its next run, or {@code null}
 * @param startedAt when its first attempt started, or {@code null}
 * @param lastAttemptedAt when its newest attempt started, or {@code null}
 * @param finishedAt when it reached its final status, or {@code null}
 * @param attempts the number of attempts, the running one included
 * @param workerIds the workers of its attempts, oldest first; of many attempts the first nine and the last nine
 * @param errors one for each failed attempt, oldest first
 * @param result the return value as JSON, {@code null} unless SUCCESSFUL
 * @param progress the progress that the task last reported, or {@code null}
 * @param metadata the metadata that the task has written
 * @param headers the headers as a JSON object of strings, at most 4,000 bytes in UTF-8; {@code null} if there are none
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
        Map<String, String> metadata,
        String headers) {

    /** Refuses {@code null} where none is allowed, and copies the collections. */
    public TaskRecord {
        // Not the times: MariaDB reads '0000-00-00 00:00:00' as null, and one edited row must not fail the claim of
        // others.
        requireNonNull(id, "id");
        requireNonNull(task, "task");
        requireNonNull(backend, "backend");
        requireNonNull(queue, "queue");
        requireNonNull(status, "status");
        requireNonNull(arguments, "arguments");
        workerIds = List.copyOf(workerIds);
        errors = List.copyOf(errors);
        metadata = Map.copyOf(metadata);
    }

    /** Without arguments and result, which may be secrets. */
    @Override
    public String toString() {
        return id;
    }
}
