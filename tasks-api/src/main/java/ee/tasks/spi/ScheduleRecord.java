package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import ee.tasks.schedule.Recurrence;
import java.time.Instant;
import java.util.List;
import java.util.Set;

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
        return new ScheduleRecord(id, work, recurrence, declared, retired, paused, next, revision);
    }

    /**
     * The same schedule, paused or not.
     *
     * @param now whether it is paused
     * @return a copy
     */
    public ScheduleRecord paused(boolean now) {
        return new ScheduleRecord(id, work, recurrence, declared, retired, now, course, revision);
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
            return new TaskRequest(
                    id,
                    task,
                    backend,
                    queue,
                    priority,
                    arguments,
                    payloadFormat,
                    runAfter,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    false,
                    rerunIfLost,
                    null,
                    Set.of());
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
