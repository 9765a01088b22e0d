package ee.tasks;

/**
 * The tasks that one call of {@link TaskQueue#enqueueAll} enqueued, without a result object for each.
 *
 * <p>If another task held the unique key of an invocation, that task belongs to the flow in its place: it is counted, once, and tasks that
 * {@linkplain TaskOptions#dependsOn(TaskFlow) depend} on the flow wait for it. {@link #cancel()} does not cancel it, since others rely on
 * it.
 *
 * @since 1.0
 */
public interface TaskFlow {

    /**
     * Returns the flow's id, for logs for instance.
     *
     * @return the id, at most 36 characters
     */
    String id();

    /**
     * Returns the flow's backend.
     *
     * @return the name of the backend that accepted its invocations; {@code null} if there were none
     */
    String backend();

    /**
     * Returns the number of tasks: those that were enqueued, and those that hold the unique key of an invocation, each once. A backend that
     * gets the invocations after the commit cannot know of the latter yet; then this is the number of invocations.
     *
     * @return how many tasks the flow has
     */
    long size();

    /**
     * Counts the tasks that have finished, by asking the backend. Needs {@code RESULTS}. Pruned tasks are not counted. {@code jpa} counts
     * the rows of the flow each time, so do not call it in each request for a large flow.
     *
     * @return how many have finished, of how many
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    TaskProgress progress();

    /**
     * Cancels the tasks that have not started, and requests the cancellation of those that run; not of other tasks that hold a unique key
     * of the flow's invocations. Needs {@code CANCEL}. With {@code jpa} it joins the caller's transaction. Repeating it does no harm.
     *
     * @return how many were cancelled, or have their cancellation requested
     * @throws UnsupportedFeatureException if the backend cannot cancel
     */
    long cancel();
}
