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
 * A persistent timer that can be replaced by a schedule or a task. An immutable snapshot, usable on any thread.
 *
 * <p>Call {@link #toSchedule} and {@link #toTask} in a JTA transaction: what they write and what they cancel is committed together. Without
 * a transaction, a crash between the two leaves both timer and schedule, or neither timer nor task.
 *
 * <p>If several nodes have the same timer, each replaces its own by the same schedule; {@link TaskSchedules#put} makes sure that there is
 * only one.
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
                : Translation.none(
                        "an interval timer does not tell its interval, and a timer for one action does not recur");
    }

    /** Returns empty if the timer is not persistent, is gone, or does not time out again. */
    static Optional<PersistentTimer> of(Timer timer, TaskQueue tasks, TaskSchedules schedules) {
        try {
            return timer.isPersistent() ? Optional.of(new PersistentTimer(timer, tasks, schedules)) : Optional.empty();
        } catch (NoSuchObjectLocalException | NoMoreTimeoutsException over) {
            return Optional.empty();
        }
    }

    /**
     * Returns the timer's info.
     *
     * @return the info; empty if it is {@code null}
     */
    public Optional<Serializable> info() {
        return Optional.ofNullable(info);
    }

    /**
     * Returns the timer's next timeout, as it was when the snapshot was made.
     *
     * @return the instant, by this node's clock
     */
    public Instant nextTimeout() {
        return nextTimeout;
    }

    /**
     * Translates the timer's expression into a recurrence, in the timer's time zone or else the server's. Missed ticks run once, whenever
     * the server is back, as with timers. When clocks change, it does as {@link ee.tasks.Recurring#cron} describes.
     *
     * @return the recurrence; empty if there is no equivalent: for an interval timer, a timer for one action, certain years, days of the
     *     month together with days of the week, ranges of days such as {@code 27-Last}, and a time zone that Java does not know. It may
     *     be one that {@link #toSchedule} refuses, because a step is larger than its field, such as {@code minute="*&#47;60"}
     */
    public Optional<Recurrence> recurrence() {
        return Optional.ofNullable(translation.recurrence());
    }

    /**
     * Replaces the timer by a schedule with the same {@link #recurrence}: writes the schedule, and cancels the timer.
     *
     * @param id the schedule's id, as for {@link TaskSchedules#put}
     * @param invocation what each tick enqueues
     * @return the schedule
     * @throws InvalidTaskException as {@link TaskSchedules#put}, and if there is no {@link #recurrence}; the message says why
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
     * Replaces the timer by a schedule with another recurrence: writes the schedule, and cancels the timer.
     *
     * @param id the schedule's id, as for {@link TaskSchedules#put}
     * @param invocation what each tick enqueues
     * @param recurrence when its ticks are, for example {@code Recurrence.every(interval).from(timer.nextTimeout())}
     * @return the schedule
     * @throws InvalidTaskException as {@link TaskSchedules#put}
     */
    public TaskSchedule toSchedule(String id, TaskInvocation<?> invocation, Recurrence recurrence) {
        TaskSchedule schedule = schedules.put(id, invocation, recurrence);
        cancel();
        return schedule;
    }

    /**
     * Replaces a timer for one action by a task: cancels the timer, and enqueues a task that runs at the timer's next timeout or later. If
     * several nodes make the same timer, give the invocation a {@linkplain TaskInvocation#unique unique key}.
     *
     * @param <R> the type of the return value
     * @param invocation the task
     * @return the result; empty if the timer is gone: it has timed out, or was cancelled
     * @throws ee.tasks.TaskException as {@link TaskQueue#enqueue}
     */
    public <R> Optional<TaskResult<R>> toTask(TaskInvocation<R> invocation) {
        return cancel() ? Optional.of(tasks.enqueue(invocation.runAfter(nextTimeout))) : Optional.empty();
    }

    /** @return {@code false} if it was gone already */
    private boolean cancel() {
        try {
            timer.cancel();
            return true;
        } catch (NoSuchObjectLocalException over) {
            return false;
        }
    }

    /** Shows the next timeout, but not the info, which may be a secret. */
    @Override
    public String toString() {
        return "timer of " + nextTimeout;
    }
}
