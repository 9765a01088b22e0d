package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Readies what other nodes lost, and what this one can run and they could not; ends what nobody can. */
final class Rescuer implements Round {

    private static final int PAGE = 500;
    /** Rows that somebody edited by hand are few, and may wait. */
    private static final long PUT_RIGHT_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private static final int MAX_PAGES_PUT_RIGHT = 20;

    private final Site site;
    private final Heartbeat heartbeat;
    private final Notices notices;
    private long nextPutRight;

    Rescuer(Site site, Heartbeat heartbeat, Notices notices) {
        this.site = site;
        this.heartbeat = heartbeat;
        this.notices = notices;
        nextPutRight = site.now();
    }

    @Override
    public long run() {
        Node node = heartbeat.current();
        if (node == null) {
            return Round.FOREVER;
        }
        boolean rescued = tried(this::rescue);
        boolean unparked = tried(() -> unparkOrFail(node));
        boolean right = tried(this::putRight);
        // Also for what other nodes ended and did not settle.
        site.news().awaited();
        if (rescued && unparked && right) {
            site.outage().worked(Activity.RESCUE);
        }
        return site.jittered(site.settings().rescueInterval().toNanos());
    }

    /** A failure of one must not skip the others. */
    private boolean tried(Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().failed(Activity.RESCUE, e);
            }
            return false;
        }
    }

    private void rescue() {
        Rescue rescue = site.store().rescue(site.settings().maxLosses(), PAGE);
        rescue.failed().forEach(notices::lost);
        rescue.cancelled().forEach(notices::cancelled);
        notices.deliver();
        if (rescue.readied() > 0) {
            site.news().due();
        }
    }

    /** What this node has not tried yet is not given up. */
    private void unparkOrFail(Node node) {
        WorkerSettings settings = site.settings();
        if (site.store().unpark(node.id(), settings.queues(), settings.tasks()) > 0) {
            site.news().due();
            return;
        }
        Duration grace = settings.housekeeping().unreadableGrace();
        List<String> failed;
        do {
            failed = site.store().failUnreadable(grace, PAGE);
            failed.forEach(notices::unreadable);
            notices.deliver();
        } while (failed.size() == PAGE);
    }

    private void putRight() {
        if (site.now() - nextPutRight < 0) {
            return;
        }
        nextPutRight = site.now() + site.jittered(PUT_RIGHT_INTERVAL);
        boolean more = true;
        for (int page = 0; more && page < MAX_PAGES_PUT_RIGHT; page++) {
            more = site.store().putRight();
        }
    }
}
