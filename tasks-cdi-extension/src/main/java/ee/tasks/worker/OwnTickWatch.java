package ee.tasks.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** By the worker's own clock: once per poll interval, and when a tick comes. */
final class OwnTickWatch implements TickWatch {

    private final Site site;

    OwnTickWatch(Site site) {
        this.site = site;
    }

    @Override
    public boolean isDue() {
        return true;
    }

    @Override
    public Set<String> open() {
        return site.settings().scheduling().declared();
    }

    @Override
    public long looked(Instant now, Instant next) {
        return next == null || next.isAfter(now.plus(site.settings().pollInterval()))
                ? left()
                : Math.max(1, Duration.between(now, next).toNanos());
    }

    @Override
    public long left() {
        return site.settings().pollInterval().toNanos();
    }
}
