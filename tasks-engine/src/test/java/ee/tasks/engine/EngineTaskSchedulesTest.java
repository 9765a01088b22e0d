package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskInvocation;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule.State;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Schedules are made by the store's time, and declared anew at each start. */
class EngineTaskSchedulesTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Recurrence HOURLY = Recurrence.every(Duration.ofHours(1));
    private static final Recurrence NIGHTLY = Recurrence.cron("0 3 * * *");

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    /** The store's. */
    private final SettableClock time = new SettableClock(START);

    private final MemoryTaskStore store = new MemoryTaskStore(time);
    private final ScheduleStore kept = store.schedules();
    private final EngineTaskSchedules schedules = schedules(Clock.systemUTC());

    /** Of machines whose clocks are ten minutes apart. */
    @Test
    void nodesWithOtherClocksMakeTheSameTicks() {
        EngineTaskSchedules early = schedules(Clock.fixed(START.minusSeconds(600), ZoneOffset.UTC));
        EngineTaskSchedules late = schedules(Clock.fixed(START.plusSeconds(600), ZoneOffset.UTC));

        early.put("early", TaskInvocation.named("report"), HOURLY);
        late.put("late", TaskInvocation.named("report"), HOURLY);

        assertThat(early.find("early").orElseThrow().nextTick()).contains(START);
        assertThat(early.find("late").orElseThrow().nextTick()).contains(START);
    }

    @Test
    void ticksThatPassInAPauseAreLost() {
        schedules.put("s", TaskInvocation.named("report"), HOURLY.from(START.plusSeconds(60)));
        schedules.pause("s");
        time.set(START.plus(Duration.ofHours(5)));

        assertThat(schedules.resume("s")).isTrue();

        assertThat(schedules.find("s").orElseThrow().nextTick())
                .contains(START.plusSeconds(60).plus(Duration.ofHours(5)));
    }

    @Test
    void aPauseThatNoTickFellIntoChangesNothing() {
        schedules.put("s", TaskInvocation.named("report"), HOURLY.from(START.plusSeconds(60)));
        schedules.pause("s");

        schedules.resume("s");

        assertThat(schedules.find("s").orElseThrow().nextTick()).contains(START.plusSeconds(60));
    }

    @Test
    void whatIsPutAgainStaysAsItIs() {
        schedules.put("s", TaskInvocation.named("report"), HOURLY);
        schedules.pause("s");
        ScheduleRecord before = read();
        time.set(START.plusSeconds(90));

        schedules.put("s", TaskInvocation.named("report"), HOURLY);

        assertThat(read()).isEqualTo(before);
    }

    @Test
    void whatIsPutOtherwiseBeginsAnew() {
        schedules.put("s", TaskInvocation.named("report"), NIGHTLY);
        schedules.pause("s");
        time.set(START.plusSeconds(90));

        schedules.put("s", TaskInvocation.named("report"), HOURLY);

        assertThat(schedules.find("s").orElseThrow().state()).isEqualTo(State.ACTIVE);
        assertThat(schedules.find("s").orElseThrow().nextTick()).contains(time.instant());
    }

    @Test
    void itsTasksHaveTheHeadersItWasPutWith() {
        TaskInvocation<?> report = TaskInvocation.named("report");
        schedules.put("s", report.header("tenant", "t7"), HOURLY);
        assertThat(read().work().headers()).isEqualTo("{\"tenant\":\"t7\"}");

        schedules.put("s", report.header("tenant", "t8"), HOURLY);

        assertThat(read().work().headers()).isEqualTo("{\"tenant\":\"t8\"}");
    }

    /** It outlives the task. */
    @Test
    void oneThatATaskMakesInheritsNoHeaders() throws Throwable {
        RunningTask task = new RunningTask(null, Map.of("tenant", "t7"), 1, null);

        task.call(none -> schedules.put("s", TaskInvocation.named("report"), HOURLY), new Object[0]);

        assertThat(read().work().headers()).isNull();
    }

    @Test
    void whatHasLostItsStartBeginsNow() {
        schedules.put("s", TaskInvocation.named("report"), HOURLY.from(START.plus(Duration.ofDays(30))));

        schedules.put("s", TaskInvocation.named("report"), HOURLY);

        assertThat(schedules.find("s").orElseThrow().nextTick()).contains(START);
    }

    @Test
    void oneThatCannotBeDeclaredKeepsNoOtherFromIt() {
        DeclaredSchedule broken = declared("broken", task("broken", Set.of()), Recurrence.cron("x"));

        assertThatThrownBy(
                        () -> schedules.declare("default", List.of(broken, declared("s", task("s", Set.of()), HOURLY))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(kept.find("s")).isPresent();
    }

    @Test
    void whatIsDeclaredAgainStaysAsItIs() {
        declare(HOURLY);
        ScheduleRecord first = read();
        time.set(START.plus(Duration.ofDays(2)));

        declare(HOURLY);

        assertThat(read()).isEqualTo(first);
        assertThat(first.course().nextTick()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void whatIsDeclaredOtherwiseGoesOnWithTheNewTicks() {
        declare(HOURLY);
        assertThat(kept.write(
                        read().paused(true).with(new Course(START.plusSeconds(3_610), START.plusSeconds(10), "t", 1))))
                .isTrue();
        time.set(START.plus(Duration.ofDays(2)));

        declare(NIGHTLY);

        assertThat(read().recurrence().cron()).isEqualTo("0 3 * * *");
        assertThat(read().course())
                .isEqualTo(new Course(Instant.parse("2026-11-25T03:00:00Z"), START.plusSeconds(10), "t", 1));
        assertThat(read().paused()).isTrue();
        assertThat(read().recurrence().start()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void whatWasRetiredComesBackWithTheTicksThatItMissed() {
        declare(HOURLY);
        time.set(START.plus(Duration.ofHours(3)));
        assertThat(kept.retire(Duration.ofMinutes(5))).containsExactly("s");
        assertThat(schedules.find("s").orElseThrow().state()).isEqualTo(State.RETIRED);
        assertThat(schedules.find("s").orElseThrow().nextTick()).isEmpty();

        declare(HOURLY);

        assertThat(read().retired()).isFalse();
        assertThat(read().course().nextTick()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void whatTheApplicationMadeIsNotDeclaredOver() {
        schedules.put("s", TaskInvocation.named("report"), NIGHTLY);

        declare(HOURLY);

        assertThat(read().declared()).isFalse();
        assertThat(read().recurrence().cron()).isEqualTo("0 3 * * *");
    }

    private void declare(Recurrence recurrence) {
        schedules.declare("default", List.of(declared("s", task("s", Set.of()), recurrence)));
    }

    private static DeclaredSchedule declared(String id, TaskDefinition task, Recurrence recurrence) {
        return new DeclaredSchedule(id, task, "[]", recurrence, Duration.ofSeconds(10));
    }

    private static TaskDefinition task(String name, Set<String> formerNames) {
        return new TaskDefinition(
                name,
                formerNames,
                EngineTaskSchedulesTest.class,
                name,
                PayloadSignature.of(name, List.of(), void.class),
                true,
                false,
                TaskSettings.DEFAULT,
                arguments -> null);
    }

    private ScheduleRecord read() {
        return kept.find("s").orElseThrow();
    }

    private EngineTaskSchedules schedules(Clock clock) {
        return new TaskEngine(
                        new TaskRegistry(List.of()),
                        codec,
                        new EngineSettings(true, Duration.ofSeconds(30), Duration.ofHours(1), Set.of("tenant")),
                        new FakeTransactions(),
                        EventPublisher.NONE,
                        Thread::new,
                        clock,
                        Map.of(
                                "default",
                                new Backends.Source("memory", Set.of(), parts -> Backends.Started.of(started()))))
                .schedules();
    }

    private StoreBackend started() {
        StoreBackend backend = new StoreBackend(store, new FakeTransactions(), context -> null);
        backend.start(ContractContext.ofStore("default", Map.of()));
        return backend;
    }
}
