package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.engine.recurrence.ParsedCrons;
import ee.tasks.engine.recurrence.Step;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule.State;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.LogLines;
import ee.tasks.tck.SettableClock;
import ee.tasks.tck.TaskRequests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A task has another name, and with it its schedule: nodes that know the one and nodes that know the other work side by side. */
class RenamedScheduleTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Recurrence HOURLY = Recurrence.every(Duration.ofHours(1));
    private static final Recurrence NIGHTLY = Recurrence.cron("0 3 * * *");
    private static final Map<String, Set<String>> FORMER = Map.of("new", Set.of("old"));

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    /** The store's. */
    private final SettableClock time = new SettableClock(START);

    private final MemoryTaskStore store = new MemoryTaskStore(time);
    private final ScheduleStore kept = store.schedules();
    private final EngineTaskSchedules schedules = schedules();

    @Test
    void itGoesOnUnderItsNewName() {
        oldNodeStarts(HOURLY);
        oldNodeTakes(START.plusSeconds(10));
        schedules.pause("old");

        newNodeStarts(HOURLY);

        ScheduleRecord renamed = read("new");
        assertThat(renamed.paused()).isTrue();
        assertThat(renamed.work().task()).isEqualTo("new");
        assertThat(renamed.course()).isEqualTo(new Course(START.plusSeconds(3_610), START.plusSeconds(10), "task", 1));
        assertThat(schedules.find("old").orElseThrow().state()).isEqualTo(State.RETIRED);
    }

    @Test
    void theLogSaysWhyItWasWritten() {
        try (LogLines log = LogLines.of("ee.tasks")) {
            oldNodeStarts(HOURLY);
            oldNodeStarts(NIGHTLY);
            newNodeStarts(NIGHTLY);
            oldNodeStarts(NIGHTLY);

            assertThat(log.texts())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("EETASK0359: schedule 'old' was written to the store (new): every"),
                            line -> assertThat(line)
                                    .contains("'old' was written to the store (changed): cron '0 3 * * *'"),
                            line -> assertThat(line).contains("'new' was written to the store (renamed from 'old'): "),
                            line -> assertThat(line).contains("'old' was written to the store (declared again): "));
        }
    }

    /** Between its being read and its being written under the new id. */
    @Test
    void aTickThatAnOldNodeTakesMeanwhileIsNotTakenAgain() {
        oldNodeStarts(HOURLY);
        time.set(START.plusSeconds(15));
        ScheduleStore slow = before("rename", () -> {
            if (read("old").course().ticks() == 0) {
                oldNodeTakes(START.plusSeconds(10));
            }
        });

        new Declaring(slow).declare(declared("new", Set.of("old"), HOURLY), Set.of("old"));

        assertThat(read("new").course().nextTick()).isEqualTo(START.plusSeconds(3_610));
        assertThat(kept.due(Set.of("old", "new"), Position.START, 9).due()).isEmpty();
    }

    @Test
    void anOldNodeThatStartsAgainTicksInTheSamePhaseUntilItIsFoldedIn() {
        oldNodeStarts(HOURLY);
        newNodeStarts(HOURLY);
        time.set(START.plus(Duration.ofMinutes(90)));

        oldNodeStarts(HOURLY);

        assertThat(read("old").course().nextTick()).isEqualTo(START.plusSeconds(2 * 3_600 + 10));
        newNodesRound();
        assertThat(read("old").course().nextTick()).isNull();
        assertThat(read("old").retired()).isTrue();
        assertThat(read("new").retired()).isFalse();
        assertThat(read("new").course().nextTick()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void eachInstantHasOneTaskWhileBothTakeTicks() {
        oldNodeStarts(HOURLY);
        newNodeStarts(HOURLY);
        for (int hour = 0; hour < 12; hour++) {
            time.set(START.plus(Duration.ofMinutes(60L * hour + 1)));
            if (hour % 4 == 0) {
                oldNodeStarts(HOURLY);
            }
            boolean oldFirst = hour % 3 == 0;
            takeAll(oldFirst ? "old" : "new");
            takeAll(oldFirst ? "new" : "old");
            if (hour % 4 == 2) {
                newNodesRound();
            }
        }

        assertThat(read("old").course().ticks()).as("the old node took some").isGreaterThan(3);
        assertThat(taskTicks()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void aPauseHoldsForTheFormerIdToo() {
        oldNodeStarts(HOURLY);
        newNodeStarts(HOURLY);
        schedules.pause("new");

        oldNodeStarts(HOURLY);

        time.set(START.plus(Duration.ofHours(2)));
        assertThat(kept.due(Set.of("old", "new"), Position.START, 9).due()).isEmpty();

        schedules.resume("new");
        assertThat(read("old").paused()).isFalse();
    }

    @Test
    void aPauseByAnOldNodeIsKeptWhenItIsFoldedIn() {
        oldNodeStarts(HOURLY);
        newNodeStarts(HOURLY);
        oldNodeStarts(HOURLY);
        assertThat(kept.write(read("old").paused(true))).isTrue();

        newNodesRound();

        assertThat(read("new").paused()).isTrue();
    }

    /** The new version was taken back, and comes again. */
    @Test
    void itGoesOnFromWhereTheOldVersionIsThatTookOverMeanwhile() {
        oldNodeStarts(HOURLY);
        newNodeStarts(HOURLY);
        time.set(START.plus(Duration.ofMinutes(30)));
        oldNodeStarts(HOURLY);
        kept.declare(Set.of("old"));
        time.set(START.plus(Duration.ofMinutes(61)));
        kept.declare(Set.of("old"));
        assertThat(kept.retire(Duration.ofMinutes(5))).containsExactly("new");
        takeAll("old");
        schedules.pause("old");

        newNodeStarts(HOURLY);

        assertThat(read("new").paused()).isTrue();
        assertThat(read("new").retired()).isFalse();
        assertThat(read("new").course().nextTick()).isEqualTo(START.plusSeconds(2 * 3_600 + 10));
        assertThat(read("old").course().nextTick()).isNull();
    }

    @Test
    void anExpressionTicksAtItsOwnTimes() {
        oldNodeStarts(NIGHTLY);
        newNodeStarts(NIGHTLY);

        oldNodeStarts(NIGHTLY);

        assertThat(read("old").course().nextTick())
                .isEqualTo(read("new").course().nextTick());
    }

    @Test
    void anIdThatAnotherTaskHasNowIsNobodysFormerOne() {
        DeclaredSchedule renamed = declared("new", Set.of("old"), HOURLY);

        assertThat(DeclaredSchedule.formerIds(List.of(renamed))).isEqualTo(FORMER);
        assertThat(DeclaredSchedule.formerIds(List.of(renamed, declared("old", Set.of(), HOURLY))))
                .isEmpty();
    }

    /** What nodes of the version before the rename do. */
    private void oldNodeStarts(Recurrence recurrence) {
        schedules.declare("default", List.of(declared("old", Set.of(), recurrence)));
    }

    private void newNodeStarts(Recurrence recurrence) {
        schedules.declare("default", List.of(declared("new", Set.of("old"), recurrence)));
    }

    private void newNodesRound() {
        schedules.foldIn("default", List.of(declared("new", Set.of("old"), HOURLY)));
    }

    private void oldNodeTakes(Instant tick) {
        TaskRequest task = TaskRequests.request().id("task").build();
        Course taken = new Course(tick.plusSeconds(3_600), tick, "task", 1);
        assertThat(kept.take(List.of(new Taking(read("old").with(taken), List.of(new Tick(tick, task)), Set.of()))))
                .containsExactly("old");
    }

    /** As a scheduler does. */
    private void takeAll(String id) {
        for (Due due : kept.due(Set.of(id), Position.START, 9).due()) {
            Step step = Step.of(due.schedule(), time.instant(), false, new ParsedCrons());
            List<Tick> ticks = step.run().stream()
                    .map(tick -> new Tick(tick, TaskRequests.request().build()))
                    .toList();
            Course course = new Course(step.next(), step.last(), null, step.ticks());
            kept.take(List.of(new Taking(due.schedule().with(course), ticks, FORMER.getOrDefault(id, Set.of()))));
        }
    }

    private List<Instant> taskTicks() {
        store.join("node", Duration.ofDays(9));
        return store.claim("node", QueueSelection.ALL, 100, Long.MAX_VALUE).stream()
                .map(task -> kept.tickOf(task.task().id()).orElseThrow())
                .toList();
    }

    private ScheduleStore before(String call, Runnable action) {
        return (ScheduleStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduleStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(call)) {
                        action.run();
                    }
                    try {
                        return method.invoke(kept, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static DeclaredSchedule declared(String name, Set<String> formerNames, Recurrence recurrence) {
        return new DeclaredSchedule(name, task(name, formerNames), "[]", recurrence, Duration.ofSeconds(10));
    }

    private static TaskDefinition task(String name, Set<String> formerNames) {
        return new TaskDefinition(
                name,
                formerNames,
                RenamedScheduleTest.class,
                name,
                PayloadSignature.of(name, List.of(), void.class),
                true,
                false,
                TaskSettings.DEFAULT,
                arguments -> null);
    }

    private ScheduleRecord read(String id) {
        return kept.find(id).orElseThrow();
    }

    private EngineTaskSchedules schedules() {
        return new TaskEngine(
                        new TaskRegistry(List.of(task("new", Set.of("old")))),
                        codec,
                        new EngineSettings(true, Duration.ofSeconds(30), Duration.ofHours(1), Set.of()),
                        new FakeTransactions(),
                        EventPublisher.NONE,
                        Thread::new,
                        time,
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
