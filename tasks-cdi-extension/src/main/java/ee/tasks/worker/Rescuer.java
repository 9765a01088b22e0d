package ee.tasks.worker;

import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.worker.Outage.Activity;
import java.time.Duration;
import java.util.List;

/** Readies what other nodes lost, and what this one can run and they could not; ends what nobody can. */
final class Rescuer implements Round {

    private static final int PAGE = 500;

    private final Site site;
    private final Heartbeat heartbeat;
    private final Notices notices;
    private final Runnable onReadied;

    Rescuer(Site site, Heartbeat heartbeat, Notices notices, Runnable onReadied) {
        this.site = site;
        this.heartbeat = heartbeat;
        this.notices = notices;
        this.onReadied = onReadied;
    }

    @Override
    public long run() {
        Node node = heartbeat.current();
        if (node == null) {
            return Round.FOREVER;
        }
        boolean rescued = tried(this::rescue);
        boolean unparked = tried(() -> unparkOrFail(node));
        if (rescued && unparked) {
            site.outage().ended(Activity.RESCUE);
        }
        return site.jittered(site.settings().rescueInterval().toNanos());
    }

    /** The one must not keep the other from being done. */
    private boolean tried(Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().began(Activity.RESCUE, e);
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
            onReadied.run();
        }
    }

    /** What this node has not tried yet is not given up. */
    private void unparkOrFail(Node node) {
        WorkerSettings settings = site.settings();
        if (site.store().unpark(node.id(), settings.queues(), settings.tasks()) > 0) {
            onReadied.run();
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
}
