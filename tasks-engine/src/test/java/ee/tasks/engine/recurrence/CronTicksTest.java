package ee.tasks.engine.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.schedule.Recurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTicksTest {

    /** The clocks go forward over the time: it runs at the end of the gap, and once. They go back over it: the first time alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/London       | 30 1 * * *   | 2026-03-29 | 02:00+01:00",
                "Europe/London       | 30 1 * * *   | 2026-10-25 | 01:30+01:00",
                "Europe/London       | 0 2 * * *    | 2026-03-29 | 02:00+01:00",
                "Europe/London       | 0 1 * * *    | 2026-10-25 | 01:00+01:00",
                "Europe/London       | 0 0 * * *    | 2026-03-29 | 00:00Z",
                "Europe/London       | 0 3 * * *    | 2026-10-25 | 03:00Z",
                "Europe/London       | 0/20 1 * * * | 2026-03-29 | 02:00+01:00",
                "Europe/London       | 30 1,2 * * * | 2026-03-29 | 02:00+01:00 02:30+01:00",
                "Europe/London       | 30 1,2 * * * | 2026-10-25 | 01:30+01:00 02:30Z",
                "America/New_York    | 30 2 * * *   | 2026-03-08 | 03:00-04:00",
                "America/New_York    | 30 1 * * *   | 2026-11-01 | 01:30-04:00",
                "Australia/Lord_Howe | 15 2 * * *   | 2026-10-04 | 02:30+11:00",
                "Australia/Lord_Howe | 45 1 * * *   | 2026-04-05 | 01:45+11:00",
                "Australia/Lord_Howe | 15 2 * * *   | 2026-04-05 | 02:15+10:30",
                "Asia/Kolkata        | 30 2 * * *   | 2026-03-29 | 02:30+05:30"
            })
    void whatHasATimeOfDayRunsOnceADay(String zone, String cron, String day, String expected) {
        assertThat(timesOf(cron, zone, day)).isEqualTo(expected);
    }

    /** It follows the clock on the wall: nothing in an hour that is left out, twice as much in one that comes twice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/London       | */30 0-2 * * *| 2026-03-29 | 00:00Z 00:30Z 02:00+01:00 02:30+01:00",
                "Europe/London       | */30 1 * * * | 2026-10-25 | 01:00+01:00 01:30+01:00 01:00Z 01:30Z",
                "America/New_York    | 0 */2 * * *  | 2026-03-08 | 00:00-05:00 04:00-04:00 06:00-04:00 08:00-04:00 10:00-04:00 12:00-04:00"
                        + " 14:00-04:00 16:00-04:00 18:00-04:00 20:00-04:00 22:00-04:00",
                "Australia/Lord_Howe | */15 1-2 * * *| 2026-10-04 | "
                        + " 01:00+10:30 01:15+10:30 01:30+10:30 01:45+10:30 02:30+11:00 02:45+11:00",
                "Australia/Lord_Howe | */15 1 * * * | 2026-04-05 | 01:00+11:00 01:15+11:00 01:30+11:00 01:45+11:00 01:30+10:30 01:45+10:30"
            })
    void whatRecursWithinTheDayFollowsTheClockOnTheWall(String zone, String cron, String day, String expected) {
        assertThat(timesOf(cron, zone, day)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0 12 29 2 *,     2026-11-22, 2028-02-29",
        "0 12 L 2 *,      2026-11-22, 2027-02-28",
        "0 12 L-2 * *,    2026-11-22, 2026-11-28",
        "0 12 LW 1 *,     2026-11-22, 2027-01-29",
        "0 12 15W 8 *,    2026-11-22, 2027-08-16",
        "0 12 1W 5 *,     2026-11-22, 2027-05-03",
        "0 12 31W 1 *,    2026-11-22, 2027-01-29",
        "0 12 31W 4 *,    2026-11-22, ",
        "0 12 * * FRI#2,  2026-11-22, 2026-12-11",
        "0 12 * * 1#5,    2026-11-22, 2026-11-30",
        "0 12 * * 5L,     2026-11-22, 2026-11-27",
        "0 12 * * SUNL,   2026-11-22, 2026-11-29",
        "0 12 * * 0,      2026-11-23, 2026-11-29",
        "0 12 * * 7,      2026-11-23, 2026-11-29",
        "0 12 * * SUN-TUE,2026-11-25, 2026-11-29",
        "0 12 * * SAT-MON,2026-11-24, 2026-11-28",
        "0 12 * * SUN-SAT/2,2026-11-25, 2026-11-26",
        "0 12 * * 0-6/2,  2026-11-25, 2026-11-26",
        "0 12 * * FRI-TUE/2,2026-11-28, 2026-11-29",
        "0 12 * * FRI-TUE/2,2026-11-30, 2026-12-01",
        "0 12 * * 0-7,    2026-11-29, 2026-11-29",
        "0 12 * * 0-SUN,  2026-11-24, 2026-11-24",
        "'0 12 * * 3,FRIL', 2026-11-26, 2026-11-27",
        "0 12 * NOV-FEB *,2027-03-05, 2027-11-01",
        "0 12 ? * MON,    2026-11-24, 2026-11-30",
        "0 12 30 2 *,     2026-11-22, "
    })
    void theNextDay(String cron, String from, String expected) {
        Ticks ticks = new CronTicks(cron, ZoneId.of("UTC"));

        assertThat(ticks.after(Instant.parse(from + "T00:00:00Z")))
                .isEqualTo(expected == null ? Optional.empty() : Optional.of(Instant.parse(expected + "T12:00:00Z")));
    }

    @Test
    void sixFieldsBeginWithSeconds() {
        Ticks ticks = new CronTicks("10/20 59 23 31 DEC ?", ZoneId.of("Asia/Kolkata"));

        assertThat(timesOf("10/20 59 23 31 DEC ?", "Asia/Kolkata", "2026-12-31"))
                .isEqualTo("23:59:10+05:30 23:59:30+05:30 23:59:50+05:30");
        assertThat(ticks.after(Instant.parse("2026-12-31T18:29:50.000000001Z")))
                .contains(Instant.parse("2027-12-31T18:29:10Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 0 * *",
                "0 0 0 0 * * *",
                "60 * * * *",
                "*/0 * * * *",
                "x * * * *",
                "0 0 32 * *",
                "0 0 * * L",
                "0 0 * * SUN#6",
                "0 0 W * *",
                "0 0 13 * FRI",
                "0 0 ? ? *",
                "@daily",
                "-1 * * * *",
                "0 0 1-L * *",
                "0 0 * * 5-L",
                "0 0 * * 1#",
                "/5 * * * *",
                "0 0 L-0 * *",
                "0 0 1, * *"
            })
    void whatIsNoCronExpressionIsRefused(String cron) {
        assertThatThrownBy(() -> new CronTicks(cron, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "every day       | the cron expression 'every day' has 2 fields; write five (minute, hour, day of the month, month, day"
                        + " of the week), or six with seconds before them",
                "@daily          | the cron expression '@daily' has 1 field; write five (minute, hour, day of the month, month, day of"
                        + " the week), or six with seconds before them",
                "0 25 * * *      | the hour of the cron expression '0 25 * * *' must be from 0 to 23, was '25'",
                "61 0 0 * * *    | the second of the cron expression '61 0 0 * * *' must be from 0 to 59, was '61'",
                "0 0 * JANU *    | the month of the cron expression '0 0 * JANU *' must be from 1 to 12 or JAN to DEC, was 'JANU'",
                "0 0 * * 1,FRY   | the day of the week of the cron expression '0 0 * * 1,FRY' must be from 0 to 7 or MON to SUN, was 'FRY'",
                "0 9-25 * * *    | the hour of the cron expression '0 9-25 * * *' must be from 0 to 23, was '25' in '9-25'",
                "*/0 * * * *     | the minute of the cron expression '*/0 * * * *' must have a step from 1 to 59, was '0' in '*/0'",
                "0 0 W * *       | the day of the month of the cron expression '0 0 W * *' must be from 1 to 31, was '' in 'W'",
                "0 0 * * L       | the day of the week of the cron expression '0 0 * * L' must have a day before L, as in 5L or FRIL,"
                        + " was 'L'",
                "0 0 * * SUN#6   | the day of the week of the cron expression '0 0 * * SUN#6' must have a number from 1 to 5 after #,"
                        + " was 'SUN#6'",
                "0 0 13 * FRI    | the cron expression '0 0 13 * FRI' restricts the day of the month and the day of the week, which"
                        + " means either day to some programs and both to others; leave one of them '*'"
            })
    void aRefusalNamesTheFieldTheRuleAndTheValue(String cron, String message) {
        assertThatThrownBy(() -> new CronTicks(cron, ZoneId.of("UTC"))).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0 0 30 2 *      | there is no 30 February",
                "0 0 31 NOV *    | there is no 31 November",
                "0 0 31 4,6,9 *  | none of its months has such a day",
                "0 0 31W 4 *     | none of its months has such a day"
            })
    void whatNeverComesSaysWhichDateThereIsNot(String cron, String why) {
        assertThat(Recurrences.problems(Recurrence.cron(cron)))
                .containsExactly("the cron expression '%s' has no date at all: %s; correct the day or the month"
                        .formatted(cron, why));
    }

    private static String timesOf(String cron, String zone, String day) {
        ZoneId id = ZoneId.of(zone);
        ZonedDateTime start = LocalDate.parse(day).atStartOfDay(id);
        List<String> times = new ArrayList<>();
        Ticks ticks = new CronTicks(cron, id);
        Instant end = start.plusDays(1).toInstant();
        Instant tick = start.toInstant().minusNanos(1);
        while ((tick = ticks.after(tick).orElse(end)).isBefore(end)) {
            OffsetDateTime shown = tick.atZone(id).toOffsetDateTime();
            times.add(shown.toOffsetTime().toString());
        }
        return String.join(" ", times);
    }
}
