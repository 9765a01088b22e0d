package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.TaskStoreException;
import java.util.concurrent.TimeUnit;

/**
 * Readies what has come due, up to {@value #PAGE} tasks at a time, once per poll interval. A promotion that fails is tried again after
 * pauses that grow to the poll interval, or to 5 seconds where that is longer. It holds up no claim, and no claim holds it up: one row
 * that somebody keeps locked may be in the way of either. For one thread.
 */
final class Promotion {

    private static final int PAGE = 500;
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final Site site;
    private final Poll poll;
    private final Backoff backoff;
    private long notBefore;

    Promotion(Site site) {
        this.site = site;
        poll = new Poll(site, "tasks that have come due", site.signals().claim());
        long interval = site.settings().pollInterval().toNanos();
        backoff = new Backoff(site.random(), Math.min(MAX_PAUSE, interval));
        notBefore = site.now();
    }

    boolean isDue() {
        return poll.isDue() && site.now() - notBefore >= 0;
    }

    /** @return whether the store answered */
    boolean run() {
        try {
            int promoted = site.store().promote(PAGE);
            poll.done(promoted == PAGE);
            site.outage().worked(Activity.PROMOTE);
            backoff.reset();
            return true;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().failed(Activity.PROMOTE, e);
            }
            notBefore = site.now() + backoff.next();
            return false;
        }
    }

    /** @return how many nanoseconds until it may be due */
    long left() {
        return Math.max(poll.left(), notBefore - site.now());
    }
}
