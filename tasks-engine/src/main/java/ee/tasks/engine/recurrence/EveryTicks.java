package ee.tasks.engine.recurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ticks at a fixed interval, whatever the wall clock does.
 *
 * @param first the first tick
 * @param interval whole microseconds, positive
 */
public record EveryTicks(Instant first, Duration interval) implements Ticks {

    @Override
    public Optional<Instant> after(Instant instant) {
        if (instant.isBefore(first)) {
            return Optional.of(first);
        }
        long passed = Duration.between(first, instant).dividedBy(interval);
        return Optional.of(first.plus(interval.multipliedBy(passed + 1)));
    }
}
