package ee.tasks;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What options must satisfy whatever backend they are for. */
final class OptionRules {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration MAX_DURATION = Duration.ofDays(365_000);
    private static final int MAX_HEADER = 4_000;

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
        require(!outside, ApiMessage.RUN_AFTER_OUT_OF_RANGE, "instant", "between the years 1970 and 9999", when);
        require(delay == null || !delay.isNegative(), ApiMessage.RUN_AFTER_NEGATIVE, delay);
        boolean bounded = delay == null || delay.compareTo(MAX_DURATION) <= 0;
        require(bounded, ApiMessage.RUN_AFTER_OUT_OF_RANGE, "delay", "at most 365,000 days", delay);
    }

    static void unique(String key, Duration period) {
        require(key == null || isName(key, 1_000), ApiMessage.UNIQUE_KEY_INVALID, key == null ? "" : problemOfKey(key));
        if (period == null) {
            return;
        }
        boolean inRange = period.compareTo(Duration.ZERO) > 0 && period.compareTo(MAX_DURATION) <= 0;
        require(inRange, ApiMessage.UNIQUE_PERIOD_INVALID, period, "must be from a microsecond to 365,000 days");
        require(key != null, ApiMessage.UNIQUE_PERIOD_INVALID, period, "there is no key");
    }

    /** The key itself may name a person, so the message does not show it. */
    private static String problemOfKey(String key) {
        if (key.length() > 1_000) {
            return "has " + key.length() + " characters";
        }
        return key.isBlank() ? "is blank" : "contains a control character";
    }

    static void ordered(String key, Integer priority) {
        require(key == null || isName(key, 1_000), ApiMessage.ORDER_KEY_INVALID, key == null ? "" : problemOfKey(key));
        require(key == null || priority == null || priority == 0, ApiMessage.ORDERED_WITH_PRIORITY, priority);
    }

    static void predecessor(String id, String kept, String backend) {
        require(kept.equals(backend), ApiMessage.PREDECESSOR_ELSEWHERE, id, kept, backend);
    }

    /** A value may name a person, so the message does not show it. */
    static void header(String name, String value) {
        boolean named = name.length() <= 100
                && !name.isEmpty()
                && name.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || ".-_".indexOf(c) >= 0);
        require(named, ApiMessage.HEADER_NAME_INVALID, name);
        require(value.length() <= MAX_HEADER, ApiMessage.HEADER_VALUE_INVALID, name, "has more than 4,000 characters");
        boolean oneLine = value.chars().noneMatch(Character::isISOControl);
        require(
                oneLine,
                ApiMessage.HEADER_VALUE_INVALID,
                name,
                "contains a control character, such as a line break or a tab");
    }

    static void expireAfter(Duration time) {
        boolean inRange = time == null || time.compareTo(Duration.ZERO) > 0 && time.compareTo(MAX_DURATION) <= 0;
        require(inRange, ApiMessage.EXPIRE_AFTER_OUT_OF_RANGE, time);
    }

    /** Those of what is still depended on; an empty flow, and a result that somebody made up, may have none. */
    static Map<String, String> known(Map<String, String> backends, List<String> results, List<String> flows) {
        if (backends.isEmpty()) {
            return Map.of();
        }
        Map<String, String> known = new HashMap<>(backends);
        known.keySet().retainAll(Stream.concat(results.stream(), flows.stream()).collect(Collectors.toSet()));
        known.values().removeIf(Objects::isNull);
        return Map.copyOf(known);
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
