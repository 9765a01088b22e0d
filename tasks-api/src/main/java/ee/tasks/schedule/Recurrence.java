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
 * returns a copy and leaves the original unchanged. The members mean the same as those of the same names of {@link Recurring}.
 * {@link TaskSchedules#put} checks them, all together.
 *
 * @param cron the cron expression, or {@code null}
 * @param zone its time zone
 * @param every the interval between ticks, or {@code null}
 * @param start the time before which there is no tick; {@code null} for the time at which the schedule is made
 * @param end the time after which there is no tick; {@code null} for none
 * @param times how many ticks there are in all, at least 1; {@code null} for no limit
 * @param missed what happens to missed ticks
 * @param catchUp how old a missed tick may be to run still
 * @param overlap what happens to a tick while the previous run has not finished
 * @param jitter how much later than its tick a run may start
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
     * Makes a recurrence by a cron expression, in UTC unless {@link #in} sets another zone.
     *
     * @param expression five or six fields, see {@link Recurring#cron}
     * @return the recurrence
     */
    public static Recurrence cron(String expression) {
        requireNonNull(expression, "expression");
        return NEVER.with(expression, NEVER.zone, null);
    }

    /**
     * Makes a recurrence with a fixed interval, counted from its start.
     *
     * @param interval from a second to 365 days
     * @return the recurrence
     */
    public static Recurrence every(Duration interval) {
        requireNonNull(interval, "interval");
        return NEVER.with(null, NEVER.zone, interval);
    }

    /**
     * Sets the time zone of a cron expression.
     *
     * @param newZone the zone
     * @return a copy
     */
    public Recurrence in(ZoneId newZone) {
        return with(cron, newZone, every);
    }

    /**
     * Sets the start: there is no tick before it. With an interval, the first tick is then.
     *
     * @param instant the start
     * @return a copy
     */
    public Recurrence from(Instant instant) {
        return new Recurrence(cron, zone, every, instant, end, times, missed, catchUp, overlap, jitter);
    }

    /**
     * Sets the end: there is no tick after it.
     *
     * @param instant the end
     * @return a copy
     */
    public Recurrence until(Instant instant) {
        return new Recurrence(cron, zone, every, start, instant, times, missed, catchUp, overlap, jitter);
    }

    /**
     * Sets the number of ticks, including those that are skipped.
     *
     * @param ticks how many, at least 1
     * @return a copy
     */
    public Recurrence times(long ticks) {
        return new Recurrence(cron, zone, every, start, end, ticks, missed, catchUp, overlap, jitter);
    }

    /**
     * Sets what happens to missed ticks.
     *
     * @param policy whether the newest, all or none of them run
     * @param atMost how old a missed tick may be to run still, from a minute to 365 days
     * @return a copy
     */
    public Recurrence missed(MissedTicks policy, Duration atMost) {
        return new Recurrence(cron, zone, every, start, end, times, policy, atMost, overlap, jitter);
    }

    /**
     * Sets what happens to a tick while the previous run has not finished.
     *
     * @param policy whether it is skipped or enqueued
     * @return a copy
     */
    public Recurrence overlap(Overlap policy) {
        return new Recurrence(cron, zone, every, start, end, times, missed, catchUp, policy, jitter);
    }

    /**
     * Sets the jitter: each run starts a random time after its tick.
     *
     * @param atMost the longest time, from zero to 365 days
     * @return a copy
     */
    public Recurrence jitter(Duration atMost) {
        return new Recurrence(cron, zone, every, start, end, times, missed, catchUp, overlap, atMost);
    }

    private Recurrence with(String newCron, ZoneId newZone, Duration newEvery) {
        return new Recurrence(newCron, newZone, newEvery, start, end, times, missed, catchUp, overlap, jitter);
    }
}
