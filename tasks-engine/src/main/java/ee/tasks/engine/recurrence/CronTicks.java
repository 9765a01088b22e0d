package ee.tasks.engine.recurrence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The instants of a cron expression in a time zone. Where the clocks are put forward or back it does as cron does (cron(8) of Debian
 * and Red Hat): what is to run at certain times of day runs once a day, at the end of the gap if its time is left out, and the
 * first time if its time comes twice; what starts with a star in the hours or minutes follows the clock on the wall.
 */
public final class CronTicks implements Ticks {

    private final CronCalendar calendar;
    private final ZoneRules rules;

    /** @throws IllegalArgumentException that says what is wrong with the expression, as a clause */
    public CronTicks(String expression, ZoneId zone) {
        calendar = new CronCalendar(expression);
        rules = zone.getRules();
    }

    String whyNever() {
        return calendar.whyNever();
    }

    @Override
    public Optional<Instant> after(Instant instant) {
        Instant from = instant.plusNanos(1);
        Instant end =
                instant.atOffset(ZoneOffset.UTC).plus(1, ChronoUnit.CENTURIES).toInstant();
        while (from.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<LocalDateTime> match = calendar.from(earliest(from, offset));
            if (match.isEmpty()) {
                return Optional.empty();
            }
            Instant tick = match.get().toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || tick.isBefore(change.getInstant())) {
                return Optional.of(tick);
            }
            if (change.isGap() && !calendar.isInterval() && match.get().isBefore(change.getDateTimeAfter())) {
                return Optional.of(change.getInstant());
            }
            from = change.getInstant();
        }
        return Optional.empty();
    }

    /** The time on the wall; after the clocks were put back, what certain times of day have not had yet. */
    private LocalDateTime earliest(Instant from, ZoneOffset offset) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(from.getEpochSecond(), from.getNano(), offset);
        ZoneOffsetTransition change = rules.getTransition(local);
        boolean again = change != null && change.isOverlap() && !from.isBefore(change.getInstant());
        return again && !calendar.isInterval() ? change.getDateTimeBefore() : local;
    }
}
