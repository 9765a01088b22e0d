package ee.tasks.spi;

/**
 * Why a node parks a claimed task.
 *
 * @since 1.0
 */
public enum Parking {
    /** The node's deployment has no task of that name; another node's may. Such a task never fails for that. */
    UNKNOWN_TASK,
    /** The deployment knows the task, but cannot read its arguments; a node with another version may. */
    UNREADABLE
}
