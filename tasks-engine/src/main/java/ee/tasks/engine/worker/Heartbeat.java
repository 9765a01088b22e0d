package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.TaskGates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Keeps this worker's nodes alive: the present one, under which it claims, and those it gives up as soon as nothing is held
 * under them any more. A lapsed node is followed by another with a new name.
 */
final class Heartbeat implements Round {

    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private static final String SILENT =
            "this JVM sent no renewal for the length of the lease (look for a long pause: garbage collection, a suspended machine)";
    private static final String UNANSWERED =
            "the store confirmed no renewal for the length of the lease (look at the database and the connection pool)";
    private static final String GIVEN_UP =
            "the store refused to renew it, since it had ended there (look for a long pause of this JVM or of the database)";

    private record StoreTime(Instant instant, long at) {}

    private final Site site;
    private final Backoff backoff;
    private final BiConsumer<Node, String> onLapse;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    /** Of which the store may still keep what they took of strict limits, until it is told that nothing of them is inside. */
    private final List<Node> lapsed = new CopyOnWriteArrayList<>();

    private volatile Node current;
    private volatile StoreTime storeTime;

    /** @param onLapse gets a node that has lost its lease, and why */
    Heartbeat(Site site, BiConsumer<Node, String> onLapse) {
        this.site = site;
        this.onLapse = onLapse;
        backoff = new Backoff(
                site.random(), Math.min(MAX_PAUSE, site.settings().heartbeat().toNanos()));
        storeTime = new StoreTime(Instant.now(), site.now());
    }

    /** The node to claim under; {@code null} while there is none. */
    Node current() {
        Node node = current;
        return node != null && !node.isTainted() && node.isAlive(site.now()) ? node : null;
    }

    /** The store's time as far as this node knows it. */
    Instant storeTime() {
        StoreTime known = storeTime;
        return known.instant().plusNanos(site.now() - known.at());
    }

    /** A claim under it was not answered: what it may have got comes back when the node leaves. */
    void taint(Node node) {
        node.taint();
        site.signals().renew().raise();
    }

    @Override
    public long run() {
        try {
            for (Node node : nodes) {
                if (!node.isLapsed()) {
                    renew(node);
                }
            }
            if (current() == null) {
                join();
            }
            for (Node node : nodes) {
                if (node != current && node.lapseIfEmptyHanded()) {
                    leave(node);
                }
            }
            leaveLapsed();
            site.outage().worked(Activity.RENEW);
            backoff.reset();
            return site.settings().heartbeat().toNanos();
        } catch (RuntimeException | Error e) {
            site.outage().failed(Activity.RENEW, e);
            return backoff.next();
        }
    }

    private void join() {
        Duration lease = site.settings().lease();
        String id =
                site.settings().nodeName() + "-" + Long.toString(site.random().nextLong() >>> 1, 36);
        Node node = new Node(id, site.now(), lease.toNanos());
        site.store().join(id, lease);
        nodes.add(node);
        renew(node);
        if (node.isAlive(site.now())) {
            current = node;
            WorkerMessage.JOINED.log(id);
            site.signals().watch().raise();
            site.signals().rescue().raise();
            site.signals().schedule().raise();
            site.signals().claim().raise();
        }
    }

    /** @return whether the store took it */
    boolean renew(Node node) {
        if (!node.isAlive(site.now())) {
            // It was frozen, for instance. Renewed, it would keep from others what it is about to drop.
            lapse(node, why(node));
            return false;
        }
        Duration lease = site.settings().lease();
        long sentAt = site.now();
        node.renewing();
        Optional<Instant> time = site.store().renew(node.id(), lease);
        if (time.isEmpty()) {
            lapse(node, GIVEN_UP);
            return false;
        }
        boolean wasNear = node.left(site.now()) <= LeaseEnds.margin(site);
        node.renewed(sentAt, lease.toNanos(), site.now());
        if (wasNear) {
            site.signals().claim().raise();
        }
        // Counted from the answer, so that it is never ahead of the store's: no start is shown after its completion.
        storeTime = new StoreTime(time.get(), site.now());
        return true;
    }

    private static String why(Node node) {
        return node.isAnswerDue() ? UNANSWERED : SILENT;
    }

    private void lapse(Node node, String why) {
        if (node.lapse()) {
            nodes.remove(node);
            if (site.settings().gates() != TaskGates.NONE) {
                lapsed.add(node);
            }
            onLapse.accept(node, why);
            site.signals().renew().raise();
        }
    }

    /** Never touches the store, so that it notices in time. @return nanoseconds until the next lease may end */
    long lapseTheDead() {
        long next = Round.FOREVER;
        for (Node node : nodes) {
            long left = node.left(site.now());
            if (left <= 0) {
                lapse(node, why(node));
            } else {
                next = Math.min(next, left);
            }
        }
        return next;
    }

    /** Only of nodes that have lapsed: what is claimed under a node that is gone belongs to others. Tried again until it works. */
    private void leave(Node node) {
        site.store().leave(node.id());
        nodes.remove(node);
    }

    private void leaveLapsed() {
        for (Node node : lapsed) {
            if (node.lapseIfEmptyHanded()) {
                site.store().leave(node.id());
                lapsed.remove(node);
            }
        }
    }

    /**
     * Leaves before the leases end, so that others need not wait. A node whose calls go on that take of gates is not left, since that
     * would give back what they take.
     *
     * @return whether the store could be told
     */
    boolean leaveAll() {
        try {
            nodes.forEach(Node::lapse);
            nodes.stream().filter(node -> !node.isInside()).forEach(this::leave);
            leaveLapsed();
            return true;
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("the store could not be told of the leave: %s", e);
            return false;
        }
    }
}
