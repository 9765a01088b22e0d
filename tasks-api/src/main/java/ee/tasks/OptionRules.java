package ee.tasks;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.time.Instant;

/** What options must satisfy whatever backend they are for. */
final class OptionRules {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration LONGEST_DELAY = Duration.ofDays(365_000);

    private OptionRules() {}

    static void check(
            String queue, Integer priority, Instant runAfter, Duration delay, String uniqueKey, Duration uniquePeriod) {
        if (queue != null && !isName(queue, 64)) {
            throw new InvalidTaskException(ApiMessage.QUEUE_NAME_INVALID.text(queue));
        }
        if (priority != null && (priority < -100 || priority > 100)) {
            throw new InvalidTaskException(ApiMessage.PRIORITY_OUT_OF_RANGE.text(priority));
        }
        if (runAfter != null && (runAfter.isBefore(FIRST) || runAfter.isAfter(LAST))) {
            throw new InvalidTaskException(ApiMessage.RUN_AFTER_OUT_OF_RANGE.text(runAfter));
        }
        if (delay != null && delay.isNegative()) {
            throw new InvalidTaskException(ApiMessage.RUN_AFTER_NEGATIVE.text(delay));
        }
        if (delay != null && delay.compareTo(LONGEST_DELAY) > 0) {
            throw new InvalidTaskException(ApiMessage.RUN_AFTER_OUT_OF_RANGE.text("in " + delay));
        }
        if (uniqueKey != null && (uniqueKey.isEmpty() || uniqueKey.length() > 1_000)) {
            throw new InvalidTaskException(ApiMessage.UNIQUE_KEY_INVALID.text(uniqueKey.length()));
        }
        if (uniquePeriod != null && (uniquePeriod.isNegative() || uniquePeriod.isZero())) {
            throw new InvalidTaskException(ApiMessage.UNIQUE_PERIOD_INVALID.text(uniquePeriod));
        }
    }

    static boolean isName(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    /** Databases cut nanoseconds: what is stored must equal what was given. */
    static Instant toMicroseconds(Instant instant) {
        return instant == null ? null : instant.truncatedTo(MICROS);
    }
}
