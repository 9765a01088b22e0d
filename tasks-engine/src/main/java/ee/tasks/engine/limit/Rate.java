package ee.tasks.engine.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many starts in any period of a length.
 *
 * @param starts from 1 to 1,000,000
 * @param period from PT0.01S to P31D, so that weights times microseconds are a {@code long}
 */
public record Rate(int starts, Duration period) {

    /** How it is written, for messages. */
    public static final String RULE =
            "a number of starts from 1 to 1,000,000, a slash, and an ISO-8601 duration from PT0.01S to P31D, such as 100/PT1M";

    private static final int MAX_STARTS = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,7})/(P\\S+)", Pattern.CASE_INSENSITIVE);

    /** Refuses what is out of range. */
    public Rate {
        boolean allowed = starts >= 1
                && starts <= MAX_STARTS
                && period.compareTo(SHORTEST) >= 0
                && period.compareTo(LONGEST) <= 0;
        if (!allowed) {
            throw new IllegalArgumentException("%d starts in %s".formatted(starts, period));
        }
    }

    /**
     * @param text such as {@code 100/PT1M}
     * @throws RuntimeException if it is written otherwise, or out of range
     */
    public static Rate of(String text) {
        Matcher written = TEXT.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Rate(Integer.parseInt(written.group(1)), Duration.parse(written.group(2)));
    }
}
