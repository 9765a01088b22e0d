package ee.tasks.engine.worker;

import ee.tasks.spi.TaskStoreException;
import java.util.concurrent.TimeUnit;

/** Deletes what is kept no longer, on a thread that keeps nothing else waiting; all nodes do, each at times of its own. */
final class Pruner implements Round {

    private static final int MOST_AT_ONCE = 5_000;
    private static final long SHORTEST_BREATH = TimeUnit.MILLISECONDS.toNanos(100);

    private final Site site;
    private boolean started;
    /** How many went since it began to look. */
    private long swept;

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
        long began = site.now();
        try {
            int pruned = site.store().prune(housekeeping.retention(), MOST_AT_ONCE);
            site.tally().pruned.addAndGet(pruned);
            swept += pruned;
            WorkerMessage.debug("%s old tasks were deleted", pruned);
            if (pruned == MOST_AT_ONCE) {
                // As long as it took: half of what the database can do, which is more than it can be made to run.
                return Math.min(interval, site.jittered(Math.max(SHORTEST_BREATH, site.now() - began)));
            }
            if (swept > 0) {
                WorkerMessage.PRUNED.log(swept);
            }
            swept = 0;
            return site.jittered(interval);
        } catch (RuntimeException | Error e) {
            boolean raced = e instanceof TaskStoreException store && store.isLostRace();
            if (!raced && !site.outage().isOn()) {
                WorkerMessage.PRUNE_FAILED.log(e, housekeeping.pruneInterval());
            }
            return site.jittered(interval);
        }
    }
}
