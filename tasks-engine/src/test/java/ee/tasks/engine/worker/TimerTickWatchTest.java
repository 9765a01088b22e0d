package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.tck.ContractContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerTickWatchTest {

    private static final Recurrence HOURLY = Recurrence.cron("0 * * * *");
    private static final String DIGEST = "schedule 'digest', cron '0 * * * *' in UTC";
    private static final String POLL = "schedules that were put";
    private static final String NEXT = "next tick of the schedules that were put";
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableTicker ticker = new SettableTicker();
    private final SettableTimers timers = new SettableTimers(ticker);
    private final MemoryTaskStore store = new MemoryTaskStore(ticker.clock());
    private final ScheduleStore schedules = store.schedules();
    private final Instant start = schedules.now();
    private final TimerTickWatch watch = watch();

    private TimerTickWatch watch() {
        Scheduling scheduling = new Scheduling(Set.of("digest"), Map.of(), () -> {}, () -> {}, () -> "id");
        Site site = new Site(WorkerBench.settings(1, scheduling, timers), store, ticker, new Random(1));
        return new TimerTickWatch(site, site.timers().orElseThrow());
    }

    @BeforeEach
    void start() {
        store.start(ContractContext.ofStore("default", Map.of()));
        write(start.plus(HOUR));
        look(null);
    }

    @Test
    void atFirstAllAreOpenAndThenEachHasATimerForItsTick() {
        assertThat(watch().open()).containsExactly("digest");

        assertThat(watch.open()).isEmpty();
        assertThat(timers.names()).containsExactly(DIGEST, POLL);
        assertThat(timers.left(DIGEST)).isEqualTo(HOUR);
    }

    @Test
    void whoseTimerFiresIsOpenUntilItsNextTickHasOne() {
        pass(HOUR);
        assertThat(watch.isDue()).isTrue();
        assertThat(watch.open()).containsExactly("digest");

        look(null);
        assertThat(watch.open()).as("its tick was not taken").containsExactly("digest");

        write(start.plus(HOUR.multipliedBy(2)));
        look(null);
        assertThat(watch.open()).isEmpty();
        assertThat(timers.left(DIGEST)).isEqualTo(HOUR);
    }

    @Test
    void whoseTimerIsSuspendedIsNotOpenWhateverOtherNodesDo() {
        timers.suspend(DIGEST);
        pass(HOUR);
        assertThat(watch.isDue()).isTrue();
        look(null);
        write(start.plus(HOUR.multipliedBy(2)));
        pass(HOUR.multipliedBy(2));
        watch.isDue();
        assertThat(watch.open()).isEmpty();

        timers.activate(DIGEST);
        timers.fire();
        assertThat(watch.open()).containsExactly("digest");
    }

    @Test
    void whoseTimerSomebodyCancelledIsOpenWhenItsTickHasCome() {
        timers.cancel(DIGEST);
        pass(Duration.ofNanos(ServerTimers.LOOK_INTERVAL));
        look(null);
        assertThat(timers.names()).containsExactly(DIGEST, POLL);

        timers.cancel(DIGEST);
        pass(HOUR);
        watch.isDue();
        assertThat(watch.open()).containsExactly("digest");
    }

    @Test
    void aTimerThatFiresEarlyIsSetAgain() {
        ticker.advance(Duration.ofMinutes(15));
        timers.trigger(DIGEST);
        assertThat(watch.isDue()).isTrue();
        look(null);

        assertThat(watch.open()).isEmpty();
        assertThat(timers.left(DIGEST)).isEqualTo(Duration.ofMinutes(45));
    }

    /** The store told its time when it was asked; taking ticks took longer. */
    @Test
    void theTimeOfALookIsNotLost() {
        timers.trigger(DIGEST);
        assertThat(watch.open()).containsExactly("digest");
        ticker.advance(Duration.ofSeconds(3));
        watch.looked(start, null);

        assertThat(timers.left(DIGEST)).isEqualTo(HOUR.minusSeconds(3));
    }

    @Test
    void whatCannotBeLookedForIsDueStill() {
        pass(WorkerBench.settings(1).pollInterval());
        assertThat(watch.isDue()).isTrue();
        assertThat(watch.isDue()).isTrue();

        look(null);
        assertThat(watch.isDue()).isFalse();
    }

    @Test
    void moreThanAPageIsLookedForAtOnce() {
        pass(WorkerBench.settings(1).pollInterval());
        watch.open();

        assertThat(watch.looked(schedules.now(), schedules.now())).isEqualTo(1);
        assertThat(watch.isDue()).isTrue();
    }

    @Test
    void whatIsMadeToComeEarlierGetsATimerThatDoes() {
        write(start.plusSeconds(600));
        pass(Duration.ofNanos(ServerTimers.LOOK_INTERVAL));
        watch.isDue();

        assertThat(timers.left(DIGEST)).isEqualTo(Duration.ofSeconds(590));
    }

    @Test
    void whatIsPausedHasNoTimerUntilItIsResumed() {
        schedules.write(read().paused(true));
        pass(HOUR);
        look(null);
        assertThat(watch.open()).isEmpty();
        assertThat(timers.names()).containsExactly(POLL);

        schedules.write(read().paused(false).with(Course.from(start.plus(HOUR.multipliedBy(2)))));
        pass(Duration.ofNanos(ServerTimers.LOOK_INTERVAL));
        watch.isDue();
        assertThat(timers.names()).containsExactly(DIGEST, POLL);
    }

    @Test
    void ofThoseThatWerePutTheNextTickHasATimerIfItComesBeforeThePoll() {
        look(start.plusSeconds(3_600));
        assertThat(timers.names()).doesNotContain(NEXT);

        look(start.plusMillis(200));
        assertThat(timers.left(NEXT)).isEqualTo(Duration.ofMillis(200));
        assertThat(watch.isDue()).isFalse();

        timers.suspend(NEXT);
        look(start.plusMillis(200));
        pass(Duration.ofMillis(200));
        assertThat(watch.isDue()).as("suspended").isFalse();

        timers.activate(NEXT);
        timers.fire();
        assertThat(watch.isDue()).isTrue();
    }

    @Test
    void aTickThatHasATimerNeedsNoOther() {
        write(start.plusMillis(200));
        timers.trigger(DIGEST);
        look(start.plusMillis(200));

        assertThat(timers.names()).containsExactly(DIGEST, POLL);
    }

    @Test
    void withoutTimersTheOwnClockCounts() {
        timers.refuse(true);
        TimerTickWatch without = watch();
        assertThat(without.isDue()).isTrue();
        without.open();

        assertThat(Duration.ofNanos(without.looked(start, start.plusMillis(200))))
                .isEqualTo(Duration.ofMillis(200));
        assertThat(without.open()).containsExactly("digest");

        timers.refuse(false);
        without.looked(start, null);
        assertThat(without.open()).isEmpty();
    }

    private void pass(Duration time) {
        ticker.advance(time);
        timers.fire();
    }

    private void look(Instant next) {
        watch.isDue();
        watch.open();
        watch.looked(schedules.now(), next);
    }

    private void write(Instant nextTick) {
        Work work = new Work("known", "default", "default", 0, "[]", 1, true, null);
        long revision = schedules.find("digest").map(ScheduleRecord::revision).orElse(ScheduleRecord.NEW);
        assertThat(schedules.write(new ScheduleRecord(
                        "digest", work, HOURLY, true, false, false, Course.from(nextTick), revision)))
                .isTrue();
    }

    private ScheduleRecord read() {
        return schedules.find("digest").orElseThrow();
    }
}
