package ee.tasks.engine.recurrence;

import static ee.tasks.MissedTicks.ALL;
import static ee.tasks.MissedTicks.NONE;
import static ee.tasks.MissedTicks.ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which ticks run, hourly from noon on. */
class StepTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ParsedCrons CRONS = new ParsedCrons();
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void aTickOnTimeRuns() {
        assertThat(step(ONCE, at(0))).isEqualTo(new Step(ticks(0), at(1), at(0), 1, false, 0));
        assertThat(step(NONE, at(0).plusSeconds(60))).isEqualTo(new Step(ticks(0), at(1), at(0), 1, false, 0));
        assertThat(step(ALL, at(0).plusNanos(1))).isEqualTo(new Step(ticks(0), at(1), at(0), 1, false, 0));
    }

    @Test
    void ofMissedTicksTheNewestRunsOnce() {
        assertThat(step(ONCE, at(3).plusSeconds(1_800))).isEqualTo(new Step(ticks(3), at(4), at(3), 2, false, 0));
        assertThat(step(ONCE, at(3))).isEqualTo(new Step(ticks(3), at(4), at(3), 2, false, 0));
    }

    @Test
    void noMissedTickRuns() {
        assertThat(step(NONE, at(3).plusSeconds(1_800))).isEqualTo(new Step(ticks(), at(4), at(3), 2, false, 4));
        assertThat(step(NONE, at(3).plusSeconds(30))).isEqualTo(new Step(ticks(3), at(4), at(3), 2, false, 3));
        assertThat(step(NONE, at(0).plusSeconds(61))).isEqualTo(new Step(ticks(), at(1), at(0), 1, false, 1));
    }

    @Test
    void allMissedTicksRunOldestFirst() {
        assertThat(step(ALL, at(3).plusSeconds(1_800)).run()).isEqualTo(ticks(0, 1, 2, 3));
    }

    @Test
    void whatIsTooOldRunsNever() {
        assertThat(step(ALL, at(30)).run()).hasSize(25).startsWith(at(6)).endsWith(at(30));
        assertThat(step(ALL, at(30)).tooOld()).isEqualTo(6);
        assertThat(step(schedule(recurrence(ALL).missed(ALL, Duration.ofMinutes(90))), at(5))
                        .run())
                .isEqualTo(ticks(4, 5));
        assertThat(step(schedule(recurrence(ONCE).missed(ONCE, Duration.ofMinutes(10))), at(5).plusSeconds(1_800)))
                .isEqualTo(new Step(ticks(), at(6), at(5), 2, false, 6));
    }

    @Test
    void yearsOfMissedSecondsCostNothing() {
        Recurrence seconds = Recurrence.every(Duration.ofSeconds(1)).from(NOON);

        Step step = step(schedule(seconds), NOON.plus(Duration.ofDays(3_650)));

        assertThat(step.run()).containsExactly(NOON.plus(Duration.ofDays(3_650)));
    }

    /** Of an expression, whose ticks have to be walked, not without end. */
    @Test
    void whatIsTooOldIsCounted() {
        Recurrence hours = Recurrence.cron("0 * * * *").missed(NONE, DAY);
        Recurrence minutes = Recurrence.cron("* * * * *").missed(NONE, DAY);

        assertThat(step(schedule(hours), at(5).plusSeconds(1_800)).tooOld()).isEqualTo(6);
        assertThat(step(schedule(minutes), at(2_000).plusSeconds(30)).tooOld()).isEqualTo(Step.MAX_COUNTED);
        assertThat(step(schedule(minutes), at(0).plusSeconds(30)).tooOld()).isZero();
    }

    @Test
    void moreThanAHundredAreTakenInSteps() {
        Recurrence minutes = Recurrence.every(Duration.ofMinutes(1))
                .from(NOON)
                .missed(ALL, DAY)
                .overlap(Overlap.QUEUE);
        ScheduleRecord schedule = schedule(minutes);
        Instant now = NOON.plus(Duration.ofMinutes(249));
        List<Instant> all = new ArrayList<>();
        int steps = 0;
        while (!schedule.course().nextTick().isAfter(now)) {
            Step step = Step.of(schedule, now, true, CRONS);
            all.addAll(step.run());
            schedule = schedule.with(new Course(step.next(), step.last(), null, step.ticks()));
            steps++;
        }

        assertThat(steps).isEqualTo(3);
        assertThat(all).hasSize(250).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whatHasNotFinishedIsNotOvertakenUnlessTheScheduleSaysSo() {
        ScheduleRecord skipping = schedule(recurrence(ONCE));
        ScheduleRecord queueing = schedule(recurrence(ONCE).overlap(Overlap.QUEUE));

        assertThat(Step.of(skipping, at(0), true, CRONS)).isEqualTo(new Step(ticks(), at(1), at(0), 1, true, 0));
        assertThat(Step.of(queueing, at(0), true, CRONS)).isEqualTo(new Step(ticks(0), at(1), at(0), 1, false, 0));
    }

    @Test
    void itEndsWithItsEnd() {
        ScheduleRecord schedule = schedule(recurrence(ONCE).until(at(1)));

        assertThat(step(schedule, at(0)).next()).isEqualTo(at(1));
        assertThat(step(schedule, at(9))).isEqualTo(new Step(ticks(1), null, at(1), 2, false, 0));
    }

    @Test
    void itEndsWithItsLastTime() {
        assertThat(step(schedule(recurrence(ONCE).times(1)), at(0)).next()).isNull();
        assertThat(step(schedule(recurrence(ALL).times(3)), at(9)))
                .isEqualTo(new Step(ticks(0, 1, 2), null, at(2), 3, false, 0));
        assertThat(step(schedule(recurrence(ONCE).times(3)), at(9)))
                .isEqualTo(new Step(ticks(2), null, at(2), 3, false, 0));
    }

    private static Step step(MissedTicks missed, Instant now) {
        return step(schedule(recurrence(missed)), now);
    }

    private static Step step(ScheduleRecord schedule, Instant now) {
        return Step.of(schedule, now, false, CRONS);
    }

    private static Recurrence recurrence(MissedTicks missed) {
        Recurrence hourly = Recurrence.every(Duration.ofHours(1)).from(NOON).missed(missed, DAY);
        return missed == ALL ? hourly.overlap(Overlap.QUEUE) : hourly;
    }

    private static ScheduleRecord schedule(Recurrence recurrence) {
        return ScheduleRecord.builder("s", new Work("t", "default", "default", 0, "[]", 1, true, null), recurrence)
                .course(Course.from(NOON))
                .revision(7)
                .build();
    }

    private static Instant at(int hours) {
        return NOON.plus(Duration.ofHours(hours));
    }

    private static List<Instant> ticks(int... hours) {
        List<Instant> ticks = new ArrayList<>();
        for (int hour : hours) {
            ticks.add(at(hour));
        }
        return ticks;
    }
}
