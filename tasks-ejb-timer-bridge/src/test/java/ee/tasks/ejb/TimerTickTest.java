package ee.tasks.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ScheduleExpression;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimerTickTest {

    private static final Instant NOW = Instant.parse("2031-03-30T00:59:59Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private static TimerTick tick(TestTimer timer) {
        return TimerTick.of(timer, NOW).orElseThrow();
    }

    @Test
    void aTickOfACalendarTimerIsKnownUntilADayAfterTheNext() {
        TestTimer timer = TestTimer.calendar(new ScheduleExpression(), null, NOW.plus(MONTH));

        assertThat(tick(timer))
                .isEqualTo(new TimerTick("0 0 0 * * * * null null null before " + NOW.plus(MONTH), MONTH.plusDays(1)));
    }

    @Test
    void aTickThatIsLateIsKnownForADay() {
        TestTimer late = TestTimer.calendar(new ScheduleExpression(), null, NOW.minus(MONTH));
        TestTimer last = TestTimer.calendar(new ScheduleExpression(), null, null);

        assertThat(tick(late).period()).isEqualTo(Duration.ofDays(1));
        assertThat(tick(last).period()).isEqualTo(Duration.ofDays(1));
    }

    /** And so not in the timeout after it. */
    @Test
    void aTickOfAnIntervalTimerIsKnownForNineTenthsOfTheInterval() {
        assertThat(tick(TestTimer.interval(null, NOW.plusSeconds(60))))
                .isEqualTo(new TimerTick("interval", Duration.ofSeconds(54)));
    }

    @Test
    void noPeriodIsLongerOrShorterThanAKeyMayBeHeld() {
        TestTimer never = TestTimer.calendar(new ScheduleExpression(), null, NOW.plus(Duration.ofDays(1_000_000)));

        assertThat(tick(never).period()).isEqualTo(Duration.ofDays(365_000));
        assertThat(tick(TestTimer.interval(null, NOW.plusNanos(1_000_000))).period())
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aTimeoutWithoutANextIsNotTold() {
        assertThat(tick(TestTimer.oneAction(null)).name()).isNull();
        assertThat(tick(TestTimer.interval(null, NOW.minusSeconds(60))).name()).isNull();
    }
}
