package ee.tasks.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps schedules beside the tasks of a {@link TaskStore}, in its namespace and by its clock. It knows no cron: who reads a schedule
 * says what its next tick is.
 *
 * <p>Every write is guarded by the {@link ScheduleRecord#revision} that was read: of two writers one wins, and the other is told. As in
 * {@link TaskStore}, the methods of the application's side join the caller's JTA transaction, or run in one of their own; those of the
 * worker's side are called without one. Thread-safe. All methods throw {@link TaskStoreException} when the store cannot be reached or
 * another transaction was in the way.
 *
 * @since 1.0
 */
public interface ScheduleStore {

    /** The revision of a schedule that has not been written yet. */
    long NEW = 0;

    // ---- the application's side

    /**
     * The store's time.
     *
     * @return the time now, to the microsecond
     */
    Instant now();

    /**
     * The schedule now.
     *
     * @param id any text
     * @return the schedule; empty if there is none
     */
    Optional<ScheduleRecord> find(String id);

    /**
     * All schedules.
     *
     * @return in the order of their ids
     */
    List<ScheduleRecord> list();

    /**
     * Writes a schedule whole, if it still is what was read: with the revision {@link #NEW} if there is none of that id, else if it has
     * that revision still. It gets another one.
     *
     * @param schedule the schedule, with the revision that was read
     * @return {@code false} if another was quicker, or it is gone
     */
    boolean write(ScheduleRecord schedule);

    /**
     * Deletes a schedule, and with it which ticks it has had.
     *
     * @param id any text
     * @return whether there was one
     */
    boolean delete(String id);

    /**
     * For which tick a task was enqueued.
     *
     * @param task a task's id
     * @return the tick; empty unless {@link #take} enqueued it
     */
    Optional<Instant> tickOf(String task);

    // ---- the worker's side

    /**
     * The schedules that have a tick now: those that the application made, and of those that code declares these ones. What is paused,
     * retired or has no next tick is not among them.
     *
     * @param declared the ids of declared schedules that may be taken here
     * @param max how many at most
     * @return the oldest ticks first
     */
    DueSchedules due(Set<String> declared, int max);

    /**
     * Takes ticks of a schedule: writes the schedule as {@link #write} does and enqueues a task for each tick that never had one, all in
     * one transaction. Where the schedule names as its newest task that of a tick which had one, it is written with the one it had.
     *
     * @param schedule the schedule as it shall be, with the revision that was read
     * @param ticks what to enqueue, each tick once; may be empty
     * @return {@code false} if another was quicker, and nothing was written
     */
    boolean take(ScheduleRecord schedule, List<Tick> ticks);

    /**
     * Says that this application declares these, so that they are not retired, or not any longer.
     *
     * @param ids ids of schedules; unknown ones are let be
     */
    void declare(Set<String> ids);

    /**
     * Retires what nobody has declared for so long.
     *
     * @param silence how long
     * @return the ids of those that this call retired
     */
    List<String> retire(Duration silence);

    /**
     * A tick and what it enqueues.
     *
     * @param at the tick
     * @param request the task
     * @since 1.0
     */
    record Tick(Instant at, TaskRequest request) {}

    /**
     * What is due at a moment.
     *
     * @param now the store's time
     * @param due the schedules that have a tick
     * @param next the next tick of all the others, or {@code null} if none of them has one
     * @since 1.0
     */
    record DueSchedules(Instant now, List<Due> due, Instant next) {

        /** Copies the list. */
        public DueSchedules {
            due = List.copyOf(due);
        }
    }

    /**
     * A schedule that has a tick.
     *
     * @param schedule the schedule
     * @param unfinished whether the newest task that it enqueued has not finished
     * @since 1.0
     */
    record Due(ScheduleRecord schedule, boolean unfinished) {}
}
