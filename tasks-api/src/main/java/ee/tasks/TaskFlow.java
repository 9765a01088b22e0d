package ee.tasks;

/**
 * What {@link TaskQueue#enqueueAll} enqueued: its invocations as a whole, without a result object for each.
 *
 * @since 1.0
 */
public interface TaskFlow {

    /** Its id; belongs in logs and to {@code dependsOn}. */
    String id();

    /** How many invocations it has. */
    long size();

    /** How many of them have finished, read from the backend now. Needs {@code RESULTS}. */
    TaskProgress progress();

    /**
     * Cancels what has not started, and asks what runs to stop. Needs {@code CANCEL}.
     *
     * @return how many were cancelled or asked
     */
    long cancel();
}
