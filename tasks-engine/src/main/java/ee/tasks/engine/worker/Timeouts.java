package ee.tasks.engine.worker;

import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Watches the calls that have a time limit. One that is past it is interrupted, where the store tolerates that,
 * and {@code isStopping} answers {@code true}; one that has not returned {@code GRACE} later is abandoned.
 */
final class Timeouts {

    static final long GRACE = TimeUnit.SECONDS.toNanos(5);

    private final Site site;
    private final Holdings holdings;
    private final TaskRunner runner;
    private final Consumer<Run> onAbandon;
    private volatile long nextLook;

    Timeouts(Site site, Holdings holdings, TaskRunner runner, Consumer<Run> onAbandon) {
        this.site = site;
        this.holdings = holdings;
        this.runner = runner;
        this.onAbandon = onAbandon;
        nextLook = site.now() + Round.FOREVER;
    }

    /** From now on it is watched, if it is limited at all; its call is to follow. */
    void start(Run run) {
        runner.timeout(run.task()).ifPresent(limit -> {
            long deadline = site.now() + limit.toNanos();
            run.limit(deadline);
            if (deadline - nextLook < 0) {
                site.signals().watch().raise();
            }
        });
    }

    /** @return nanoseconds until the next call may be past its limit */
    long look() {
        // Whoever starts from here on may have been overlooked, and asks for another look.
        nextLook = site.now() + Round.FOREVER;
        long next = Round.FOREVER;
        for (Run run : holdings.running()) {
            next = Math.min(next, look(run));
        }
        nextLook = site.now() + next;
        return next;
    }

    private long look(Run run) {
        long left = run.left(site.now());
        if (left > 0) {
            return left;
        }
        if (run.timeout().isPresent()) {
            onAbandon.accept(run);
            return Round.FOREVER;
        }
        Duration limit = runner.timeout(run.task()).orElse(Duration.ZERO);
        String text = WorkerMessage.TIMED_OUT.text(run.task().task(), limit);
        run.timeOut(new TimeoutException(text), site.now() + GRACE);
        return GRACE;
    }
}
