package ee.tasks.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
     * A page of the schedules that have a tick now: those that the application made, and of those that code declares these ones. What
     * is paused, retired or has no next tick is not among them. Of the declared ones a page may have some that come before it.
     *
     * @param declared the ids of declared schedules that may be taken here, however many
     * @param after where the page begins: {@link Position#START}, or where another ended
     * @param max how many rows at most, of those that the application made; 500 or more, unless {@code declared} is short
     * @return the oldest ticks first
     */
    DueSchedules due(Set<String> declared, Position after, int max);

    /**
     * Takes ticks of schedules, all in one transaction: writes each schedule as {@link #write} does, and enqueues a task for each tick
     * that never had one, under the schedule's id or under a former one. Where the schedule names as its newest task that of a tick
     * which had one, it is written with the one it had. Waits for no schedule that another transaction has locked, where the database
     * can leave out what is locked.
     *
     * @param takings schedules, each once, and their ticks
     * @return the ids of those that were written; with the others another was quicker, and nothing of them was written
     */
    Set<String> take(Collection<Taking> takings);

    /**
     * Writes two schedules as {@link #write} does, both or none, in one transaction: one that goes on under another id.
     *
     * @param former the schedule under its former id, with the revision that was read
     * @param schedule the schedule under its present id, with the revision that was read or {@link #NEW}
     * @return {@code false} if another was quicker with one of them, and nothing was written
     */
    boolean rename(ScheduleRecord former, ScheduleRecord schedule);

    /**
     * Says that this application declares these, so that they are not retired, or not any longer.
     *
     * @param ids ids of schedules; unknown ones are let be
     */
    void declare(Set<String> ids);

    /**
     * Retires what nobody has declared for so long. Leaves out what another transaction has locked, where the database can.
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
     * What becomes of a schedule whose ticks are taken.
     *
     * @param schedule the schedule as it shall be, with the revision that was read
     * @param ticks what to enqueue, each tick once, oldest first; may be empty
     * @param formerIds other ids that the schedule has had, under which nodes of another version may take the same ticks: a tick of
     *     theirs is one of this schedule, and one of this schedule is marked as theirs
     * @since 1.0
     */
    record Taking(ScheduleRecord schedule, List<Tick> ticks, Set<String> formerIds) {

        /** Copies the collections. */
        public Taking {
            ticks = List.copyOf(ticks);
            formerIds = Set.copyOf(formerIds);
        }
    }

    /**
     * A place between two schedules, in the order of their ticks.
     *
     * @param tick a tick
     * @param id the id of the schedule that has it
     * @since 1.0
     */
    record Position(Instant tick, String id) {

        /** Before all of them. */
        public static final Position START = new Position(Instant.EPOCH, "");
    }

    /**
     * What is due at a moment.
     *
     * @param now the store's time
     * @param due the schedules that have a tick
     * @param end where the next page begins; {@code null} if the rest is not due
     * @param next the next tick of those that are not due, or {@code null} if none is known
     * @since 1.0
     */
    record DueSchedules(Instant now, List<Due> due, Position end, Instant next) {

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
