package ee.tasks.engine.worker;

import ee.tasks.spi.TaskStoreException;
import java.util.concurrent.TimeUnit;

/**
 * Deletes finished tasks that are kept no longer, on a thread that keeps nothing else waiting. All nodes do, once each prune interval, more
 * or less 10 %; the first time at random within it. One call deletes up to {@value #MAX_AT_ONCE}; after a full one the next follows when as
 * much time has passed as it took, and at least {@code MIN_PAUSE}. A failure is tried again after the interval. A store that does not
 * implement pruning is asked once.
 */
final class Pruner implements Round {

    private static final int MAX_AT_ONCE = 5_000;
    private static final long MIN_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Site site;
    private boolean started;
    private boolean refused;
    /** How many were deleted since a sweep was last finished. */
    private long swept;

    Pruner(Site site) {
        this.site = site;
    }

    @Override
    public long run() {
        if (refused) {
            return Round.FOREVER;
        }
        Housekeeping housekeeping = site.settings().housekeeping();
        long interval = housekeeping.pruneInterval().toNanos();
        if (!started) {
            started = true;
            return Math.max(1, (long) (interval * site.random().nextDouble()));
        }
        long startedAt = site.now();
        try {
            int pruned = site.store().prune(housekeeping.retention(), MAX_AT_ONCE);
            site.tally().pruned.addAndGet(pruned);
            swept += pruned;
            WorkerMessage.debug("%s old tasks were deleted", pruned);
            if (pruned == MAX_AT_ONCE) {
                // As long as it took: half of what the database can do, which is more than it can be made to run.
                return Math.min(interval, site.jittered(Math.max(MIN_PAUSE, site.now() - startedAt)));
            }
            if (swept > 0) {
                WorkerMessage.PRUNED.log(swept);
            }
            swept = 0;
            return site.jittered(interval);
        } catch (UnsupportedOperationException e) {
            WorkerMessage.NOT_IMPLEMENTED.log(
                    e,
                    site.settings().backend(),
                    "TaskStore.prune",
                    "finished tasks are kept for ever, whatever ee.tasks.retention says");
            refused = true;
            return Round.FOREVER;
        } catch (RuntimeException | Error e) {
            boolean raced = e instanceof TaskStoreException store && store.isLostRace();
            if (!raced && !site.outage().isOn()) {
                WorkerMessage.PRUNE_FAILED.log(e, housekeeping.pruneInterval());
            }
            return site.jittered(interval);
        }
    }
}
