package ee.tasks.admin;

/**
 * What a {@link Pause} keeps from running.
 *
 * @since 1.0
 */
public enum PauseKind {
    /** All tasks of the namespace. */
    NAMESPACE,
    /** The tasks of a queue. */
    QUEUE,
    /** The tasks of one key of a limit, such as a tenant. */
    LIMIT,
    /** A node, until it ends. */
    NODE,
    /** The nodes of an {@code ee.tasks.node.instance}, one after the other. */
    INSTANCE
}
