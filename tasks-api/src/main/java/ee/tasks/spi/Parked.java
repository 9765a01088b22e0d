package ee.tasks.spi;

/**
 * A claimed task that a node puts aside, since its deployment cannot run it.
 *
 * @param claim the task's claim
 * @param node the node that parks it, whose own {@link TaskStore#unpark} leaves it alone; for good if it could not read it
 * @param why what the node lacks; the store keeps since when a task is {@link Parking#UNREADABLE}
 * @param reason for people
 * @since 1.0
 */
public record Parked(Claim claim, String node, Parking why, String reason) {}
