package ee.tasks;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.time.Instant;

/** What options must satisfy whatever backend they are for. */
final class OptionRules {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration MAX_DURATION = Duration.ofDays(365_000);

    private OptionRules() {}

    static void queue(String name) {
        boolean allowed = name == null || isName(name, 64) && !name.equals("*") && canBeConfigured(name);
        require(allowed, ApiMessage.QUEUE_NAME_INVALID, name);
    }

    /** Configuration lists queues between commas, without the blanks around them, and quotes them in keys. */
    private static boolean canBeConfigured(String queue) {
        return queue.equals(queue.strip()) && queue.indexOf(',') < 0 && queue.indexOf('"') < 0;
    }

    static void priority(Integer priority) {
        require(priority == null || Math.abs((long) priority) <= 100, ApiMessage.PRIORITY_OUT_OF_RANGE, priority);
    }

    static void runAfter(Instant when, Duration delay) {
        require(when == null || delay == null, ApiMessage.RUN_AFTER_TWICE, when, delay);
        boolean outside = when != null && (when.isBefore(Instant.EPOCH) || when.isAfter(LAST));
        require(!outside, ApiMessage.RUN_AFTER_OUT_OF_RANGE, when);
        require(delay == null || !delay.isNegative(), ApiMessage.RUN_AFTER_NEGATIVE, delay);
        require(delay == null || delay.compareTo(MAX_DURATION) <= 0, ApiMessage.RUN_AFTER_OUT_OF_RANGE, delay);
    }

    static void unique(String key, Duration period) {
        // The key itself may name a person: only its length is told.
        require(key == null || isName(key, 1_000), ApiMessage.UNIQUE_KEY_INVALID, key == null ? 0 : key.length());
        boolean positive = period == null || period.compareTo(Duration.ZERO) > 0;
        boolean bounded = period == null || (key != null && period.compareTo(MAX_DURATION) <= 0);
        require(positive && bounded, ApiMessage.UNIQUE_PERIOD_INVALID, period);
    }

    static void predecessor(String id, String kept, String backend) {
        require(kept.equals(backend), ApiMessage.PREDECESSOR_ELSEWHERE, id, kept, backend);
    }

    static void taskName(String name) {
        require(isName(name, 255), ApiMessage.TASK_NAME_INVALID, name);
    }

    /** Databases cut nanoseconds: what is stored must equal what was given. */
    static Instant toMicroseconds(Instant instant) {
        return instant == null ? null : instant.truncatedTo(MICROS);
    }

    static Duration toMicroseconds(Duration duration) {
        return duration == null ? null : duration.truncatedTo(MICROS);
    }

    private static boolean isName(String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean kept, ApiMessage rule, Object... facts) {
        if (!kept) {
            throw new InvalidTaskException(rule.text(facts));
        }
    }
}
