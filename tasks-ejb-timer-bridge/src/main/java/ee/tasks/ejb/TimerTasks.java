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
 * Connects EJB timers with tasks: {@code bridge} enqueues a task for a timeout, instead of doing the work in the timeout method, and
 * {@link #persistentTimers} finds timers to replace by schedules. Inject it. Thread-safe.
 *
 * <pre>{@code
 * @Schedule(hour = "3", info = "north")
 * void nightly(Timer timer) {
 *     timers.bridge(Reports::build, timer);     // build(String region)
 * }
 * }</pre>
 *
 * <p><b>One task for each tick.</b> If each node has timers of its own, the timer times out on each of them, and one task is enqueued. This
 * works by a unique key of the task, its arguments, its headers if it has any, and the timer's info, all as JSON, and:
 *
 * <ul>
 *   <li>for a calendar timer its expression and its next timeout;
 *   <li>for an interval timer nothing more: one task is enqueued in nine tenths of the interval, and none while that task has not
 *       finished. The time to the next timeout counts as the interval, unless you pass it to
 *       {@link #bridge(TaskInvocation, Timer, Duration)}.
 * </ul>
 *
 * <p>A timer for one action enqueues a task on each node, since nothing tells two such timers apart; give the invocation a {@linkplain
 * TaskInvocation#unique unique key} if several nodes make the same one. If the invocation has a unique key of its own, that is used. With
 * a backend without {@code UNIQUE}, each node enqueues a task.
 *
 * <p>So give different timers different infos or arguments, and use the same infos and arguments on each node: no current time, and no set
 * or map whose order differs between JVMs. A task that has been pruned is forgotten: keep {@code SUCCESSFUL} tasks for longer than a node
 * may be down.
 *
 * <p><b>Transactions.</b> As with {@link ee.tasks.TaskQueue#enqueue}, the task is enqueued in the timeout's transaction. If that is rolled
 * back, so is the task, and the container calls the timeout method again. Other nodes that enqueue for the same tick wait for the end of
 * this transaction, so call {@code bridge} last.
 *
 * <p><b>Timers that are gone.</b> A timer may be cancelled while it times out, by a redeployment for instance. Nothing is enqueued then.
 *
 * @since 1.0
 */
@SuppressWarnings("overloads") // as in TaskQueue
public interface TimerTasks {

    /**
     * Enqueues an invocation for a timeout.
     *
     * @param <R> the type of the return value
     * @param invocation the task, with its arguments and options
     * @param timer the timer that has timed out, as the timeout method received it
     * @return the result, of another node's task if that node was first; empty if the timer is gone
     * @throws ee.tasks.TaskException as {@link ee.tasks.TaskQueue#enqueue}, and if the timer's info or an argument has no JSON properties
     *     and the invocation has no unique key
     */
    <R> Optional<TaskResult<R>> bridge(TaskInvocation<R> invocation, Timer timer);

    /**
     * Enqueues an invocation for a timeout of an interval timer, once for each interval on all nodes together. Prefer it if several nodes
     * have the timer: the time to the timer's next timeout may be shorter than the interval, on WildFly after a restart for instance.
     *
     * @param <R> the type of the return value
     * @param invocation the task, with its arguments and options
     * @param timer the timer that has timed out, as the timeout method received it
     * @param interval the timer's interval, positive
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
     * Returns the persistent timers of a module, so that you can replace them by schedules. Call it from a session bean of that module,
     * with the {@code TimerService} that was injected there.
     *
     * <p>The list includes the timers of {@code @Schedule} annotations. The next deployment makes those again: replace the annotation by
     * {@link ee.tasks.Recurring} instead.
     *
     * @param service the timer service of the caller's module
     * @return snapshots of the timers, the one with the next timeout first; timers that end meanwhile are left out
     * @throws IllegalStateException if the caller may not use the timer service now, see the Enterprise Beans specification
     */
    List<PersistentTimer> persistentTimers(TimerService service);
}
