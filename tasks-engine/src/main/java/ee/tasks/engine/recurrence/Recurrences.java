package ee.tasks.engine.recurrence;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.schedule.Recurrence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a recurrence must be, and when it ticks. */
public final class Recurrences {

    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_DURATION = Duration.ofDays(365);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Recurrences() {}

    /** Everything that is wrong with it, each as a clause; empty if nothing is. */
    public static List<String> problems(Recurrence recurrence) {
        return problems(recurrence, new ParsedCrons());
    }

    static List<String> problems(Recurrence recurrence, ParsedCrons crons) {
        List<String> problems = new ArrayList<>();
        if ((recurrence.cron() == null) == (recurrence.every() == null)) {
            problems.add("it needs cron or every, and not both");
        } else if (recurrence.every() != null) {
            require(
                    isBetween(MIN_INTERVAL, recurrence.every(), MAX_DURATION),
                    problems,
                    "every must be from PT1S to P365D, was " + recurrence.every());
        } else {
            cronProblem(recurrence, crons).ifPresent(problems::add);
        }
        require(
                isBetween(Duration.ofMinutes(1), recurrence.catchUp(), MAX_DURATION),
                problems,
                "catchUp must be from PT1M to P365D, was " + recurrence.catchUp());
        require(
                isBetween(Duration.ZERO, recurrence.jitter(), MAX_DURATION),
                problems,
                "jitter must be from PT0S to P365D, was " + recurrence.jitter());
        require(
                recurrence.times() == null || recurrence.times() > 0,
                problems,
                "times must be at least 1, was " + recurrence.times());
        require(
                isStorable(recurrence.start()) && isStorable(recurrence.end()),
                problems,
                "start and end must be from 1970 to the end of 9999, were %s and %s"
                        .formatted(recurrence.start(), recurrence.end()));
        require(
                recurrence.start() == null
                        || recurrence.end() == null
                        || !recurrence.end().isBefore(recurrence.start()),
                problems,
                "its end %s is before its start %s".formatted(recurrence.end(), recurrence.start()));
        require(
                recurrence.missed() != MissedTicks.ALL || recurrence.overlap() == Overlap.QUEUE,
                problems,
                "missed = ALL needs overlap = QUEUE: with SKIP all but one of them would be left out");
        return problems;
    }

    private static Optional<String> cronProblem(Recurrence recurrence, ParsedCrons crons) {
        try {
            crons.of(recurrence.cron(), recurrence.zone());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static boolean isStorable(Instant instant) {
        return instant == null || !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST);
    }

    private static boolean isBetween(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean kept, List<String> problems, String rule) {
        if (!kept) {
            problems.add(rule);
        }
    }

    /**
     * The ticks from its start to its end.
     *
     * @param recurrence one without problems, whose start is set if it has an interval
     */
    public static Ticks ticks(Recurrence recurrence) {
        return ticks(recurrence, new ParsedCrons());
    }

    /** The first tick that is not before this instant; {@code null} if there is none. */
    public static Instant next(Recurrence recurrence, Instant now) {
        return ticks(recurrence).after(now.minusNanos(1)).orElse(null);
    }

    static Ticks ticks(Recurrence recurrence, ParsedCrons crons) {
        Ticks all = recurrence.cron() != null
                ? crons.of(recurrence.cron(), recurrence.zone())
                : new EveryTicks(recurrence.start(), recurrence.every());
        Instant before =
                recurrence.start() == null ? Instant.MIN : recurrence.start().minusNanos(1);
        Instant end = recurrence.end() == null ? Instant.MAX : recurrence.end();
        return instant -> all.after(instant.isBefore(before) ? before : instant).filter(tick -> !tick.isAfter(end));
    }

    /** For who reads a log. */
    public static String text(Recurrence recurrence) {
        return recurrence.cron() == null
                ? "every " + recurrence.every()
                : "cron '%s' in %s".formatted(recurrence.cron(), recurrence.zone());
    }
}
