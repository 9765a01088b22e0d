package ee.tasks.engine.worker.simulation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ledger's page of nodes: whose lease runs, and who is gone. */
final class Nodes {

    private static final class Lease {
        Instant until;
        boolean gone;

        Lease(Instant until) {
            this.until = until;
        }
    }

    private final World world;
    private final Running running;
    private final Map<String, Lease> leases = new LinkedHashMap<>();

    Nodes(World world, Running running) {
        this.world = world;
        this.running = running;
    }

    void joined(String node, Instant until) {
        world.say("join %s", node);
        world.require(!leases.containsKey(node), "%s joins twice", node);
        leases.put(node, new Lease(until));
    }

    void renewed(String node, Instant now, Instant until, Optional<Instant> answer) {
        Lease lease = leases.get(node);
        boolean alive = lease != null && !lease.gone && !lease.until.isBefore(now);
        world.require(answer.isPresent() == alive, "renewing %s answered %s", node, answer);
        if (alive) {
            lease.until = until;
        } else {
            world.say("renew %s: it was given up, or its lease is over", node);
        }
    }

    void left(String node) {
        world.say("leave %s", node);
        Lease lease = leases.get(node);
        if (lease != null && !lease.gone) {
            gone(node, lease, "left");
        }
    }

    /** All whose lease is over. */
    void giveUp(Instant now) {
        leases.forEach((node, lease) -> {
            if (!lease.gone && lease.until.isBefore(now)) {
                gone(node, lease, "given up");
            }
        });
    }

    /** From now on others may run what it holds: it must not. */
    private void gone(String node, Lease lease, String how) {
        world.say("%s is %s", node, how);
        lease.gone = true;
        running.requireStopped(node, how);
    }

    boolean isKnown(String node) {
        return leases.containsKey(node);
    }

    boolean isGone(String node) {
        return leases.get(node).gone;
    }
}
