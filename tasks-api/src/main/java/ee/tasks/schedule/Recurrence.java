package ee.tasks.schedule;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.Objects.requireNonNull;

import ee.tasks.CheckReturnValue;
import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.Recurring;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When something recurs, as a value: {@code Recurrence.cron("0 3 * * *").in(ZoneId.of("Europe/London"))}. Immutable; each method
 * returns a copy and leaves the original as it was. The members mean what those of the same names say at {@link Recurring}; they are
 * checked, all of them together, by {@link TaskSchedules#put}.
 *
 * @param cron the cron expression, or {@code null}
 * @param zone its time zone
 * @param every the distance between ticks, or {@code null}
 * @param start no tick is before it; {@code null} for when the schedule is made
 * @param end no tick is after it; {@code null} for never
 * @param times how many ticks there are in all, at least 1; {@code null} for no limit
 * @param missed what becomes of missed ticks
 * @param catchUp how old a missed tick may be
 * @param overlap what becomes of a tick when the previous run has not finished
 * @param jitter how much later than its tick a run may begin
 * @since 1.0
 */
@CheckReturnValue
public record Recurrence(
        String cron,
        ZoneId zone,
        Duration every,
        Instant start,
        Instant end,
        Long times,
        MissedTicks missed,
        Duration catchUp,
        Overlap overlap,
        Duration jitter) {

    private static final Recurrence NEVER = new Recurrence(
            null,
            ZoneId.of("UTC"),
            null,
            null,
            null,
            null,
            MissedTicks.ONCE,
            Duration.ofHours(24),
            Overlap.SKIP,
            Duration.ZERO);

    /** Refuses {@code null} where none is allowed, and cuts times to microseconds as stores do. */
    public Recurrence {
        requireNonNull(zone, "zone");
        requireNonNull(missed, "missed");
        requireNonNull(catchUp, "catchUp");
        requireNonNull(overlap, "overlap");
        requireNonNull(jitter, "jitter");
        every = every == null ? null : every.truncatedTo(MICROS);
        start = start == null ? null : start.truncatedTo(MICROS);
        end = end == null ? null : end.truncatedTo(MICROS);
        catchUp = catchUp.truncatedTo(MICROS);
        jitter = jitter.truncatedTo(MICROS);
    }

    /**
     * By a cron expression, in UTC unless {@link #in} says otherwise.
     *
     * @param expression five or six fields, see {@link Recurring#cron}
     * @return the recurrence
     */
    public static Recurrence cron(String expression) {
        requireNonNull(expression, "expression");
        return NEVER.with(expression, NEVER.zone, null);
    }

    /**
     * At one distance, counted from the start.
     *
     * @param distance from a second to 365 days
     * @return the recurrence
     */
    public static Recurrence every(Duration distance) {
        requireNonNull(distance, "distance");
        return NEVER.with(null, NEVER.zone, distance);
    }

    /**
     * In this time zone, for a cron expression.
     *
     * @param newZone the zone
     * @return a copy
     */
    public Recurrence in(ZoneId newZone) {
        return with(cron, newZone, every);
    }

    /**
     * No tick before this instant; with a distance the first tick is then.
     *
     * @param instant the start
     * @return a copy
     */
    public Recurrence from(Instant instant) {
        return new Recurrence(cron, zone, every, instant, end, times, missed, catchUp, overlap, jitter);
    }

    /**
     * No tick after this instant.
     *
     * @param instant the end
     * @return a copy
     */
    public Recurrence until(Instant instant) {
        return new Recurrence(cron, zone, every, start, instant, times, missed, catchUp, overlap, jitter);
    }

    /**
     * As many ticks as this, those that are left out included.
     *
     * @param ticks how many, at least 1
     * @return a copy
     */
    public Recurrence times(long ticks) {
        return new Recurrence(cron, zone, every, start, end, ticks, missed, catchUp, overlap, jitter);
    }

    /**
     * What becomes of ticks that nobody was there for.
     *
     * @param policy once, all or none of them
     * @param atMost how old a missed tick may be to run at all, from a minute to 365 days
     * @return a copy
     */
    public Recurrence missed(MissedTicks policy, Duration atMost) {
        return new Recurrence(cron, zone, every, start, end, times, policy, atMost, overlap, jitter);
    }

    /**
     * What becomes of a tick when the previous run has not finished.
     *
     * @param policy skip or queue it
     * @return a copy
     */
    public Recurrence overlap(Overlap policy) {
        return new Recurrence(cron, zone, every, start, end, times, missed, catchUp, policy, jitter);
    }

    /**
     * Each run begins a random time after its tick.
     *
     * @param atMost the longest, from none to 365 days
     * @return a copy
     */
    public Recurrence jitter(Duration atMost) {
        return new Recurrence(cron, zone, every, start, end, times, missed, catchUp, overlap, atMost);
    }

    private Recurrence with(String newCron, ZoneId newZone, Duration newEvery) {
        return new Recurrence(newCron, newZone, newEvery, start, end, times, missed, catchUp, overlap, jitter);
    }
}
