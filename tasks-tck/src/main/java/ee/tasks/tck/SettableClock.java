package ee.tasks.tck;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it, for a store that takes a {@link Clock}. Its zone is UTC and cannot be changed. All
 * threads see at once what one of them sets.
 *
 * @since 1.0
 */
public final class SettableClock extends Clock {

    private volatile Instant now;

    /** Starts at 2031-03-30T00:59:59.123456789Z: stores keep microseconds, and a second later the clocks in London go forward. */
    public SettableClock() {
        this(Instant.parse("2031-03-30T00:59:59.123456789Z"));
    }

    /**
     * Starts at an instant.
     *
     * @param start the instant
     */
    public SettableClock(Instant start) {
        set(start);
    }

    /**
     * Moves the clock to an instant, also to an earlier one.
     *
     * @param instant the time of the clock from now on
     */
    public void set(Instant instant) {
        now = requireNonNull(instant, "instant");
    }

    /**
     * Moves the clock by a duration. Only one thread at a time may call this.
     *
     * @param duration forward, or back if it is negative
     */
    public void advance(Duration duration) {
        set(now.plus(duration));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** @throws UnsupportedOperationException always: a store asks for instants only */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a store asks for instants only");
    }
}
