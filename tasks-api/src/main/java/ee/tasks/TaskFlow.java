package ee.tasks;

/**
 * What {@link TaskQueue#enqueueAll} enqueued: its invocations as a whole, without a result object for each.
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
     * How many invocations it has.
     *
     * @return the number that was enqueued
     */
    long size();

    /**
     * How many of them have finished, read from the backend now. Needs {@code RESULTS}. Those that were pruned count no more.
     *
     * @return how many, of how many
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    TaskProgress progress();

    /**
     * Cancels what has not started, and asks what runs to stop. Needs {@code CANCEL}. Joins the caller's transaction where
     * the backend's rows do. Repeating it does no harm.
     *
     * @return how many were cancelled or asked
     * @throws UnsupportedFeatureException if the backend cannot cancel
     */
    long cancel();
}
