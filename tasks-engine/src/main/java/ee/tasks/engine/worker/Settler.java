package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskStoreException;
import java.util.concurrent.TimeUnit;

/**
 * Releases and cancels what waited for tasks that have finished: page by page, on a thread that keeps neither claims nor completions
 * waiting, since one task may have a million followers. It looks when a task finished that others wait for, and once each rescue
 * round, for what other nodes left, and when the store asks for it. A failure is tried again after a pause that doubles, up to 5 s, and
 * that no news cuts short.
 */
final class Settler implements Round {

    private static final int PAGE = 2_000;
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final Site site;
    private final Notices notices;
    private final Backoff backoff;
    private boolean more;
    /** Whether the store has asked to be called at {@link #againAt}; a later wish covers an earlier one, since each call looks at all. */
    private boolean again;

    private long againAt;
    private long pausedUntil;

    Settler(Site site, Notices notices) {
        this.site = site;
        this.notices = notices;
        backoff = new Backoff(site.random(), MAX_PAUSE);
        pausedUntil = site.now();
    }

    @Override
    public long run() {
        long paused = pausedUntil - site.now();
        if (paused > 0) {
            return paused;
        }
        if (!site.news().takeAwaited() && !more && untilAgain() > 0) {
            return untilAgain();
        }
        try {
            more = settle();
            site.outage().worked(Activity.SETTLE);
            backoff.reset();
            return more ? 0 : untilAgain();
        } catch (RuntimeException | Error e) {
            more = true;
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().failed(Activity.SETTLE, e);
            }
            long pause = backoff.next();
            pausedUntil = site.now() + pause;
            return pause;
        }
    }

    private long untilAgain() {
        return again ? Math.max(0, againAt - site.now()) : Round.FOREVER;
    }

    private boolean settle() {
        boolean isTime = untilAgain() == 0;
        Settled settled = site.store().settle(PAGE);
        if (settled.again() != null) {
            again = true;
            againAt = site.now() + settled.again().toNanos();
        } else if (isTime) {
            again = false;
        }
        settled.cancelled().forEach(notices::cancelled);
        notices.deliver();
        if (settled.readied() > 0) {
            site.news().due();
        }
        return settled.more();
    }
}
