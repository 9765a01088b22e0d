package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.Expired;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Rescues tasks of dead nodes, on a thread of its own. Every node does, once each {@link WorkerSettings#rescueInterval}, more or less 10 %.
 * A round has four parts; a failure of one skips no other, and each is tried again in the next round.
 *
 * <p><b>Rescue:</b> of the tasks whose node's lease is over, up to {@value #PAGE} a round are READY again; FAILED if they had
 * started and were lost more than {@link WorkerSettings#maxLosses} times, or must not be run again; CANCELLED if their cancellation was
 * requested.
 *
 * <p><b>Unpark:</b> parked tasks that this node may be able to run are READY again. If there are none, those that no node could read for
 * {@link Housekeeping#unreadableGrace} are FAILED, {@value #PAGE} at a time, until a page is not full. A store that does
 * not implement this is asked once.
 *
 * <p><b>Expire:</b> tasks that have not started in time are CANCELLED, {@value #PAGE} at a time, up to {@value #MAX_PAGES_EXPIRED}
 * pages a round, if the store has {@link Feature#EXPIRY}.
 *
 * <p><b>Put right:</b> rows that somebody edited by hand, once each {@code PUT_RIGHT_INTERVAL} (1 min), up to {@value #MAX_PAGES_PUT_RIGHT}
 * pages of the store's.
 */
final class Rescuer implements Round {

    private static final int PAGE = 500;
    /** Those rows are few, and may wait. */
    private static final long PUT_RIGHT_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private static final int MAX_PAGES_PUT_RIGHT = 20;
    /** Many may expire at once, and the other parts must not wait for long. */
    private static final int MAX_PAGES_EXPIRED = 100;

    private final Site site;
    private final Heartbeat heartbeat;
    private final Notices notices;
    private long nextPutRight;
    private boolean failsNoUnreadable;

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
        boolean expired = tried(this::expire);
        boolean right = tried(this::putRight);
        // Also for what other nodes completed and did not settle.
        site.news().awaited();
        if (rescued && unparked && expired && right) {
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
        if (failsNoUnreadable) {
            return;
        }
        try {
            failUnreadable(settings.housekeeping().unreadableGrace());
        } catch (UnsupportedOperationException e) {
            WorkerMessage.NOT_IMPLEMENTED.log(
                    e,
                    settings.backend(),
                    "TaskStore.failUnreadable",
                    "tasks whose arguments no node can read stay parked, and tasks that depend on them wait, whatever"
                            + " ee.tasks.unreadable-grace says");
            failsNoUnreadable = true;
        }
    }

    private void failUnreadable(Duration grace) {
        List<String> failed;
        do {
            failed = site.store().failUnreadable(grace, PAGE);
            failed.forEach(notices::unreadable);
            notices.deliver();
        } while (failed.size() == PAGE);
    }

    private void expire() {
        boolean more = site.store().features().contains(Feature.EXPIRY);
        for (int page = 0; more && page < MAX_PAGES_EXPIRED; page++) {
            Expired expired = site.store().expire(PAGE);
            expired.cancelled().forEach(notices::cancelled);
            notices.deliver();
            more = expired.more();
        }
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
