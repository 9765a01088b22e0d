package ee.tasks.engine.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** By the worker's own clock: once per poll interval, and when a tick comes. */
final class OwnTickWatch implements TickWatch {

    private final Site site;
    private long askedAt;

    OwnTickWatch(Site site) {
        this.site = site;
    }

    @Override
    public boolean isDue() {
        return true;
    }

    @Override
    public Set<String> open() {
        askedAt = site.now();
        return site.settings().scheduling().declared();
    }

    @Override
    public long looked(Instant now, Instant next) {
        if (next == null || next.isAfter(now.plus(site.settings().pollInterval()))) {
            return left();
        }
        long since = site.now() - askedAt; // ticks were taken meanwhile
        return Math.max(1, Duration.between(now, next).toNanos() - since);
    }

    @Override
    public long left() {
        return site.settings().pollInterval().toNanos();
    }
}
