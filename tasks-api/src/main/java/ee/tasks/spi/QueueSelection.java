package ee.tasks.spi;

import java.util.Set;

/**
 * The queues that a worker serves.
 *
 * @param included names of queues; {@code *} means all
 * @param excluded names of queues that it does not serve, even if they are included
 * @since 1.0
 */
public record QueueSelection(Set<String> included, Set<String> excluded) {

    /** Every queue. */
    public static final QueueSelection ALL = new QueueSelection(Set.of("*"), Set.of());

    /** Copies both sets. */
    public QueueSelection {
        included = Set.copyOf(included);
        excluded = Set.copyOf(excluded);
    }

    /**
     * Whether all queues are served that are not excluded.
     *
     * @return whether {@code *} is included
     */
    public boolean includesAll() {
        return included.contains("*");
    }

    /**
     * Whether tasks of this queue are served.
     *
     * @param queue the queue's name
     * @return whether it is included and not excluded
     */
    public boolean accepts(String queue) {
        return (includesAll() || included.contains(queue)) && !excluded.contains(queue);
    }
}
