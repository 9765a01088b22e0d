package ee.tasks.engine.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParsedCronsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final ParsedCrons crons = new ParsedCrons();

    @Test
    void anExpressionIsParsedOnceForAZone() {
        CronTicks first = crons.of("0 8 * * MON", BERLIN);

        assertThat(crons.of("0 8 * * MON", BERLIN)).isSameAs(first);
        assertThat(crons.of("0 8 * * MON", ZoneOffset.UTC)).isNotSameAs(first);
        assertThat(crons.of("0 9 * * MON", BERLIN)).isNotSameAs(first);
    }

    @Test
    void whatWasUsedLeastRecentlyIsForgotten() {
        CronTicks used = crons.of("0 0 1 1 *", BERLIN);
        CronTicks unused = crons.of("0 0 2 1 *", BERLIN);

        IntStream.rangeClosed(1, ParsedCrons.MAX).forEach(n -> {
            crons.of("%d %d * * *".formatted(n % 60, n / 60), BERLIN);
            assertThat(crons.of("0 0 1 1 *", BERLIN)).isSameAs(used);
        });

        assertThat(crons.of("0 0 2 1 *", BERLIN)).isNotSameAs(unused);
    }

    @Test
    void whatIsWrongIsSaidEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> crons.of("0 0 30 2 *", BERLIN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no 30 February");
        }
    }

    @Test
    void aStepTakesWhatIsParsed() {
        Recurrence hourly = Recurrence.cron("0 * * * *");
        Instant tick = Instant.parse("2026-11-22T12:00:00Z");
        Work work = new Work("mail", "default", "default", 0, "[]", 1, true, null);
        ScheduleRecord schedule = ScheduleRecord.builder("s", work, hourly)
                .declared(true)
                .course(Course.from(tick))
                .revision(1)
                .build();

        Step.of(schedule, tick, false, crons);

        CronTicks parsed = crons.of("0 * * * *", hourly.zone());
        Step.of(schedule, tick, false, crons);
        assertThat(crons.of("0 * * * *", hourly.zone())).isSameAs(parsed);
    }
}
