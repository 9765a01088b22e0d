package ee.tasks.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.MissedTicks;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.ejb.docs.Reports;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedules;
import jakarta.ejb.ScheduleExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistentTimerTest {

    private static final TaskInvocation<Void> BUILD = TaskInvocation.of(Reports::build, "north");

    @AutoClose
    private final Container container = new Container();

    private final TaskSchedules schedules = container.get(TaskSchedules.class);
    private final Instant next = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

    private PersistentTimer persistent(TestTimer timer) {
        return PersistentTimer.of(timer.persistent(), container.get(TaskQueue.class), schedules)
                .orElseThrow();
    }

    private PersistentTimer calendar(ScheduleExpression expression) {
        return persistent(TestTimer.calendar(expression.timezone("Europe/London"), "info", next));
    }

    /** Second, minute, hour, day of the month, month, day of the week; and cron, which is refused if it cannot be right. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0    | 0         | 0      | *            | *       | *       | 0 0 0 * * *
                    */10 | *         | *      | *            | *       | *       | */10 * * * * *
                    0    | 30        | 6      | *            | *       | Mon-Fri | 0 30 6 * * MON-FRI
                    0    | 0 , 30    | 8 - 18 | *            | *       | 1, 3    | 0 0,30 8-18 * * 1,3
                    5    | 10/20     | */2    | *            | *       | 7       | 5 10/20 */2 * * 7
                    0    | 0         | 22-2   | 1, 15        | Jan,jul | *       | 0 0 22-2 1,15 JAN,JUL *
                    0    | 0         | 4      | Last         | *       | *       | 0 0 4 L * *
                    0    | 0         | 4      | -3           | *       | *       | 0 0 4 L-3 * *
                    0    | 0         | 4      | 2nd Fri      | *       | *       | 0 0 4 * * FRI#2
                    0    | 0         | 4      | last  sun    | *       | *       | 0 0 4 * * SUNL
                    0    | 0         | 4      | 10-20        | 2       | *       | 0 0 4 10-20 2 *
                    """)
    void aCalendarTimerBecomesASchedule(
            String second, String minute, String hour, String days, String month, String weekdays, String cron) {
        PersistentTimer timer = calendar(new ScheduleExpression()
                .second(second)
                .minute(minute)
                .hour(hour)
                .dayOfMonth(days)
                .month(month)
                .dayOfWeek(weekdays));

        TaskSchedule schedule = timer.toSchedule("s", BUILD);

        Recurrence recurrence = timer.recurrence().orElseThrow();
        assertThat(recurrence.cron()).isEqualTo(cron);
        assertThat(recurrence.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(recurrence.missed()).isEqualTo(MissedTicks.ONCE);
        assertThat(schedule.nextTick()).isPresent();
        assertThat(schedules.find("s")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    13      | Fri | *    | its days of the month, '13', and its days of the week, 'Fri', are combined by or, which takes two schedules
                    27-Last | *   | *    | its days of the month, '27-Last', have no equivalent
                    1st Mon, 3rd Mon | * | * | its days of the month, '1st Mon, 3rd Mon', have no equivalent
                    *       | *   | 2031 | it is limited to the years '2031'
                    """)
    void whatHasNoEquivalentSaysWhyAndStays(String days, String weekdays, String year, String why) {
        TestTimer timer = TestTimer.calendar(
                new ScheduleExpression().dayOfMonth(days).dayOfWeek(weekdays).year(year), "info", next);
        PersistentTimer found = persistent(timer);

        assertThat(found.recurrence()).isEmpty();
        assertThatThrownBy(() -> found.toSchedule("s", BUILD))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage("EETASK0801: the timer of " + next + " has no equivalent recurrence for schedule 's': "
                        + why + "; pass a recurrence to toSchedule, or replace a timer for one action by toTask");
        assertThat(timer.isGone()).isFalse();
        assertThat(schedules.list()).isEmpty();
    }

    @Test
    void startEndAndZoneAreKept() {
        PersistentTimer timer = persistent(TestTimer.calendar(
                new ScheduleExpression().start(Date.from(next)).end(Date.from(next.plusSeconds(9))), "info", next));

        Recurrence recurrence = timer.recurrence().orElseThrow();
        assertThat(recurrence.start()).isEqualTo(next);
        assertThat(recurrence.end()).isEqualTo(next.plusSeconds(9));
        assertThat(recurrence.zone()).isEqualTo(TimeZone.getDefault().toZoneId());
        for (String unknown : List.of("No/Where", "+02:00", "Z", "europe/london")) {
            ScheduleExpression expression = new ScheduleExpression().timezone(unknown);
            assertThat(persistent(TestTimer.calendar(expression, "info", next)).recurrence())
                    .as(unknown)
                    .isEmpty();
        }
    }

    @Test
    void anIntervalTimerBecomesAScheduleOfThatInterval() {
        TestTimer timer = TestTimer.interval("info", next);
        PersistentTimer found = persistent(timer);
        assertThatThrownBy(() -> found.toSchedule("s", BUILD))
                .hasMessageContaining(
                        ": an interval timer does not tell its interval, and a timer for one action does not recur;");

        Recurrence hourly = Recurrence.every(Duration.ofHours(1)).from(found.nextTimeout());
        TaskSchedule schedule = found.toSchedule("s", BUILD, hourly);

        assertThat(schedule.nextTick()).contains(next);
        assertThat(timer.isGone()).isTrue();
    }

    @Test
    void aTimerForOneActionBecomesATaskForThatTime() {
        TestTimer timer = TestTimer.interval("info", next);

        PersistentTimer found = persistent(timer);
        TaskResult<Void> result = found.toTask(BUILD).orElseThrow();

        assertThat(result.runAfter()).contains(next);
        assertThat(timer.isGone()).isTrue();
        assertThat(found.toTask(BUILD)).as("its work is done").isEmpty();
    }

    /** As where each node keeps the same timer. */
    @Test
    void theSameTimerElsewhereBecomesTheSameSchedule() {
        ScheduleExpression nightly = new ScheduleExpression().hour(3);
        TaskSchedule first = calendar(nightly).toSchedule("s", BUILD);

        assertThat(calendar(nightly).toSchedule("s", BUILD).recurrence()).isEqualTo(first.recurrence());
        assertThat(schedules.list()).hasSize(1);
    }

    @Test
    void aTimerThatIsGoneMeanwhileBecomesAScheduleAllTheSame() {
        TestTimer timer = TestTimer.calendar(new ScheduleExpression(), "info", next);
        PersistentTimer found = persistent(timer);
        timer.cancel();

        found.toSchedule("s", BUILD);

        assertThat(schedules.find("s")).isPresent();
        assertThat(found.info()).contains("info");
    }

    @Test
    void whatIsNotPersistentOrIsOverIsLeftOut() {
        TaskQueue tasks = container.get(TaskQueue.class);
        TestTimer gone = TestTimer.interval("info", next).persistent();
        gone.cancel();

        assertThat(PersistentTimer.of(TestTimer.interval("info", next), tasks, schedules))
                .isEmpty();
        assertThat(PersistentTimer.of(gone, tasks, schedules)).isEmpty();
        assertThat(PersistentTimer.of(TestTimer.oneAction("info").persistent(), tasks, schedules))
                .isEmpty();
    }
}
