package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.tck.LogLines;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PollTest {

    private static final Duration INTERVAL = WorkerBench.settings(1).pollInterval();

    @AutoClose
    private final LogLines log = LogLines.of("ee.tasks.worker");

    private final SettableTicker ticker = new SettableTicker();
    private final SettableTimers timers = new SettableTimers(ticker);
    private final Poll byClock = poll(null);
    private final Poll byTimer = poll(timers);

    private Poll poll(SettableTimers server) {
        Site site = new Site(WorkerBench.settings(1, null, server), null, ticker, new Random(1));
        return new Poll(site, "poll", site.signals().claim());
    }

    private void look(Poll poll) {
        assertThat(poll.isDue()).isTrue();
        poll.done(false);
    }

    @Test
    void byTheOwnClockItIsDueOncePerInterval() {
        look(byClock);
        assertThat(byClock.isDue()).isFalse();

        ticker.advance(INTERVAL.multipliedBy(2));
        look(byClock);
        assertThat(byClock.isDue()).isFalse();
        assertThat(timers.names()).isEmpty();
    }

    @Test
    void byATimerItIsDueWhenThatFires() {
        look(byTimer);
        assertThat(timers.names()).containsExactly("poll");
        assertThat(timers.left("poll")).isEqualTo(INTERVAL);

        ticker.advance(INTERVAL);
        assertThat(byTimer.isDue()).isFalse();
        timers.fire();
        look(byTimer);
        assertThat(byTimer.isDue()).isFalse();
    }

    @Test
    void aTimerThatIsSuspendedIsLeftSo() {
        look(byTimer);
        timers.suspend("poll");

        for (int minute = 0; minute < 10; minute++) {
            ticker.advance(Duration.ofMinutes(1));
            timers.fire();
            assertThat(byTimer.isDue()).isFalse();
        }

        timers.activate("poll");
        timers.fire();
        look(byTimer);
    }

    @Test
    void aTimerThatSomebodyCancelledIsSetAnew() {
        look(byTimer);
        timers.cancel("poll");
        assertThat(byTimer.isDue()).isFalse();

        ticker.advance(Duration.ofNanos(byTimer.left()));
        assertThat(byTimer.isDue()).isFalse();
        assertThat(timers.names()).containsExactly("poll");
    }

    @Test
    void whileTheServerHasNoTimersTheOwnClockCounts() {
        timers.refuse(true);
        look(byTimer);
        ticker.advance(INTERVAL.multipliedBy(2));
        look(byTimer);
        assertThat(log.texts()).as("as while an application starts").isEmpty();

        ticker.advance(Duration.ofMinutes(1));
        look(byTimer);
        ticker.advance(Duration.ofMinutes(1));
        look(byTimer);
        assertThat(log.texts())
                .containsExactly(
                        "EETASK0450: the server provides no timers (java.lang.IllegalStateException: there are no"
                                + " timers now); the worker uses its own clock until it does");

        timers.refuse(false);
        ticker.advance(INTERVAL.multipliedBy(2));
        assertThat(byTimer.isDue()).isFalse();
        ticker.advance(INTERVAL.multipliedBy(2));
        assertThat(byTimer.isDue()).isFalse();
        assertThat(timers.names()).containsExactly("poll");
        assertThat(log.texts()).last().asString().startsWith("EETASK0451");
    }

    @Test
    void thereMayBeMoreThanAPollBrings() {
        assertThat(byTimer.isDue()).isTrue();
        byTimer.done(true);
        assertThat(byTimer.left()).isZero();
        look(byTimer);

        assertThat(byClock.isDue()).isTrue();
        byClock.done(true);
        look(byClock);
    }
}
