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

    /**
     * Makes an empty builder, as for a row that is read.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a builder for a request without attempts: WAITING if it depends on others, otherwise READY. Set {@link Builder#enqueuedAt}
     * then, and {@link Builder#runAfter} for a request with a delay.
     *
     * <pre>{@code
     * TaskRecord accepted = TaskRecord.builder(request).enqueuedAt(now).build();
     * TaskRecord running = accepted.toBuilder()
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
    public static Builder builder(TaskRequest request) {
        return new Builder()
                .id(request.id())
                .task(request.task())
                .backend(request.backend())
                .queue(request.queue())
                .priority(request.priority())
                .status(request.isDependent() ? TaskStatus.WAITING : TaskStatus.READY)
                .arguments(request.arguments())
                .payloadFormat(request.payloadFormat())
                .runAfter(request.runAfter());
    }

    /**
     * Makes a builder with a copy of this record.
     *
     * @return a new builder with all components of this record
     */
    public Builder toBuilder() {
        return new Builder()
                .id(id)
                .task(task)
                .backend(backend)
                .queue(queue)
                .priority(priority)
                .status(status)
                .arguments(arguments)
                .payloadFormat(payloadFormat)
                .enqueuedAt(enqueuedAt)
                .runAfter(runAfter)
                .startedAt(startedAt)
                .lastAttemptedAt(lastAttemptedAt)
                .finishedAt(finishedAt)
                .attempts(attempts)
                .workerIds(workerIds)
                .errors(errors)
                .result(result)
                .progress(progress)
                .metadata(metadata);
    }

    /**
     * Makes a {@link TaskRecord}. Each method sets the component of its name, which means what it means there, and returns this
     * builder. Only {@link #build} checks for {@code null}; it may be called again. Not thread-safe.
     *
     * @since 1.0
     */
    public static final class Builder {

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

        private Builder() {}

        /**
         * Sets the id. Required.
         *
         * @param value at most 36 characters
         */
        public Builder id(String value) {
            id = value;
            return this;
        }

        /**
         * Sets the task's name. Required.
         *
         * @param value at most 255 characters
         */
        public Builder task(String value) {
            task = value;
            return this;
        }

        /**
         * Sets the backend that accepted it. Required.
         *
         * @param value its name
         */
        public Builder backend(String value) {
            backend = value;
            return this;
        }

        /**
         * Sets the queue. Required.
         *
         * @param value at most 64 characters
         */
        public Builder queue(String value) {
            queue = value;
            return this;
        }

        /**
         * Sets the priority; 0 if never set.
         *
         * @param value -100 to 100
         */
        public Builder priority(int value) {
            priority = value;
            return this;
        }

        /**
         * Sets the status. Required.
         *
         * @param value the status
         */
        public Builder status(TaskStatus value) {
            status = value;
            return this;
        }

        /**
         * Sets the arguments. Required.
         *
         * @param value a JSON array
         */
        public Builder arguments(String value) {
            arguments = value;
            return this;
        }

        /**
         * Sets the format of the arguments; 1 if never set.
         *
         * @param value the format
         */
        public Builder payloadFormat(int value) {
            payloadFormat = value;
            return this;
        }

        /**
         * Sets when it was enqueued.
         *
         * @param value an instant of the store's time; {@code null} if the store does not know it any more
         */
        public Builder enqueuedAt(Instant value) {
            enqueuedAt = value;
            return this;
        }

        /**
         * Sets the earliest time of its next run.
         *
         * @param value an instant, or {@code null} for none
         */
        public Builder runAfter(Instant value) {
            runAfter = value;
            return this;
        }

        /**
         * Sets when its first attempt started.
         *
         * @param value an instant, or {@code null} for none
         */
        public Builder startedAt(Instant value) {
            startedAt = value;
            return this;
        }

        /**
         * Sets when its newest attempt started.
         *
         * @param value an instant, or {@code null} for none
         */
        public Builder lastAttemptedAt(Instant value) {
            lastAttemptedAt = value;
            return this;
        }

        /**
         * Sets when it reached its final status.
         *
         * @param value an instant, or {@code null} for none
         */
        public Builder finishedAt(Instant value) {
            finishedAt = value;
            return this;
        }

        /**
         * Sets how many attempts were made, the running one included; 0 if never set.
         *
         * @param value 0 or more
         */
        public Builder attempts(int value) {
            attempts = value;
            return this;
        }

        /**
         * Sets the workers that attempted it; none if never set.
         *
         * @param value oldest first
         */
        public Builder workerIds(List<String> value) {
            workerIds = value;
            return this;
        }

        /**
         * Sets the errors of its failed attempts; none if never set.
         *
         * @param value oldest first
         */
        public Builder errors(List<TaskError> value) {
            errors = value;
            return this;
        }

        /**
         * Sets the return value.
         *
         * @param value JSON, or {@code null} unless the task is SUCCESSFUL
         */
        public Builder result(String value) {
            result = value;
            return this;
        }

        /**
         * Sets the progress that the task last reported.
         *
         * @param value the progress, or {@code null} for none
         */
        public Builder progress(TaskProgress value) {
            progress = value;
            return this;
        }

        /**
         * Sets the metadata that the task has written; empty if never set.
         *
         * @param value the values by their keys
         */
        public Builder metadata(Map<String, String> value) {
            metadata = value;
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
                    metadata);
        }
    }
}
