package ee.tasks.engine.worker.simulation;

import ee.tasks.engine.worker.SteppedWorker;
import ee.tasks.spi.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The ledger's page of attempts that run. */
final class Running {

    private final World world;
    private final int concurrency;
    private final List<Body> open = new ArrayList<>();

    Running(World world, int concurrency) {
        this.world = world;
        this.concurrency = concurrency;
    }

    void started(Body body) {
        open.add(body);
        requirePermit(body.machine());
        world.require(!body.machine().hasEnded(), "%s starts %s after its end", body.machine(), body.task());
    }

    /** An abandoned one leaves its place to another, and there are never more than twice as many. */
    private void requirePermit(Machine machine) {
        int running = 0;
        int abandoned = 0;
        for (Body body : open) {
            if (body.machine() == machine) {
                running++;
                abandoned += body.isAbandoned() ? 1 : 0;
            }
        }
        world.require(
                running <= concurrency + Math.min(abandoned, concurrency),
                "%s runs %s tasks at once, %s of them abandoned",
                machine,
                running,
                abandoned);
    }

    /** @return whether it ran until now */
    boolean ended(Body body) {
        return open.remove(body);
    }

    /** Whoever is interrupted just now. */
    void interrupted(Consumer<Body> told) {
        for (Body body : open) {
            if (body.isBeingInterrupted()) {
                told.accept(body);
                body.interrupt();
            }
        }
    }

    void crashed(Machine machine) {
        open.removeIf(body -> body.machine() == machine);
    }

    void stopped(Machine machine) {
        for (Body body : open) {
            boolean isOver = body.isDropped() || body.isAbandoned();
            world.require(body.machine() != machine || isOver, "%s has stopped, %s not", machine, body.task());
        }
    }

    boolean isOpen(Claim claim) {
        for (Body body : open) {
            if (SteppedWorker.claim(body.control()).equals(claim) && !body.isAbandoned()) {
                return true;
            }
        }
        return false;
    }

    int count(Predicate<Body> which) {
        int count = 0;
        for (Body body : open) {
            count += which.test(body) ? 1 : 0;
        }
        return count;
    }

    /** Its call, abandoned or not, has not returned. */
    boolean isCalled(Claim claim) {
        return count(body -> SteppedWorker.claim(body.control()).equals(claim)) > 0;
    }

    /** A node is gone, and with it what it held, unless its machine is frozen. */
    void requireStopped(String node, String how) {
        for (Body body : open) {
            if (body.node().equals(node) && body.machine().isUp() && !body.isAbandoned()) {
                world.require(!body.isHeld(), "%s is %s, and still takes %s for its own", node, how, body.task());
                world.require(
                        body.isDropped() || !body.machine().isAwake(),
                        "%s is %s, and has not stopped %s",
                        node,
                        how,
                        body.task());
            }
        }
    }
}
