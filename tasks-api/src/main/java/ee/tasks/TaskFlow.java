package ee.tasks;

/**
 * What {@link TaskQueue#enqueueAll} enqueued: its invocations as a whole, without a result object for each.
 *
 * <p>Where an invocation's unique key was held, the task that holds it stands for the invocation and belongs to the flow: it
 * is counted, once, and what {@linkplain TaskOptions#dependsOn(TaskFlow) depends} on the flow waits for it. {@link #cancel()}
 * leaves it alone, since others count on it.
 *
 * @since 1.0
 */
public interface TaskFlow {

    /**
     * Its id; belongs in logs and to {@code dependsOn}.
     *
     * @return at most 36 characters
     */
    String id();

    /**
     * Where it is.
     *
     * @return the name of the backend that took its invocations; {@code null} if there were none
     */
    String backend();

    /**
     * How many tasks it has: those that were enqueued, and those that hold the unique key of an invocation, each once. Where
     * the enqueue is handed over after the commit it cannot know of these, and counts the invocations.
     *
     * @return how many
     */
    long size();

    /**
     * How many of them have finished, read from the backend now. Needs {@code RESULTS}. Those that were pruned count no more.
     * {@code jpa} counts the rows of the flow each time, so do not ask about a large one at each request.
     *
     * @return how many, of how many
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    TaskProgress progress();

    /**
     * Cancels what has not started, and asks what runs to stop; not the tasks of others that hold a unique key of the flow's
     * invocations. Needs {@code CANCEL}. Joins the caller's transaction where
     * the backend's rows do. Repeating it does no harm.
     *
     * @return how many were cancelled or asked
     * @throws UnsupportedFeatureException if the backend cannot cancel
     */
    long cancel();
}
