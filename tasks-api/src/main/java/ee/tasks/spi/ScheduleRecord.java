package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import ee.tasks.schedule.Recurrence;
import java.time.Instant;

/**
 * A schedule as a store keeps it.
 *
 * @param id 1 to 255 characters
 * @param work what each tick enqueues
 * @param recurrence when
 * @param declared whether the application's code declares it
 * @param retired whether it once did
 * @param paused whether somebody paused it
 * @param course how far it is
 * @param revision changes with every write, {@link ScheduleStore#NEW} before the first
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
     * The same schedule, further on its way.
     *
     * @param next how far
     * @return a copy
     */
    public ScheduleRecord with(Course next) {
        return toBuilder().course(next).build();
    }

    /**
     * The same schedule, paused or not.
     *
     * @param now whether it is paused
     * @return a copy
     */
    public ScheduleRecord paused(boolean now) {
        return toBuilder().paused(now).build();
    }

    /**
     * Begins with a schedule that a program makes: neither declared, retired nor paused, without a tick, never written.
     *
     * @param id 1 to 255 characters
     * @param work what each tick enqueues
     * @param recurrence when
     * @return a new builder
     */
    public static Builder builder(String id, Work work, Recurrence recurrence) {
        return new Builder(id, work, recurrence);
    }

    /**
     * Begins with this schedule, which stays as it is.
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
        private long revision = ScheduleStore.NEW;

        private Builder(String id, Work work, Recurrence recurrence) {
            this.id = id;
            this.work = work;
            this.recurrence = recurrence;
        }

        /**
         * Replaces the recurrence that the builder began with.
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
         * Sets whether code once declared it and does no more; {@code false} if never set.
         *
         * @param value whether it is
         */
        public Builder retired(boolean value) {
            retired = value;
            return this;
        }

        /**
         * Sets whether somebody paused it; {@code false} if never set.
         *
         * @param value whether it is
         */
        public Builder paused(boolean value) {
            paused = value;
            return this;
        }

        /**
         * Sets how far it is; without any tick if never set.
         *
         * @param value the course
         */
        public Builder course(Course value) {
            course = value;
            return this;
        }

        /**
         * Sets the revision it was read with; {@link ScheduleStore#NEW} if never set.
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
     * What a tick enqueues: a {@link TaskRequest} without the id. Its components mean the same.
     *
     * @param task the task's name
     * @param backend the backend's name
     * @param queue the queue
     * @param priority -100 to 100
     * @param arguments a JSON array
     * @param payloadFormat how {@code arguments} is to be read
     * @param rerunIfLost whether it is run again after its worker was lost
     * @since 1.0
     */
    public record Work(
            String task,
            String backend,
            String queue,
            int priority,
            String arguments,
            int payloadFormat,
            boolean rerunIfLost) {

        /** Refuses {@code null}. */
        public Work {
            requireNonNull(task, "task");
            requireNonNull(backend, "backend");
            requireNonNull(queue, "queue");
            requireNonNull(arguments, "arguments");
        }

        /** Without arguments, which may be secrets. */
        @Override
        public String toString() {
            return task;
        }

        /**
         * The request of one task.
         *
         * @param id the task's id
         * @param runAfter not before this instant, or {@code null}
         * @return the request
         */
        public TaskRequest request(String id, Instant runAfter) {
            return TaskRequest.builder()
                    .id(id)
                    .task(task)
                    .backend(backend)
                    .queue(queue)
                    .priority(priority)
                    .arguments(arguments)
                    .payloadFormat(payloadFormat)
                    .runAfter(runAfter)
                    .rerunIfLost(rerunIfLost)
                    .build();
        }
    }

    /**
     * How far a schedule is.
     *
     * @param nextTick the next tick to be taken, to the microsecond; {@code null} if there is none
     * @param lastTick the newest that was taken, or {@code null}
     * @param lastTask the id of the newest task that it enqueued, or {@code null}
     * @param ticks how many were taken, those that were left out included
     * @since 1.0
     */
    public record Course(Instant nextTick, Instant lastTick, String lastTask, long ticks) {

        /**
         * A schedule that has not had a tick yet.
         *
         * @param first its first tick, or {@code null}
         * @return the course
         */
        public static Course from(Instant first) {
            return new Course(first, null, null, 0);
        }
    }
}
