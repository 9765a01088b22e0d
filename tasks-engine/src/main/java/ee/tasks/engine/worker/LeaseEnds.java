package ee.tasks.engine.worker;

import ee.tasks.spi.TaskGates;

/**
 * Interrupts what takes of gates before its node's lease ends, and others may take the same: when a {@value #LAST_PART}th of the lease is
 * left. By this node's monotonic clock.
 */
final class LeaseEnds {

    private static final int LAST_PART = 4;

    private final Site site;
    private final Holdings holdings;
    private final long margin;
    private volatile long nextLook;

    LeaseEnds(Site site, Holdings holdings) {
        this.site = site;
        this.holdings = holdings;
        margin = margin(site);
        nextLook = site.now() + Round.FOREVER;
    }

    /** How long before the end of a lease nothing limited runs under it. */
    static long margin(Site site) {
        return site.settings().lease().toNanos() / LAST_PART;
    }

    /** From now on it is watched, if it takes of gates at all; its call is to follow. */
    void start(Run run) {
        if (run.stay().isLimited() && site.now() + left(run.node()) - nextLook < 0) {
            site.signals().watch().raise();
        }
    }

    /** Whether what takes of gates would be interrupted at once under this node, and must not start. */
    boolean isNear(Node node) {
        return site.settings().gates() != TaskGates.NONE && left(node) <= 0;
    }

    boolean isNear(Run run) {
        return run.stay().isLimited() && left(run.node()) <= 0;
    }

    /** @return nanoseconds until the next is to be interrupted */
    long look() {
        // Whoever starts from here on may have been overlooked, and asks for another look.
        nextLook = site.now() + Round.FOREVER;
        long next = Round.FOREVER;
        for (Run run : holdings.running()) {
            long left = left(run.node());
            if (left > 0) {
                next = run.stay().isLimited() ? Math.min(next, left) : next;
            } else if (run.stay().cutShort()) {
                run.requestCancellation();
            }
        }
        nextLook = site.now() + next;
        return next;
    }

    private long left(Node node) {
        return node.left(site.now()) - margin;
    }
}
