package ee.tasks.worker;

import ee.tasks.spi.TaskStoreException;
import java.util.concurrent.TimeUnit;

/** Deletes what is kept no longer, on a thread that keeps nothing else waiting; all nodes do, each at times of its own. */
final class Pruner implements Round {

    private static final int MOST_AT_ONCE = 5_000;
    private static final long BREATH = TimeUnit.SECONDS.toNanos(1);

    private final Site site;
    private boolean started;

    Pruner(Site site) {
        this.site = site;
    }

    @Override
    public long run() {
        Housekeeping housekeeping = site.settings().housekeeping();
        long interval = housekeeping.pruneInterval().toNanos();
        if (!started) {
            started = true;
            return Math.max(1, (long) (interval * site.random().nextDouble()));
        }
        try {
            int pruned = site.store().prune(housekeeping.retention(), MOST_AT_ONCE);
            site.tally().pruned.addAndGet(pruned);
            return pruned < MOST_AT_ONCE ? site.jittered(interval) : Math.min(interval, site.jittered(BREATH));
        } catch (RuntimeException | Error e) {
            boolean raced = e instanceof TaskStoreException store && store.isLostRace();
            if (!raced && !site.outage().isOn()) {
                WorkerMessage.PRUNE_FAILED.log(e, housekeeping.pruneInterval());
            }
            return site.jittered(interval);
        }
    }
}
