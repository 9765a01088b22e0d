package ee.tasks;

/**
 * One task, typed: {@code @Inject @OfTask("thumbnail") TaskHandle<ImageRef, Void> thumbnail}. For tasks of at most one
 * argument; immutable and safe to share between threads.
 *
 * @param <A> the argument's type, {@link Void} for a task without one
 * @param <R> the type of the return value, {@link Void} for a task without one
 * @since 1.0
 */
public interface TaskHandle<A, R> extends TaskOptions<TaskHandle<A, R>> {

    /**
     * Enqueues the task; as {@link TaskQueue#enqueue(TaskInvocation)}.
     *
     * @param argument the argument; {@code null} for a task without one
     */
    TaskResult<R> enqueue(A argument);

    /** The invocation that {@link #enqueue} would enqueue, as a value. */
    @CheckReturnValue
    TaskInvocation<R> invocation(A argument);

    /**
     * A result of this task.
     *
     * @throws TaskResultNotFoundException if there is none
     * @throws TaskResultMismatchException if the id is another task's
     */
    @CheckReturnValue
    TaskResult<R> result(String id);
}
