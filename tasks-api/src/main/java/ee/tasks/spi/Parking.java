package ee.tasks.spi;

/**
 * Why a node parks a claimed task.
 *
 * @since 1.0
 */
public enum Parking {
    /** The node's deployment has no task of that name; another node's may. Such a task never fails for that. */
    UNKNOWN_TASK,
    /** The deployment knows the task, but cannot read its arguments or headers; a node with another version may. */
    UNREADABLE;

    /**
     * The template of the error of a task that {@link TaskStore#failUnreadable} fails. Its facts are the grace and the
     * {@link Parked#reason}; each store gives it an id of its own.
     */
    public static final String TOO_LONG =
            "no node could read its arguments within %s (ee.tasks.unreadable-grace); the last node said: %s. The arguments are kept as"
                    + " they were: deploy code that can read them, then call TaskResult.retry()";
}
