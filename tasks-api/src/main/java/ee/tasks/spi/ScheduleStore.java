package ee.tasks.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores schedules beside the tasks of a {@link TaskStore}, in the same namespace and by the same clock. It computes no ticks: the engine
 * computes them, and writes the next tick with the schedule.
 *
 * <p>Every write is guarded by the {@link ScheduleRecord#revision} that was read: of two writers one wins, and the other's call returns
 * {@code false}. As in {@link TaskStore}, the methods of the application's side join the caller's JTA transaction, or run in one of their
 * own; those of the worker's side are called without one, and each runs in one of its own. Implementations are thread-safe. Parameters and
 * return values are not {@code null} unless their description allows it. All methods throw {@link TaskStoreException} if the store cannot
 * be reached, or if another transaction was in the way.
 *
 * @since 1.0
 */
public interface ScheduleStore {

    // ---- the application's side

    /**
     * Returns the store's time.
     *
     * @return the time now, to the microsecond
     */
    Instant now();

    /**
     * Reads a schedule.
     *
     * @param id any text
     * @return the schedule as it is now; empty if there is none of that id
     */
    Optional<ScheduleRecord> find(String id);

    /**
     * Reads all schedules.
     *
     * @return the schedules in the order of their ids
     */
    List<ScheduleRecord> list();

    /**
     * Writes a schedule, all of it, if nobody else has written it since it was read. Revision {@link ScheduleRecord#NEW} inserts it if
     * there is none of that id; any other revision replaces it if the stored one is the same. The write gives it a new revision.
     *
     * @param schedule the schedule, with the revision that was read
     * @return {@code false} if another writer was first, or the schedule was deleted; nothing was written then
     */
    boolean write(ScheduleRecord schedule);

    /**
     * Deletes a schedule, and the record of its past ticks.
     *
     * @param id any text
     * @return {@code false} if there was none of that id
     */
    boolean delete(String id);

    /**
     * Returns the tick that a task was enqueued for.
     *
     * @param task a task's id
     * @return the tick; empty unless {@link #take} enqueued the task
     */
    Optional<Instant> tickOf(String task);

    // ---- the worker's side

    /**
     * Reads a page of the schedules that have a due tick: all that the application made, and those of the declared ones that are named.
     * Paused and retired schedules, and those without a next tick, are left out. Of the declared ones a page may repeat some that an
     * earlier page had.
     *
     * @param declared the ids of declared schedules whose ticks this node takes, any number
     * @param after where the page starts: {@link Position#START}, or {@link DueSchedules#end} of the page before
     * @param max how many rows at most, of those that the application made; 500 or more, unless {@code declared} is short
     * @return the schedules with the oldest ticks first
     */
    DueSchedules due(Set<String> declared, Position after, int max);

    /**
     * Takes ticks of schedules, all in one transaction. Writes each schedule as {@link #write} does, and enqueues a task for each tick,
     * unless the tick has had a task before, under the schedule's id or a former one. If the schedule's newest task would be that of a tick
     * which has had one, the one it had is written instead. Does not wait for schedules that another transaction has locked, if the
     * database can skip them.
     *
     * @param takings schedules, each once, and their ticks
     * @return the ids of the schedules that were written; for the others another writer was first, and nothing was written or enqueued
     */
    Set<String> take(Collection<Taking> takings);

    /**
     * Moves a schedule to another id: writes two schedules as {@link #write} does, both or none, in one transaction.
     *
     * @param former the schedule under its former id, with the revision that was read
     * @param schedule the schedule under its present id, with the revision that was read or {@link ScheduleRecord#NEW}
     * @return {@code false} if another writer was first with one of them; nothing was written then
     */
    boolean rename(ScheduleRecord former, ScheduleRecord schedule);

    /**
     * Records that this application declares these schedules now: they are not retired, and retired ones become active again.
     *
     * @param ids ids of schedules; unknown ones are ignored
     */
    void declare(Set<String> ids);

    /**
     * Retires declared schedules that no node has declared for some time. Skips those that another transaction has locked, if the database
     * can.
     *
     * @param silence how long ago the last declaration must be
     * @return the ids of the schedules that this call retired
     */
    List<String> retire(Duration silence);

    /**
     * A tick and the task that it enqueues.
     *
     * @param at the tick's time
     * @param request the task
     * @since 1.0
     */
    record Tick(Instant at, TaskRequest request) {}

    /**
     * A schedule whose ticks are taken.
     *
     * @param schedule the schedule as it is to be written, with the revision that was read
     * @param ticks the ticks to enqueue tasks for, each once, oldest first; may be empty
     * @param formerIds other ids that the schedule has had, under which nodes of another version may take the same ticks: a tick that
     *     was taken under one of these ids counts as taken, and a tick that is taken now counts as taken under all of them
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
     * A position in the order of due schedules, which is by tick and then by id.
     *
     * @param tick the tick of the last schedule before it
     * @param id the id of that schedule
     * @since 1.0
     */
    record Position(Instant tick, String id) {

        /** The position before all schedules. */
        public static final Position START = new Position(Instant.EPOCH, "");
    }

    /**
     * A page of due schedules.
     *
     * @param now the store's time when it was read
     * @param due the schedules that have a due tick
     * @param end where the next page starts; {@code null} if this is the last one
     * @param next the next tick of the schedules that are not due yet, or {@code null} if none is known
     * @since 1.0
     */
    record DueSchedules(Instant now, List<Due> due, Position end, Instant next) {

        /** Copies the list. */
        public DueSchedules {
            due = List.copyOf(due);
        }
    }

    /**
     * A schedule that has a due tick.
     *
     * @param schedule the schedule
     * @param unfinished whether the newest task that it enqueued has not finished
     * @since 1.0
     */
    record Due(ScheduleRecord schedule, boolean unfinished) {}
}
