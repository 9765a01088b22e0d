package ee.tasks.ejb;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.function.AsyncMethod0;
import ee.tasks.function.AsyncMethod1;
import ee.tasks.function.ValueMethod0;
import ee.tasks.function.ValueMethod1;
import ee.tasks.function.VoidMethod0;
import ee.tasks.function.VoidMethod1;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * From EJB timers to tasks: {@code bridge} has a timeout enqueue a task instead of doing the work itself, and
 * {@link #persistentTimers} finds timers that are to become schedules. Inject it. Thread-safe.
 *
 * <pre>{@code
 * @Schedule(hour = "3", info = "north")
 * void nightly(Timer timer) {
 *     timers.bridge(Reports::build, timer);     // build(String region)
 * }
 * }</pre>
 *
 * <p><b>One task for each tick.</b> Where each node keeps timers of its own, each of them times out, and one task is enqueued. A tick
 * is known by the task, its arguments and the timer's info, both as JSON, and for a calendar timer by its expression and its next
 * timeout. An interval timer enqueues one task in nine tenths of its interval, and none while that has not finished; its interval is
 * taken for the time to its next timeout unless {@link #bridge(TaskInvocation, Timer, Duration)} says it. A timer for one action
 * enqueues a task each time that it times out, since nothing tells two of them apart; give its invocation a {@linkplain
 * TaskInvocation#unique unique key} where several nodes make the same one. An invocation's own key is used as it is. Backends without
 * {@code UNIQUE} enqueue each time.
 *
 * <p>So timers that are different things need different infos or arguments, and infos and arguments have to be the same on each node: no
 * clock's time, and no set or map whose order is another in each JVM. What has been pruned is no longer known: keep what is
 * {@code SUCCESSFUL} for longer than a node may be away over a tick.
 *
 * <p><b>Transactions.</b> As with {@link ee.tasks.TaskQueue#enqueue}, the task is enqueued in the timeout's transaction. If that is
 * rolled back, so is the task, and the container times out again. Until it ends, other nodes that enqueue for the same tick wait: call
 * it last.
 *
 * <p><b>Timers that are gone.</b> A timer may have been cancelled while it timed out, as by a redeployment. Nothing is enqueued then.
 *
 * @since 1.0
 */
@SuppressWarnings("overloads") // as in TaskQueue
public interface TimerTasks {

    /**
     * Enqueues this invocation for a timeout.
     *
     * @param <R> the type of the return value
     * @param invocation the task, with its arguments and options
     * @param timer the timer that has timed out, as the timeout method received it
     * @return the result, which is another node's if that was first; empty if the timer is gone
     * @throws ee.tasks.TaskException as {@link ee.tasks.TaskQueue#enqueue}, and if JSON shows nothing of the timer's info or of an
     *     argument, and the invocation has no unique key
     */
    <R> Optional<TaskResult<R>> bridge(TaskInvocation<R> invocation, Timer timer);

    /**
     * Enqueues this invocation for a timeout of an interval timer, once for each interval on all nodes. To be preferred where several
     * nodes have the timer: what it says of its next timeout may be short of an interval, as on WildFly after a restart.
     *
     * @param <R> the type of the return value
     * @param invocation the task, with its arguments and options
     * @param timer the timer that has timed out, as the timeout method received it
     * @param interval the timer's, positive
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     * @throws ee.tasks.TaskException as {@link #bridge(TaskInvocation, Timer)}, and if the interval is not positive
     */
    <R> Optional<TaskResult<R>> bridge(TaskInvocation<R> invocation, Timer timer, Duration interval);

    /**
     * Enqueues a task without arguments for a timeout.
     *
     * @param <B> the task's bean
     * @param task the task method
     * @param timer as for {@link #bridge(TaskInvocation, Timer)}
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     */
    default <B> Optional<TaskResult<Void>> bridge(VoidMethod0<B> task, Timer timer) {
        return bridge(TaskInvocation.of(task), timer);
    }

    /**
     * As {@link #bridge(VoidMethod0, Timer)}.
     *
     * @param <B> the task's bean
     * @param <R> the type of the return value
     * @param task the task method
     * @param timer as for {@link #bridge(TaskInvocation, Timer)}
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     */
    default <B, R> Optional<TaskResult<R>> bridge(ValueMethod0<B, R> task, Timer timer) {
        return bridge(TaskInvocation.of(task), timer);
    }

    /**
     * As {@link #bridge(VoidMethod0, Timer)}.
     *
     * @param <B> the task's bean
     * @param <R> the type of the return value
     * @param task the task method
     * @param timer as for {@link #bridge(TaskInvocation, Timer)}
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     */
    default <B, R> Optional<TaskResult<R>> bridge(AsyncMethod0<B, R> task, Timer timer) {
        return bridge(TaskInvocation.of(task), timer);
    }

    /**
     * Enqueues a task for a timeout, with the timer's info as its argument.
     *
     * @param <B> the task's bean
     * @param <I> the type of the info; another type is refused when it is enqueued
     * @param task the task method
     * @param timer as for {@link #bridge(TaskInvocation, Timer)}
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     */
    default <B, I> Optional<TaskResult<Void>> bridge(VoidMethod1<B, I> task, Timer timer) {
        return TimerInfo.<I>of(timer).flatMap(info -> bridge(TaskInvocation.of(task, info.value()), timer));
    }

    /**
     * As {@link #bridge(VoidMethod1, Timer)}.
     *
     * @param <B> the task's bean
     * @param <I> the type of the info; another type is refused when it is enqueued
     * @param <R> the type of the return value
     * @param task the task method
     * @param timer as for {@link #bridge(TaskInvocation, Timer)}
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     */
    default <B, I, R> Optional<TaskResult<R>> bridge(ValueMethod1<B, I, R> task, Timer timer) {
        return TimerInfo.<I>of(timer).flatMap(info -> bridge(TaskInvocation.of(task, info.value()), timer));
    }

    /**
     * As {@link #bridge(VoidMethod1, Timer)}.
     *
     * @param <B> the task's bean
     * @param <I> the type of the info; another type is refused when it is enqueued
     * @param <R> the type of the return value
     * @param task the task method
     * @param timer as for {@link #bridge(TaskInvocation, Timer)}
     * @return as for {@link #bridge(TaskInvocation, Timer)}
     */
    default <B, I, R> Optional<TaskResult<R>> bridge(AsyncMethod1<B, I, R> task, Timer timer) {
        return TimerInfo.<I>of(timer).flatMap(info -> bridge(TaskInvocation.of(task, info.value()), timer));
    }

    /**
     * The persistent timers of the module that a {@code TimerService} belongs to, to make schedules of them. To be called from a
     * session bean of that module, with the {@code TimerService} that was injected there.
     *
     * <p>Timers that an annotation makes ({@code @Schedule}) are among them, and come again with the next deployment: replace the
     * annotation by {@link ee.tasks.Recurring} instead.
     *
     * @param service the caller's
     * @return the timers as they are, the one that times out next first; those that end meanwhile are left out
     * @throws IllegalStateException if the caller is not in a state to ask for timers, as the specification of Enterprise Beans has it
     */
    List<PersistentTimer> persistentTimers(TimerService service);
}
