package ee.tasks.engine.recurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * At one distance from each other, whatever the clocks on the wall do.
 *
 * @param first the first tick
 * @param distance whole microseconds, positive
 */
public record EveryTicks(Instant first, Duration distance) implements Ticks {

    @Override
    public Optional<Instant> after(Instant instant) {
        if (instant.isBefore(first)) {
            return Optional.of(first);
        }
        long passed = Duration.between(first, instant).dividedBy(distance);
        return Optional.of(first.plus(distance.multipliedBy(passed + 1)));
    }
}
