package ee.tasks.spi;

import java.util.Collection;
import java.util.Set;

/**
 * What a node must not start.
 *
 * @param all whether it is to start nothing at all
 * @param queues the paused queues
 * @param gates the {@linkplain Gate#id ids} of the paused gates
 * @since 1.0
 */
public record Paused(boolean all, Set<String> queues, Set<String> gates) {

    /** Nothing is paused. */
    public static final Paused NOTHING = new Paused(false, Set.of(), Set.of());

    /** Copies both sets. */
    public Paused {
        queues = Set.copyOf(queues);
        gates = Set.copyOf(gates);
    }

    /**
     * Whether nothing is paused.
     *
     * @return whether any task may start
     */
    public boolean isNothing() {
        return !all && queues.isEmpty() && gates.isEmpty();
    }

    /**
     * Whether a task must not start.
     *
     * @param queue its queue
     * @param itsGates the gates that it has to pass
     * @return whether it is paused by one of these
     */
    public boolean includes(String queue, Collection<Gate> itsGates) {
        return all || queues.contains(queue) || itsGates.stream().anyMatch(gate -> gates.contains(gate.id()));
    }
}
