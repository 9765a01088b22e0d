package ee.tasks.ejb;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedules;
import jakarta.ejb.NoMoreTimeoutsException;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.Timer;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * A persistent timer that may become a schedule, or a task: an immutable snapshot, for any thread. What {@link #toSchedule} and
 * {@link #toTask} write and cancel is one thing in the caller's JTA transaction, so call them in one; without one a crash between the
 * two leaves a timer and a schedule, or neither timer nor task.
 *
 * <p>Where several nodes keep the same timer, each makes its own the same schedule; that there is one then is what
 * {@link TaskSchedules#put} sees to.
 *
 * @since 1.0
 */
public final class PersistentTimer {

    private final Timer timer;
    private final Serializable info;
    private final Instant nextTimeout;
    private final Translation translation;
    private final TaskQueue tasks;
    private final TaskSchedules schedules;

    private PersistentTimer(Timer timer, TaskQueue tasks, TaskSchedules schedules) {
        this.timer = timer;
        this.tasks = tasks;
        this.schedules = schedules;
        info = timer.getInfo();
        nextTimeout = timer.getNextTimeout().toInstant();
        translation = timer.isCalendarTimer()
                ? Translation.of(timer.getSchedule())
                : Translation.none("only a calendar timer says when it times out again");
    }

    /** Empty if it is not persistent, or is gone, or does not time out again. */
    static Optional<PersistentTimer> of(Timer timer, TaskQueue tasks, TaskSchedules schedules) {
        try {
            return timer.isPersistent() ? Optional.of(new PersistentTimer(timer, tasks, schedules)) : Optional.empty();
        } catch (NoSuchObjectLocalException | NoMoreTimeoutsException over) {
            return Optional.empty();
        }
    }

    /**
     * What its maker gave it.
     *
     * @return the info; empty if that is {@code null}
     */
    public Optional<Serializable> info() {
        return Optional.ofNullable(info);
    }

    /**
     * When it times out next.
     *
     * @return the instant, by this node's clock
     */
    public Instant nextTimeout() {
        return nextTimeout;
    }

    /**
     * Its expression as a recurrence, in its own time zone or else the server's. Missed ticks run once, whenever the server is back, as
     * with timers. In the nights in which the clocks change it does as {@link ee.tasks.Recurring#cron} says.
     *
     * @return the recurrence; empty if there is none: for an interval timer and for one action, for certain years, for days of the
     *     month together with days of the week, for ranges of days such as {@code 27-Last}, for a time zone that Java does not know.
     *     {@link #toSchedule} refuses one that steps over more than there is, such as {@code minute="*&#47;60"}
     */
    public Optional<Recurrence> recurrence() {
        return Optional.ofNullable(translation.recurrence());
    }

    /**
     * Makes a schedule of it, and cancels it.
     *
     * @param id the schedule's id, as for {@link TaskSchedules#put}
     * @param invocation what each tick enqueues
     * @return the schedule
     * @throws InvalidTaskException as {@link TaskSchedules#put}, and if it has no {@link #recurrence}; the message says why
     */
    public TaskSchedule toSchedule(String id, TaskInvocation<?> invocation) {
        return toSchedule(
                id,
                invocation,
                recurrence()
                        .orElseThrow(() -> new InvalidTaskException(
                                TimerMessage.NO_SCHEDULE.text(nextTimeout, id, translation.obstacle()))));
    }

    /**
     * Makes a schedule in its place that recurs as is said here, and cancels it.
     *
     * @param id the schedule's id, as for {@link TaskSchedules#put}
     * @param invocation what each tick enqueues
     * @param recurrence when, for example {@code Recurrence.every(interval).from(timer.nextTimeout())}
     * @return the schedule
     * @throws InvalidTaskException as {@link TaskSchedules#put}
     */
    public TaskSchedule toSchedule(String id, TaskInvocation<?> invocation, Recurrence recurrence) {
        TaskSchedule schedule = schedules.put(id, invocation, recurrence);
        cancel();
        return schedule;
    }

    /**
     * Cancels it, and enqueues a task in its place, not before its next timeout: for a timer for one action. Where several nodes make
     * the same timer, give the invocation a {@linkplain TaskInvocation#unique unique key}.
     *
     * @param <R> the type of the return value
     * @param invocation the task
     * @return the result; empty if the timer is gone, so that its work has been done, or has been cancelled
     * @throws ee.tasks.TaskException as {@link TaskQueue#enqueue}
     */
    public <R> Optional<TaskResult<R>> toTask(TaskInvocation<R> invocation) {
        return cancel() ? Optional.of(tasks.enqueue(invocation.runAfter(nextTimeout))) : Optional.empty();
    }

    /** @return whether it was there */
    private boolean cancel() {
        try {
            timer.cancel();
            return true;
        } catch (NoSuchObjectLocalException over) {
            return false;
        }
    }

    /** When it times out, and not its info, which may be a secret. */
    @Override
    public String toString() {
        return "timer of " + nextTimeout;
    }
}
