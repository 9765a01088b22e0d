package ee.tasks.spi;

/**
 * A claimed task that a node parks, since its deployment cannot run it.
 *
 * @param claim the task's claim
 * @param node the node that parks it. Its own {@link TaskStore#unpark} ignores the task while it is parked by this node, and for ever if
 *     the node could not read it
 * @param why why the node cannot run it; for {@link Parking#UNREADABLE} the store records since when
 * @param reason a text for people
 * @since 1.0
 */
public record Parked(Claim claim, String node, Parking why, String reason) {}
