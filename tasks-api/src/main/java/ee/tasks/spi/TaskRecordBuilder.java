package ee.tasks.spi;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes a {@link TaskRecord}. Each method sets the component of its name, which means what it means there, and returns this
 * builder. Only {@link #build} checks for {@code null}; it may be called again. Not thread-safe.
 *
 * @since 1.0
 */
public final class TaskRecordBuilder {

    private String id;
    private String task;
    private String backend;
    private String queue;
    private int priority;
    private TaskStatus status;
    private String arguments;
    private int payloadFormat = 1;
    private Instant enqueuedAt;
    private Instant runAfter;
    private Instant startedAt;
    private Instant lastAttemptedAt;
    private Instant finishedAt;
    private int attempts;
    private List<String> workerIds = List.of();
    private List<TaskError> errors = List.of();
    private String result;
    private TaskProgress progress;
    private Map<String, String> metadata = Map.of();
    private String headers;

    /** Makes an empty builder, as for a row that is read. */
    public TaskRecordBuilder() {}

    /**
     * Makes a builder for a request without attempts: WAITING if it depends on others, otherwise READY. Set {@link #enqueuedAt} then, and
     * {@link #runAfter} for a request with a delay.
     *
     * <pre>{@code
     * TaskRecord accepted = TaskRecordBuilder.of(request).enqueuedAt(now).build();
     * TaskRecord running = TaskRecordBuilder.of(accepted)
     *         .status(TaskStatus.RUNNING)
     *         .startedAt(now)
     *         .lastAttemptedAt(now)
     *         .attempts(1)
     *         .workerIds(List.of("worker"))
     *         .build();
     * }</pre>
     *
     * @param request the request
     * @return a new builder with the request's components of the same names
     */
    public static TaskRecordBuilder of(TaskRequest request) {
        return new TaskRecordBuilder()
                .id(request.id())
                .task(request.task())
                .backend(request.backend())
                .queue(request.queue())
                .priority(request.priority())
                .status(request.isDependent() ? TaskStatus.WAITING : TaskStatus.READY)
                .arguments(request.arguments())
                .payloadFormat(request.payloadFormat())
                .runAfter(request.runAfter())
                .headers(request.headers());
    }

    /**
     * Makes a builder with a copy of a record.
     *
     * @param record the record
     * @return a new builder with all components of the record
     */
    public static TaskRecordBuilder of(TaskRecord record) {
        return new TaskRecordBuilder()
                .id(record.id())
                .task(record.task())
                .backend(record.backend())
                .queue(record.queue())
                .priority(record.priority())
                .status(record.status())
                .arguments(record.arguments())
                .payloadFormat(record.payloadFormat())
                .enqueuedAt(record.enqueuedAt())
                .runAfter(record.runAfter())
                .startedAt(record.startedAt())
                .lastAttemptedAt(record.lastAttemptedAt())
                .finishedAt(record.finishedAt())
                .attempts(record.attempts())
                .workerIds(record.workerIds())
                .errors(record.errors())
                .result(record.result())
                .progress(record.progress())
                .metadata(record.metadata())
                .headers(record.headers());
    }

    /**
     * Sets the id. Required.
     *
     * @param value at most 36 characters
     */
    public TaskRecordBuilder id(String value) {
        id = value;
        return this;
    }

    /**
     * Sets the task's name. Required.
     *
     * @param value at most 255 characters
     */
    public TaskRecordBuilder task(String value) {
        task = value;
        return this;
    }

    /**
     * Sets the backend that accepted it. Required.
     *
     * @param value its name
     */
    public TaskRecordBuilder backend(String value) {
        backend = value;
        return this;
    }

    /**
     * Sets the queue. Required.
     *
     * @param value at most 64 characters
     */
    public TaskRecordBuilder queue(String value) {
        queue = value;
        return this;
    }

    /**
     * Sets the priority; 0 if never set.
     *
     * @param value -100 to 100
     */
    public TaskRecordBuilder priority(int value) {
        priority = value;
        return this;
    }

    /**
     * Sets the status. Required.
     *
     * @param value the status
     */
    public TaskRecordBuilder status(TaskStatus value) {
        status = value;
        return this;
    }

    /**
     * Sets the arguments. Required.
     *
     * @param value a JSON array
     */
    public TaskRecordBuilder arguments(String value) {
        arguments = value;
        return this;
    }

    /**
     * Sets the format of the arguments; 1 if never set.
     *
     * @param value the format
     */
    public TaskRecordBuilder payloadFormat(int value) {
        payloadFormat = value;
        return this;
    }

    /**
     * Sets when it was enqueued.
     *
     * @param value an instant of the store's time; {@code null} if the store does not know it any more
     */
    public TaskRecordBuilder enqueuedAt(Instant value) {
        enqueuedAt = value;
        return this;
    }

    /**
     * Sets the earliest time of its next run.
     *
     * @param value an instant, or {@code null} for none
     */
    public TaskRecordBuilder runAfter(Instant value) {
        runAfter = value;
        return this;
    }

    /**
     * Sets when its first attempt started.
     *
     * @param value an instant, or {@code null} for none
     */
    public TaskRecordBuilder startedAt(Instant value) {
        startedAt = value;
        return this;
    }

    /**
     * Sets when its newest attempt started.
     *
     * @param value an instant, or {@code null} for none
     */
    public TaskRecordBuilder lastAttemptedAt(Instant value) {
        lastAttemptedAt = value;
        return this;
    }

    /**
     * Sets when it reached its final status.
     *
     * @param value an instant, or {@code null} for none
     */
    public TaskRecordBuilder finishedAt(Instant value) {
        finishedAt = value;
        return this;
    }

    /**
     * Sets how many attempts were made, the running one included; 0 if never set.
     *
     * @param value 0 or more
     */
    public TaskRecordBuilder attempts(int value) {
        attempts = value;
        return this;
    }

    /**
     * Sets the workers that attempted it; none if never set.
     *
     * @param value oldest first
     */
    public TaskRecordBuilder workerIds(List<String> value) {
        workerIds = value;
        return this;
    }

    /**
     * Sets the errors of its failed attempts; none if never set.
     *
     * @param value oldest first
     */
    public TaskRecordBuilder errors(List<TaskError> value) {
        errors = value;
        return this;
    }

    /**
     * Sets the return value.
     *
     * @param value JSON, or {@code null} unless the task is SUCCESSFUL
     */
    public TaskRecordBuilder result(String value) {
        result = value;
        return this;
    }

    /**
     * Sets the progress that the task last reported.
     *
     * @param value the progress, or {@code null} for none
     */
    public TaskRecordBuilder progress(TaskProgress value) {
        progress = value;
        return this;
    }

    /**
     * Sets the metadata that the task has written; empty if never set.
     *
     * @param value the values by their keys
     */
    public TaskRecordBuilder metadata(Map<String, String> value) {
        metadata = value;
        return this;
    }

    /**
     * Sets the headers.
     *
     * @param value a JSON object of strings, at most 4,000 bytes in UTF-8; {@code null} for none
     */
    public TaskRecordBuilder headers(String value) {
        headers = value;
        return this;
    }

    /**
     * Makes the record of what was set so far.
     *
     * @return a new record
     * @throws NullPointerException if a required component or a collection is {@code null}
     */
    public TaskRecord build() {
        return new TaskRecord(
                id,
                task,
                backend,
                queue,
                priority,
                status,
                arguments,
                payloadFormat,
                enqueuedAt,
                runAfter,
                startedAt,
                lastAttemptedAt,
                finishedAt,
                attempts,
                workerIds,
                errors,
                result,
                progress,
                metadata,
                headers);
    }
}
