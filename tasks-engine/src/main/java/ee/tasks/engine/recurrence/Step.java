package ee.tasks.engine.recurrence;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the ticks that a schedule has now: which run, and how far it is then.
 *
 * @param run the ticks to enqueue, oldest first
 * @param next the next tick, {@code null} if there is none; it may have come already
 * @param last the newest that was taken
 * @param ticks how many were taken in all
 * @param leftOut whether one that was on time does not run since the previous run has not finished
 * @param tooOld how many do not run since they are older than {@code missed} allows; of a cron expression no more than
 *     {@link #MAX_COUNTED} are counted
 */
public record Step(List<Instant> run, Instant next, Instant last, long ticks, boolean leftOut, long tooOld) {

    public static final int MAX_COUNTED = 10_000;

    private static final Duration ON_TIME = Duration.ofMinutes(1);
    private static final Duration FARTHEST = Duration.ofDays(365 * 100);
    private static final int MAX_AT_ONCE = 100;
    private static final int MAX_LOOKED_AT = 100_000;

    /**
     * @param schedule one whose next tick has come
     * @param unfinished whether its previous run has not finished
     * @param crons those that the caller knows
     * @throws IllegalArgumentException for a recurrence that nobody would have written so
     */
    public static Step of(ScheduleRecord schedule, Instant now, boolean unfinished, ParsedCrons crons) {
        Recurrence recurrence = schedule.recurrence();
        List<String> problems = Recurrences.problems(recurrence, crons);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Ticks ticks = Recurrences.ticks(recurrence, crons);
        boolean all = recurrence.missed() == MissedTicks.ALL;
        Course course = schedule.course();
        long left = recurrence.times() == null ? Long.MAX_VALUE : recurrence.times() - course.ticks();
        Instant oldest = now.minus(recurrence.catchUp());
        List<Instant> due = new ArrayList<>();
        long taken = 0;
        Instant last = null;
        Instant next = course.nextTick();
        Instant passedUntil = next;
        if (recurrence.times() == null) { // who counts has to walk them all
            Optional<Instant> leap = all ? ticks.after(oldest.minusNanos(1)) : newest(ticks, now);
            if (leap.isPresent() && leap.get().isAfter(next)) { // those in between are passed over
                last = next;
                taken = 1;
                next = leap.get();
                passedUntil = next;
            }
        }
        while (next != null
                && !next.isAfter(now)
                && taken < Math.min(left, MAX_LOOKED_AT)
                && due.size() < (all ? MAX_AT_ONCE : 1)) {
            last = next;
            taken++;
            next = ticks.after(last).orElse(null);
            boolean newest = next == null || next.isAfter(now) || taken == left;
            if (!last.isBefore(oldest) && (all || newest)) {
                due.add(last);
            }
        }
        boolean onTime = last != null && Duration.between(last, now).compareTo(ON_TIME) <= 0;
        if (recurrence.missed() == MissedTicks.NONE && !onTime) {
            due.clear();
        }
        long others = taken - due.size() - (passedUntil.equals(course.nextTick()) ? 0 : 1);
        boolean subsumed = recurrence.missed() == MissedTicks.ONCE && !due.isEmpty();
        long tooOld = subsumed ? 0 : others + count(recurrence, ticks, course.nextTick(), passedUntil);
        boolean leftOut = recurrence.overlap() == Overlap.SKIP && unfinished && !due.isEmpty();
        return new Step(
                leftOut ? List.of() : List.copyOf(due),
                taken < left ? next : null,
                last,
                course.ticks() + taken,
                leftOut,
                tooOld);
    }

    /** The ticks from one to before another. */
    private static long count(Recurrence recurrence, Ticks ticks, Instant from, Instant until) {
        if (recurrence.every() != null) {
            return Duration.between(from, until).dividedBy(recurrence.every());
        }
        long count = 0;
        for (Optional<Instant> tick = Optional.of(from);
                count < MAX_COUNTED && tick.filter(until::isAfter).isPresent();
                tick = ticks.after(tick.get())) {
            count++;
        }
        return count;
    }

    /** The last tick that has come, if there is one; looks back farther and farther. */
    private static Optional<Instant> newest(Ticks ticks, Instant now) {
        for (Duration back = ON_TIME; back.compareTo(FARTHEST) < 0; back = back.multipliedBy(2)) {
            Optional<Instant> tick = ticks.after(now.minus(back)).filter(each -> !each.isAfter(now));
            if (tick.isPresent()) {
                Instant newest = tick.get();
                for (Optional<Instant> later = tick;
                        later.isPresent() && !later.get().isAfter(now); ) {
                    newest = later.get();
                    later = ticks.after(newest);
                }
                return Optional.of(newest);
            }
        }
        return Optional.empty();
    }
}
