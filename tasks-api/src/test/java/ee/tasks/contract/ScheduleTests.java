package ee.tasks.contract;

import static ee.tasks.contract.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Schedules: two writers never both win, and a tick enqueues once. */
interface ScheduleTests extends StoreSteps {

    Instant TICK = Instant.parse("2001-02-03T04:05:06.123456Z");

    private ScheduleStore schedules() {
        needs(Feature.SCHEDULES);
        return store().schedules();
    }

    private ScheduleRecord written(String id, Instant nextTick) {
        assertThat(schedules().write(made(id, nextTick))).isTrue();
        return read(id);
    }

    private ScheduleRecord read(String id) {
        return schedules().find(id).orElseThrow(() -> new AssertionError("no schedule " + id));
    }

    private static ScheduleRecord made(String id, Instant nextTick) {
        return schedule(id, Recurrence.cron("* * * * *"), false, nextTick);
    }

    private static ScheduleRecord declared(String id, Instant nextTick) {
        return schedule(id, Recurrence.cron("* * * * *"), true, nextTick);
    }

    private static ScheduleRecord schedule(String id, Recurrence recurrence, boolean declared, Instant nextTick) {
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true);
        return new ScheduleRecord(
                id, work, recurrence, declared, false, false, Course.from(nextTick), ScheduleStore.NEW);
    }

    private static ScheduleRecord next(ScheduleRecord seen, Instant tick) {
        Course course = seen.course();
        return seen.with(new Course(tick, course.lastTick(), course.lastTask(), course.ticks()));
    }

    /** Its tick was taken for this task; the next is a minute later. */
    private static ScheduleRecord taken(ScheduleRecord seen, String task) {
        Course course = seen.course();
        return seen.with(new Course(course.nextTick().plusSeconds(60), course.nextTick(), task, course.ticks() + 1));
    }

    private static List<String> ids(DueSchedules due) {
        return due.due().stream().map(each -> each.schedule().id()).toList();
    }

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
        ScheduleRecord schedule = new ScheduleRecord(
                "nightly \uD83D\uDE00",
                new Work("mail.send", "reports", "bulk", -7, "[\"north\",1]", 1, false),
                everything,
                true,
                true,
                true,
                new Course(TICK, TICK.minusSeconds(1), "a-task", 41),
                ScheduleStore.NEW);

        assertThat(schedules().write(schedule)).isTrue();

        ScheduleRecord read = read(schedule.id());
        assertThat(read).usingRecursiveComparison().ignoringFields("revision").isEqualTo(schedule);
        assertThat(read.revision()).isNotEqualTo(ScheduleStore.NEW);
        assertThat(store().schedules().list()).containsExactly(read);
    }

    @Test
    default void aDistanceIsReadAsItWasWritten() {
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
    default void theOldestTicksAreDueFirst() {
        written("a", TICK.plusSeconds(2));
        written("b", TICK);
        written("c", TICK.plusSeconds(1));

        assertThat(ids(store().schedules().due(Set.of(), 2))).containsExactly("b", "c");
    }

    @Test
    default void whatHasNoTickNowIsNotDue() {
        Instant later = schedules().now().plusSeconds(3_600);
        written("later", later);
        written("finished", null);
        written("paused", TICK);
        store().schedules().write(read("paused").paused(true));

        DueSchedules due = store().schedules().due(Set.of(), 9);

        assertThat(due.due()).isEmpty();
        assertThat(due.next()).isEqualTo(later);
        assertThat(due.now()).isBetween(later.minusSeconds(3_600), later);
    }

    @Test
    default void whatCodeDeclaresIsDueWhereItDoes() {
        ScheduleStore store = schedules();
        store.write(declared("mine", TICK));
        store.write(declared("another's", TICK));

        assertThat(ids(store.due(Set.of("mine", "unknown"), 9))).containsExactly("mine");
        assertThat(ids(store.due(Set.of(), 9))).isEmpty();
        assertThat(store.due(Set.of(), 9).next()).isNull();
    }

    @Test
    default void aTickEnqueues() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest request = request().build();

        assertThat(store().schedules().take(taken(seen, request.id()), List.of(new Tick(TICK, request))))
                .isTrue();

        assertThat(claimOne().task().id()).isEqualTo(request.id());
        assertThat(store().schedules().tickOf(request.id())).contains(TICK);
        assertThat(read("s").course().nextTick()).isEqualTo(TICK.plusSeconds(60));
        assertThat(read("s").course().lastTick()).isEqualTo(TICK);
        assertThat(read("s").course().lastTask()).isEqualTo(request.id());
    }

    @Test
    default void whatNoScheduleEnqueuedHasNoTick() {
        needs(Feature.SCHEDULES);

        assertThat(store().schedules().tickOf(insertOne())).isEmpty();
        assertThat(store().schedules().tickOf("no id")).isEmpty();
    }

    @Test
    default void whoIsLateTakesNothing() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest first = request().build();
        TaskRequest second = request().build();
        store().schedules().take(taken(seen, first.id()), List.of(new Tick(TICK, first)));

        assertThat(secondStore()
                        .schedules()
                        .take(taken(seen, second.id()), List.of(new Tick(TICK.plusSeconds(9), second))))
                .isFalse();
        assertThat(store().find(second.id())).isEmpty();
        assertThat(store().schedules().tickOf(second.id())).isEmpty();
    }

    /** However the schedule came to have the tick again. */
    @Test
    default void aTickThatHadItsTaskEnqueuesNoOther() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest first = request().build();
        TaskRequest second = request().build();
        TaskRequest third = request().build();
        store().schedules().take(taken(seen, first.id()), List.of(new Tick(TICK, first)));

        assertThat(store().schedules()
                        .take(
                                taken(read("s"), third.id()),
                                List.of(new Tick(TICK, second), new Tick(TICK.plusSeconds(1), third))))
                .isTrue();
        assertThat(store().find(second.id())).isEmpty();
        assertThat(store().find(third.id())).isPresent();
        assertThat(store().schedules().tickOf(first.id())).contains(TICK);
    }

    /** Else the next tick would not wait for it. */
    @Test
    default void theTaskThatATickHadStaysTheNewest() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest first = request().build();
        TaskRequest second = request().build();
        store().schedules().take(taken(seen, first.id()), List.of(new Tick(TICK, first)));

        assertThat(store().schedules().take(taken(read("s"), second.id()), List.of(new Tick(TICK, second))))
                .isTrue();

        assertThat(read("s").course().lastTask()).isEqualTo(first.id());
        assertThat(store().schedules().due(Set.of(), 9).due())
                .extracting(Due::unfinished)
                .containsExactly(true);
    }

    @Test
    default void aTickMayEnqueueNothing() {
        ScheduleRecord seen = written("s", TICK);

        assertThat(store().schedules().take(next(seen, TICK.plusSeconds(1)), List.of()))
                .isTrue();
        assertThat(read("s").course().nextTick()).isEqualTo(TICK.plusSeconds(1));
        nothingIsDue();
    }

    @Test
    default void itIsSeenWhetherTheNewestTaskHasFinished() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest request = request().build();
        store().schedules().take(taken(seen, request.id()), List.of(new Tick(TICK, request)));

        assertThat(store().schedules().due(Set.of(), 9).due())
                .extracting(Due::unfinished)
                .containsExactly(true);
        ClaimedTask running = claimOne();
        assertThat(store().schedules().due(Set.of(), 9).due())
                .extracting(Due::unfinished)
                .containsExactly(true);
        succeed(running);
        assertThat(store().schedules().due(Set.of(), 9).due())
                .extracting(Due::unfinished)
                .containsExactly(false);
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
        assertThat(ids(store.due(Set.of("kept", "gone"), 9))).containsExactlyInAnyOrder("kept", "made");
    }

    @Test
    default void whatIsDeclaredAgainIsNoLongerRetired() {
        ScheduleStore store = schedules();
        store.write(declared("s", TICK));
        letTimePass(Duration.ofMinutes(10));
        store.retire(Duration.ofMinutes(5));

        store.declare(Set.of("s"));

        assertThat(read("s").retired()).isFalse();
        assertThat(ids(store.due(Set.of("s"), 9))).containsExactly("s");
    }

    @Test
    default void whatWasRetiredIsNotOverwrittenByWhoReadItBefore() {
        ScheduleStore store = schedules();
        store.write(declared("s", TICK));
        ScheduleRecord seen = read("s");
        letTimePass(Duration.ofMinutes(10));
        store.retire(Duration.ofMinutes(5));

        assertThat(store.take(next(seen, null), List.of())).isFalse();
    }

    @Test
    default void namespacesHaveSchedulesOfTheirOwn() {
        ScheduleRecord seen = written("s", TICK);
        ScheduleStore stranger = storeOf(namespace() + "-other").schedules();

        assertThat(stranger.find("s")).isEmpty();
        assertThat(stranger.list()).isEmpty();
        assertThat(stranger.due(Set.of(), 9).due()).isEmpty();
        assertThat(stranger.write(seen)).isFalse();
        assertThat(stranger.delete("s")).isFalse();
        assertThat(stranger.write(made("s", TICK))).isTrue();
    }

    @Test
    default void aScheduleIsRolledBackWithItsTransaction() {
        ScheduleStore store = schedules();
        assumeTrue(store().joinsTransaction());
        inTransaction(false, () -> {
            store.write(made("s", TICK));
            assertThat(store.find("s")).isPresent();
        });
        assertThat(store.find("s")).isEmpty();

        inTransaction(true, () -> store.write(made("s", TICK)));
        assertThat(store.find("s")).isPresent();
    }

    /** Eight threads of two nodes, and each of 200 ticks enqueued once. */
    @Test
    default void ofManyNodesOneTakesATick() {
        written("s", TICK);

        Race.run(8, thread -> {
            ScheduleStore mine = (thread % 2 == 0 ? store() : secondStore()).schedules();
            for (ScheduleRecord seen = Race.won(() -> mine.find("s")).orElseThrow();
                    seen.course().ticks() < 200;
                    seen = Race.won(() -> mine.find("s")).orElseThrow()) {
                ScheduleRecord read = seen;
                TaskRequest request = request().build();
                Race.won(() -> mine.take(
                        taken(read, request.id()),
                        List.of(new Tick(read.course().nextTick(), request))));
            }
            return thread;
        });

        assertThat(read("s").course().ticks()).isEqualTo(200);
        assertThat(claim(newNode(), MANY)).hasSize(200);
        assertThat(read("s").course().nextTick()).isEqualTo(TICK.plusSeconds(60 * 200));
    }
}
