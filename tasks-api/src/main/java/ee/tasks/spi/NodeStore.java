package ee.tasks.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The side of a {@link TaskStore} that knows the nodes whose workers claim tasks. What holds there of threads, time, transactions and
 * errors holds here; the methods are called by workers, each in a transaction of its own.
 *
 * @since 1.0
 */
public interface NodeStore {

    /**
     * Registers a node, with a lease from now on.
     *
     * @param node a name that was never used before, at most 64 characters
     * @param lease how long the node counts as alive without renewing
     */
    void join(String node, Duration lease);

    /**
     * Renews a node's lease, and with it every claim that the node holds, in one write. A lease that has run out is not renewed, even if
     * no other node has noticed yet.
     *
     * @param node the node
     * @param lease how long from now the node counts as alive
     * @return the store's time; empty if the lease had run out or the node is dead: it must stop its work and join under a new name
     */
    Optional<Instant> renew(String node, Duration lease);

    /**
     * Removes a node. The worker calls it when no method of the node's claims runs or will start: what they took of {@link Gate}s is given
     * back, also of strict ones and of claims that were rescued before. Tasks that the node still holds are rescued as if it were dead.
     *
     * @param node the node, alive, dead or gone
     */
    void leave(String node);
}
