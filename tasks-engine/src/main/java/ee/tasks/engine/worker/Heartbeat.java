package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps this worker's nodes alive: the present one, under which it claims, and those it gives up as soon as nothing is held
 * under them any more. A lapsed node is followed by another with a new name.
 */
final class Heartbeat implements Round {

    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private record StoreTime(Instant instant, long at) {}

    private final Site site;
    private final Backoff backoff;
    private final Consumer<Node> onLapse;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private volatile Node current;
    private volatile StoreTime storeTime;

    Heartbeat(Site site, Consumer<Node> onLapse) {
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
            lapse(node);
            return false;
        }
        Duration lease = site.settings().lease();
        long sentAt = site.now();
        Optional<Instant> time = site.store().renew(node.id(), lease);
        if (time.isEmpty()) {
            lapse(node);
            return false;
        }
        node.renewed(sentAt, lease.toNanos(), site.now());
        // Counted from the answer, so that it is never ahead of the store's: no start is shown after its completion.
        storeTime = new StoreTime(time.get(), site.now());
        return true;
    }

    private void lapse(Node node) {
        if (node.lapse()) {
            nodes.remove(node);
            onLapse.accept(node);
            site.signals().renew().raise();
        }
    }

    /** Never touches the store, so that it notices in time. @return nanoseconds until the next lease may end */
    long lapseTheDead() {
        long next = Round.FOREVER;
        for (Node node : nodes) {
            long left = node.left(site.now());
            if (left <= 0) {
                lapse(node);
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

    /** @return whether the store could be told */
    boolean leaveAll() {
        try {
            nodes.forEach(Node::lapse);
            nodes.forEach(this::leave);
            return true;
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("the store could not be told of the leave: %s", e);
            return false;
        }
    }
}
