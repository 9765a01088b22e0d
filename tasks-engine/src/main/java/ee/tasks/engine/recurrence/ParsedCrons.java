package ee.tasks.engine.recurrence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cron expressions, each parsed once for a time zone: the {@value #MAX} that were asked for last. One belongs to a worker and goes with
 * it. Not thread-safe.
 */
public final class ParsedCrons {

    static final int MAX = 1_000;

    private record Key(String expression, ZoneId zone) {}

    private final Map<Key, CronTicks> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CronTicks> eldest) {
            return size() > MAX;
        }
    };

    /** @throws IllegalArgumentException that says what is wrong with the expression, as a clause; it is parsed again the next time */
    CronTicks of(String expression, ZoneId zone) {
        Key key = new Key(expression, zone);
        CronTicks known = parsed.get(key);
        if (known != null) {
            return known;
        }
        CronTicks ticks = new CronTicks(expression, zone);
        if (ticks.after(Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException(
                    "the cron expression '%s' has no date at all: %s; correct the day or the month"
                            .formatted(expression, ticks.whyNever()));
        }
        parsed.put(key, ticks);
        return ticks;
    }
}
