package ee.tasks.spi;

/**
 * Why a node puts a claimed task aside.
 *
 * @since 1.0
 */
public enum Parking {
    /** The node's deployment has no task of that name: another may. Never a reason to fail it. */
    UNKNOWN_TASK,
    /** It knows the task, and cannot read the arguments: a node with another version may. */
    UNREADABLE
}
