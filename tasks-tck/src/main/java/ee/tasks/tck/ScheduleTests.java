package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Position;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Schedules: two writers never both win. */
interface ScheduleTests extends ScheduleSteps {

    @Test
    default void aScheduleIsReadAsItWasWritten() {
        Recurrence everything = Recurrence.cron("0/5 1 * * MON#1")
                .in(ZoneId.of("Australia/Lord_Howe"))
                .from(TICK)
                .until(TICK.plusSeconds(9))
                .times(7)
                .missed(MissedTicks.ALL, Duration.ofHours(30))
                .overlap(Overlap.QUEUE)
                .jitter(Duration.ofMillis(1_500));
        ScheduleRecord schedule = ScheduleRecord.builder(
                        "nightly \uD83D\uDE00",
                        new Work("mail.send", "reports", "bulk", -7, "[\"north\",1]", 1, false, null),
                        everything)
                .declared(true)
                .retired(true)
                .paused(true)
                .course(new Course(TICK, TICK.minusSeconds(1), "a-task", 41))
                .build();

        assertThat(schedules().write(schedule)).isTrue();

        ScheduleRecord read = read(schedule.id());
        assertThat(read).usingRecursiveComparison().ignoringFields("revision").isEqualTo(schedule);
        assertThat(read.revision()).isNotEqualTo(ScheduleRecord.NEW);
        assertThat(store().schedules().list()).containsExactly(read);
    }

    @Test
    default void anIntervalIsReadAsItWasWritten() {
        Recurrence every = Recurrence.every(Duration.ofSeconds(90)).from(TICK);
        ScheduleStore store = schedules();

        assertThat(store.write(schedule("s", every, false, null))).isTrue();

        assertThat(read("s").recurrence()).isEqualTo(every);
        assertThat(read("s").course()).isEqualTo(Course.from(null));
    }

    @Test
    default void aNewScheduleIsWrittenOnce() {
        written("s", TICK);

        assertThat(store().schedules().write(made("s", TICK.plusSeconds(1)))).isFalse();
        assertThat(read("s").course().nextTick()).isEqualTo(TICK);
    }

    @Test
    default void whatWasWrittenSinceItWasReadIsNotOverwritten() {
        ScheduleRecord seen = written("s", TICK);
        assertThat(store().schedules().write(next(seen, TICK.plusSeconds(1)))).isTrue();

        assertThat(secondStore().schedules().write(next(seen, TICK.plusSeconds(2))))
                .isFalse();
        assertThat(read("s").course().nextTick()).isEqualTo(TICK.plusSeconds(1));
    }

    @Test
    default void whatIsGoneIsNotWritten() {
        ScheduleRecord seen = written("s", TICK);
        assertThat(store().schedules().delete("s")).isTrue();

        assertThat(store().schedules().write(seen)).isFalse();
        assertThat(store().schedules().delete("s")).isFalse();
        assertThat(store().schedules().find("s")).isEmpty();
    }

    @Test
    default void whatIsMadeAgainIsAnotherOne() {
        ScheduleRecord seen = written("s", TICK);
        store().schedules().delete("s");
        written("s", TICK);

        assertThat(store().schedules().write(next(seen, null))).isFalse();
    }

    @Test
    default void schedulesAreListedInOrder() {
        written("b", TICK);
        written("a", null);
        written("c", TICK);

        assertThat(store().schedules().list()).extracting(ScheduleRecord::id).containsExactly("a", "b", "c");
    }

    @Test
    default void whatNobodyDeclaresIsRetired() {
        ScheduleStore store = schedules();
        store.write(declared("kept", TICK));
        store.write(declared("gone", TICK));
        written("made", TICK);
        letTimePass(Duration.ofMinutes(10));
        store.declare(Set.of("kept", "unknown"));

        assertThat(store.retire(Duration.ofMinutes(5))).containsExactly("gone");
        assertThat(store.retire(Duration.ofMinutes(5))).isEmpty();
        assertThat(read("gone").retired()).isTrue();
        assertThat(ids(due(store, "kept", "gone"))).containsExactlyInAnyOrder("kept", "made");
    }

    @Test
    default void whatIsDeclaredAgainIsNoLongerRetired() {
        ScheduleStore store = schedules();
        store.write(declared("s", TICK));
        letTimePass(Duration.ofMinutes(10));
        store.retire(Duration.ofMinutes(5));

        store.declare(Set.of("s"));

        assertThat(read("s").retired()).isFalse();
        assertThat(ids(due(store, "s"))).containsExactly("s");
    }

    @Test
    default void whatWasRetiredIsNotOverwrittenByWhoReadItBefore() {
        ScheduleStore store = schedules();
        store.write(declared("s", TICK));
        ScheduleRecord seen = read("s");
        letTimePass(Duration.ofMinutes(10));
        store.retire(Duration.ofMinutes(5));

        assertThat(isTaken(store, next(seen, null))).isFalse();
    }

    @Test
    default void namespacesHaveSchedulesOfTheirOwn() {
        ScheduleRecord seen = written("s", TICK);
        ScheduleStore stranger = storeOf(namespace() + "-other").schedules();

        assertThat(stranger.find("s")).isEmpty();
        assertThat(stranger.list()).isEmpty();
        assertThat(stranger.due(Set.of(), Position.START, MANY).due()).isEmpty();
        assertThat(stranger.write(seen)).isFalse();
        assertThat(stranger.delete("s")).isFalse();
        assertThat(stranger.write(made("s", TICK))).isTrue();
    }

    @Test
    default void aScheduleIsRolledBackWithItsTransaction() {
        ScheduleStore store = schedules();
        needs(TRANSACTIONS);
        inTransaction(false, () -> {
            store.write(made("s", TICK));
            assertThat(store.find("s")).isPresent();
        });
        assertThat(store.find("s")).isEmpty();

        inTransaction(true, () -> store.write(made("s", TICK)));
        assertThat(store.find("s")).isPresent();
    }
}
