package ee.tasks.ejb;

import jakarta.ejb.NoMoreTimeoutsException;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A timeout of a timer, identified so that every node that has the same timer finds the same tick. The name becomes a part of a unique
 * key, and the period is how long that key is held at least.
 *
 * <p>A calendar timer's tick is named by the expression and the next timeout, and held until a day after that. An interval timer's tick is
 * named by its interval at most, and held for nine tenths of it, so that the next timeout finds the key free.
 *
 * @param name what identifies the tick, beside the timer's info; {@code null} if nothing tells it from the one before
 * @param period how long another node may still time out for the same tick
 */
record TimerTick(String name, Duration period) {

    private static final TimerTick NAMELESS = new TimerTick(null, null);

    /** How much later than the next timeout a node may still come with this tick: one that was down makes up for it when it is back. */
    private static final Duration LATE = Duration.ofDays(1);

    /** The longest period for which the engine accepts a unique key. */
    private static final Duration MAX_PERIOD = Duration.ofDays(365_000);

    private static final Duration MIN_PERIOD = Duration.ofMillis(1);
    private static final long TWO_MILLISECONDS = 2_000_000;

    /** Empty if the timer is gone. */
    static Optional<TimerTick> of(Timer timer, Instant now) {
        try {
            Instant next = next(timer, now);
            boolean isAhead = next != null && next.isAfter(now);
            if (timer.isCalendarTimer()) {
                Duration untilNext = isAhead ? Duration.between(now, next) : Duration.ZERO;
                return Optional.of(
                        new TimerTick(text(timer.getSchedule()) + " before " + next, storable(untilNext.plus(LATE))));
            }
            return Optional.of(isAhead ? ofInterval(Duration.between(now, next)) : NAMELESS);
        } catch (NoSuchObjectLocalException gone) {
            return Optional.empty();
        }
    }

    /** Has no time in its name, since the timers of several nodes started at different moments. */
    private static TimerTick ofInterval(Duration interval) {
        return new TimerTick("interval", nearly(interval));
    }

    /** The tick of an interval timer whose interval the caller knows; empty if the timer is gone. */
    static Optional<TimerTick> of(Timer timer, Duration interval) {
        return TimerInfo.of(timer).map(there -> new TimerTick("interval " + interval, nearly(interval)));
    }

    /** Nine tenths: the timer's own next timeout must find the key free. */
    private static Duration nearly(Duration interval) {
        return storable(interval.dividedBy(10).multipliedBy(9));
    }

    private static Duration storable(Duration period) {
        if (period.compareTo(MAX_PERIOD) > 0) {
            return MAX_PERIOD;
        }
        return period.compareTo(MIN_PERIOD) < 0 ? MIN_PERIOD : period;
    }

    /** Asks again after 2 ms: within the millisecond of a timeout, Payara 6 returns this timeout as the next one. */
    private static Instant next(Timer timer, Instant now) {
        Instant next = next(timer);
        if (next != null && !next.isAfter(now)) {
            LockSupport.parkNanos(TWO_MILLISECONDS);
            return next(timer);
        }
        return next;
    }

    private static Instant next(Timer timer) {
        try {
            return instant(timer.getNextTimeout());
        } catch (NoMoreTimeoutsException last) {
            return null;
        }
    }

    private static String text(ScheduleExpression expression) {
        return Stream.of(
                        expression.getSecond(),
                        expression.getMinute(),
                        expression.getHour(),
                        expression.getDayOfMonth(),
                        expression.getMonth(),
                        expression.getDayOfWeek(),
                        expression.getYear(),
                        expression.getTimezone(),
                        instant(expression.getStart()),
                        instant(expression.getEnd()))
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }
}
