package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import ee.tasks.schedule.Recurrence;
import java.time.Duration;
import java.time.Instant;

/**
 * A schedule as a store keeps it. Immutable.
 *
 * @param id 1 to 255 characters
 * @param work what each tick enqueues
 * @param recurrence when its ticks are
 * @param declared whether the application's code declares it
 * @param retired whether code once declared it, and does so no longer
 * @param paused whether it is paused
 * @param course its next and its last tick
 * @param revision changes with every write; {@link #NEW} before the first
 * @since 1.0
 */
public record ScheduleRecord(
        String id,
        Work work,
        Recurrence recurrence,
        boolean declared,
        boolean retired,
        boolean paused,
        Course course,
        long revision) {

    /** The revision of a schedule that has not been written yet. */
    public static final long NEW = 0;

    /** Refuses {@code null}. */
    public ScheduleRecord {
        requireNonNull(id, "id");
        requireNonNull(work, "work");
        requireNonNull(recurrence, "recurrence");
        requireNonNull(course, "course");
    }

    /** Without arguments, which may be secrets. */
    @Override
    public String toString() {
        return id;
    }

    /**
     * Copies this schedule with another course.
     *
     * @param next the course
     * @return a copy
     */
    public ScheduleRecord with(Course next) {
        return toBuilder().course(next).build();
    }

    /**
     * Copies this schedule, paused or not.
     *
     * @param now whether the copy is paused
     * @return a copy
     */
    public ScheduleRecord paused(boolean now) {
        return toBuilder().paused(now).build();
    }

    /**
     * Makes a builder for a new schedule: not declared, not retired, not paused, without a tick, never written.
     *
     * @param id 1 to 255 characters
     * @param work what each tick enqueues
     * @param recurrence when its ticks are
     * @return a new builder
     */
    public static Builder builder(String id, Work work, Recurrence recurrence) {
        return new Builder(id, work, recurrence);
    }

    /**
     * Makes a builder with a copy of this schedule.
     *
     * @return a new builder with all components of this record
     */
    public Builder toBuilder() {
        return builder(id, work, recurrence)
                .declared(declared)
                .retired(retired)
                .paused(paused)
                .course(course)
                .revision(revision);
    }

    /**
     * Makes a {@link ScheduleRecord}. Each method sets the component of its name, which means what it means there, and returns this
     * builder. Only {@link #build} checks for {@code null}; it may be called again. Not thread-safe.
     *
     * @since 1.0
     */
    public static final class Builder {

        private final String id;
        private final Work work;
        private Recurrence recurrence;
        private boolean declared;
        private boolean retired;
        private boolean paused;
        private Course course = Course.from(null);
        private long revision = NEW;

        private Builder(String id, Work work, Recurrence recurrence) {
            this.id = id;
            this.work = work;
            this.recurrence = recurrence;
        }

        /**
         * Replaces the recurrence that the builder was made with.
         *
         * @param value the recurrence
         */
        public Builder recurrence(Recurrence value) {
            recurrence = value;
            return this;
        }

        /**
         * Sets whether the application's code declares it; {@code false} if never set.
         *
         * @param value whether it does
         */
        public Builder declared(boolean value) {
            declared = value;
            return this;
        }

        /**
         * Sets whether code once declared it and does so no longer; {@code false} if never set.
         *
         * @param value whether it is
         */
        public Builder retired(boolean value) {
            retired = value;
            return this;
        }

        /**
         * Sets whether it is paused; {@code false} if never set.
         *
         * @param value whether it is
         */
        public Builder paused(boolean value) {
            paused = value;
            return this;
        }

        /**
         * Sets its course; one without any tick if never set.
         *
         * @param value the course
         */
        public Builder course(Course value) {
            course = value;
            return this;
        }

        /**
         * Sets the revision it was read with; {@link ScheduleRecord#NEW} if never set.
         *
         * @param value the revision
         */
        public Builder revision(long value) {
            revision = value;
            return this;
        }

        /**
         * Makes the record of what was set so far.
         *
         * @return a new record
         * @throws NullPointerException if the id, the work, the recurrence or the course is {@code null}
         */
        public ScheduleRecord build() {
            return new ScheduleRecord(id, work, recurrence, declared, retired, paused, course, revision);
        }
    }

    /**
     * The task that each tick enqueues: a {@link TaskRequest} without an id. Its components mean the same.
     *
     * @param task the task's name
     * @param backend the backend's name
     * @param queue the queue
     * @param priority -100 to 100
     * @param arguments a JSON array
     * @param payloadFormat the format of {@code arguments}
     * @param rerunIfLost whether it runs again after its worker was lost
     * @param headers the headers as a JSON object of strings, at most 4,000 bytes in UTF-8; {@code null} if there are none
     * @param expireAfter how long after its tick was enqueued, or after its {@code runAfter}, the task may start at the latest;
     *     {@code null} for ever
     * @since 1.0
     */
    public record Work(
            String task,
            String backend,
            String queue,
            int priority,
            String arguments,
            int payloadFormat,
            boolean rerunIfLost,
            String headers,
            Duration expireAfter) {

        /** Refuses {@code null}. */
        public Work {
            requireNonNull(task, "task");
            requireNonNull(backend, "backend");
            requireNonNull(queue, "queue");
            requireNonNull(arguments, "arguments");
        }

        /**
         * Makes the work of a task that does not expire.
         *
         * @param task the task's name
         * @param backend the backend's name
         * @param queue the queue
         * @param priority -100 to 100
         * @param arguments a JSON array
         * @param payloadFormat the format of {@code arguments}
         * @param rerunIfLost whether it runs again after its worker was lost
         * @param headers the headers as a JSON object of strings, or {@code null}
         */
        public Work(
                String task,
                String backend,
                String queue,
                int priority,
                String arguments,
                int payloadFormat,
                boolean rerunIfLost,
                String headers) {
            this(task, backend, queue, priority, arguments, payloadFormat, rerunIfLost, headers, null);
        }

        /** Without arguments, which may be secrets. */
        @Override
        public String toString() {
            return task;
        }

        /**
         * Makes the request of one task.
         *
         * @param id the task's id
         * @param runAfter the earliest time of its first run, or {@code null}
         * @return the request
         */
        public TaskRequest request(String id, Instant runAfter) {
            return new TaskRequestBuilder()
                    .id(id)
                    .task(task)
                    .backend(backend)
                    .queue(queue)
                    .priority(priority)
                    .arguments(arguments)
                    .payloadFormat(payloadFormat)
                    .runAfter(runAfter)
                    .rerunIfLost(rerunIfLost)
                    .headers(headers)
                    .expireAfter(expireAfter)
                    .build();
        }
    }

    /**
     * How far a schedule has come.
     *
     * @param nextTick the next tick to take, to the microsecond; {@code null} if there is none
     * @param lastTick the newest tick that was taken, or {@code null}
     * @param lastTask the id of the newest task that it enqueued, or {@code null}
     * @param ticks how many ticks were taken, including those that enqueued nothing
     * @since 1.0
     */
    public record Course(Instant nextTick, Instant lastTick, String lastTask, long ticks) {

        /**
         * Makes the course of a schedule that has not had a tick yet.
         *
         * @param first its first tick, or {@code null}
         * @return the course
         */
        public static Course from(Instant first) {
            return new Course(first, null, null, 0);
        }
    }
}
