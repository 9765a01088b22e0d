package ee.tasks.worker;

import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.worker.Outage.Activity;

/** Readies what other nodes lost, and what this one can run and they could not. */
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
        try {
            int unparked = site.store().unpark(node.id(), site.settings().tasks());
            Rescue rescue = site.store().rescue(site.settings().maxLosses(), PAGE);
            rescue.failed().forEach(notices::lost);
            notices.deliver();
            if (unparked + rescue.readied() > 0) {
                onReadied.run();
            }
            site.outage().ended(Activity.RESCUE);
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().began(Activity.RESCUE, e);
            }
        }
        return site.jittered(site.settings().rescueInterval().toNanos());
    }
}
