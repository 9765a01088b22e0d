package ee.tasks.jpa;

import java.time.Duration;
import java.time.Instant;

/** Durations and instants in microseconds, as databases store them. A duration too long for a timestamp becomes 365,000 days. */
final class Micros {

    private static final Duration MAX_DURATION = Duration.ofDays(365_000);

    private Micros() {}

    static long of(Duration duration) {
        Duration bounded = duration.compareTo(MAX_DURATION) > 0 ? MAX_DURATION : duration;
        return Math.addExact(Math.multiplyExact(bounded.getSeconds(), 1_000_000L), bounded.getNano() / 1_000L);
    }

    static Long of(Instant instant) {
        return instant == null ? null : of(Duration.between(Instant.EPOCH, instant));
    }
}
