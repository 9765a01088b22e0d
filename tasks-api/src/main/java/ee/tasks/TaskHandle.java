package ee.tasks;

/**
 * Enqueues one task, with types: {@code @Inject @OfTask("thumbnail") TaskHandle<ImageRef, Void> thumbnail}. For tasks of at most one
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
     * @return a snapshot; if another task holds the unique key, of that task
     * @throws InvalidTaskException if the argument or an option breaks a rule
     * @throws InvalidBackendException if the task's backend cannot be used
     * @throws UnsupportedFeatureException if the backend lacks a feature that the options need
     */
    TaskResult<R> enqueue(A argument);

    /**
     * Returns the invocation that {@link #enqueue} would enqueue.
     *
     * @param argument the argument; {@code null} for a task without one
     * @return the invocation, with this handle's options
     */
    @CheckReturnValue
    TaskInvocation<R> invocation(A argument);

    /**
     * Finds a result of this task.
     *
     * @param id any text
     * @return a snapshot
     * @throws TaskResultNotFoundException if there is none
     * @throws UnsupportedFeatureException if the backend keeps no results
     * @throws TaskResultMismatchException if the id is another task's
     */
    @CheckReturnValue
    TaskResult<R> result(String id);
}
