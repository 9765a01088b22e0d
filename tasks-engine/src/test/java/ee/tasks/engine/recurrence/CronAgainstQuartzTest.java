package ee.tasks.engine.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

/** A year of ticks, but for the days on which the clocks change, as another implementation has them. */
class CronAgainstQuartzTest {

    private static final List<String> ZONES =
            List.of("UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *            | 0 0/15 * * * ?",
                "0 3 * * *               | 0 0 3 * * ?",
                "30 2 * * *              | 0 30 2 * * ?",
                "10/20 9-17 * * MON-FRI  | 0 10/20 9-17 ? * MON-FRI",
                "0 9-17/2 * * *          | 0 0 9-17/2 * * ?",
                "0 0 1,15 * *            | 0 0 0 1,15 * ?",
                "5 4 L * *               | 0 5 4 L * ?",
                "5 4 L-3 * *             | 0 5 4 L-3 * ?",
                "5 4 LW * *              | 0 5 4 LW * ?",
                "5 4 15W * *             | 0 5 4 15W * ?",
                "5 4 1W * *              | 0 5 4 1W * ?",
                "5 4 * * 5L              | 0 5 4 ? * 6L",
                "5 4 * * FRI#2           | 0 5 4 ? * 6#2",
                "5 4 * * 0,3             | 0 5 4 ? * 1,4",
                "0 0 29 2 *              | 0 0 0 29 2 ?",
                "0 12 */5 JAN,JUL *      | 0 0 12 1/5 JAN,JUL ?",
                "0 22-2 * * *            | 0 0 22-2 * * ?",
                "0 0 6-22/4 * * SAT,SUN  | 0 0 6-22/4 ? * SAT,SUN",
                "15/15 0 0 1 */3 *       | 15/15 0 0 1 1/3 ?"
            })
    void aYearOfTicks(String ours, String quartz) throws ParseException {
        for (String zone : ZONES) {
            ZoneId id = ZoneId.of(zone);
            CronExpression expression = new CronExpression(quartz);
            expression.setTimeZone(TimeZone.getTimeZone(id));
            Ticks ticks = new CronTicks(ours, id);

            List<Instant> expected = year(
                    id,
                    tick -> expression.getNextValidTimeAfter(Date.from(tick)).toInstant());
            List<Instant> actual = year(id, tick -> ticks.after(tick).orElseThrow());

            assertThat(actual).as("%s in %s", ours, zone).isEqualTo(expected).isNotEmpty();
        }
    }

    private static List<Instant> year(ZoneId zone, UnaryOperator<Instant> next) {
        List<Instant> ticks = new ArrayList<>();
        Instant start = Instant.parse("2027-06-30T12:00:00Z");
        Instant end = start.plus(366, ChronoUnit.DAYS);
        for (Instant tick = next.apply(start); tick.isBefore(end); tick = next.apply(tick)) {
            if (hasAllItsHours(tick.atZone(zone))) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    private static boolean hasAllItsHours(ZonedDateTime tick) {
        ZoneRules rules = tick.getZone().getRules();
        ZonedDateTime midnight = tick.truncatedTo(ChronoUnit.DAYS);
        return rules.getOffset(midnight.toInstant())
                .equals(rules.getOffset(midnight.plusDays(1).toInstant()));
    }
}
