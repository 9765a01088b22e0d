package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.TaskStatus;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.LogLines;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static final Duration YEAR = Duration.ofDays(365);

    @AutoClose
    private final LogLines log = LogLines.of("ee.tasks.worker");

    private final WorkerBench bench = new WorkerBench();
    private final ScheduleStore schedules = bench.memory.schedules();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger declarations = new AtomicInteger();
    private final Map<String, Instant> runs = new ConcurrentHashMap<>();
    private final TaskRunner runner = (task, control) -> {
        runs.put(task.id(), control.scheduledFor().orElseThrow());
        return succeeded();
    };

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aTickRunsWhenItComesAndKnowsItsTime() {
        Instant first = schedules.now().plusSeconds(30);
        write("s", Recurrence.every(Duration.ofMinutes(1)).from(first), first);
        node(Set.of());

        bench.awaitInTime(() -> runs.size() == 3);

        assertThat(runs.values()).containsExactlyInAnyOrder(first, first.plusSeconds(60), first.plusSeconds(120));
    }

    /** Ten thousand missed ticks, which two nodes take as fast as they can. */
    @Test
    void ofTwoNodesOneTakesATick() {
        Instant first = schedules.now().minusSeconds(9_999);
        write(
                "s",
                Recurrence.every(Duration.ofSeconds(1))
                        .from(first)
                        .times(10_000)
                        .missed(MissedTicks.ALL, YEAR)
                        .overlap(Overlap.QUEUE),
                first);
        node(Set.of());
        node(Set.of());

        bench.awaitInTime(() -> read("s").course().nextTick() == null && runs.size() >= 10_000);

        assertThat(runs).hasSize(10_000);
        assertThat(Set.copyOf(runs.values())).hasSize(10_000);
        assertThat(read("s").course().ticks()).isEqualTo(10_000);
    }

    /** Each call is a transaction. */
    @Test
    void manyThatAreDueAreTakenAPageAtATime() {
        List<Integer> pages = new CopyOnWriteArrayList<>();
        bench.probe.instead("schedules", nothing -> takingInto(pages));
        Instant tick = schedules.now().minusSeconds(1);
        for (int n = 0; n < 250; n++) {
            write("s" + n, Recurrence.every(YEAR).from(tick), tick);
        }
        node(Set.of());

        bench.awaitInTime(() -> runs.size() == 250);

        assertThat(pages).containsExactly(100, 100, 50);
    }

    /** It wakes up between its look and its take, when the other has taken the tick. */
    @Test
    void aNodeThatIsFrozenOverATickTakesItNotAgain() {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        AtomicInteger late = new AtomicInteger();
        bench.probe.instead("schedules", nothing -> frozen(looked, thaw, late));
        Instant tick = schedules.now().minusSeconds(1);
        write("s", Recurrence.every(YEAR).from(tick), tick);
        node(Set.of());
        bench.awaitInTime(() -> looked.getCount() == 0);
        bench.probe.noLonger("schedules");
        node(Set.of());
        bench.awaitInTime(() -> runs.size() == 1);

        thaw.countDown();
        bench.awaitInTime(() -> late.get() == 1);

        assertThat(runs).hasSize(1);
        assertThat(read("s").course().ticks()).isEqualTo(1);
    }

    @Test
    void ticksThatCameWhileTheStoreWasAwayAreCaughtUpWithOnce() {
        Instant first = schedules.now().plusSeconds(30);
        write("s", Recurrence.every(Duration.ofMinutes(1)).from(first), first);
        bench.probe.goAway();
        bench.probe.before("schedules", arguments -> {
            throw StoreProbe.away();
        });
        Worker worker = node(Set.of());
        bench.awaitInTime(() -> worker.state().storeAway());
        bench.ticker.advance(Duration.ofMinutes(10));
        bench.probe.comeBack();

        bench.awaitInTime(() -> !runs.isEmpty());

        assertThat(runs.values()).allMatch(tick -> tick.isAfter(first.plusSeconds(500)));
        assertThat(read("s").course().ticks()).isLessThan(10);
    }

    @Test
    void aTickIsLeftOutWhileTheRunBeforeGoesOn() {
        CountDownLatch end = new CountDownLatch(1);
        Instant first = schedules.now();
        write("s", Recurrence.every(Duration.ofSeconds(10)).from(first), first);
        start(Set.of(), (task, control) -> {
            runs.put(task.id(), control.scheduledFor().orElseThrow());
            WorkerTest.awaitLatch(end);
            return succeeded();
        });

        bench.awaitInTime(() -> read("s").course().ticks() >= 3 && runs.size() == 1 && said("EETASK0442") == 1);

        end.countDown();
        bench.awaitInTime(() -> runs.size() >= 2);
    }

    @Test
    void aRunBeginsLaterByTheJitterAtMost() {
        Instant first = schedules.now();
        write("s", Recurrence.every(YEAR).from(first).jitter(Duration.ofMinutes(5)), first);
        node(Set.of());

        bench.awaitInTime(() -> read("s").course().lastTask() != null);
        Instant runAfter = bench.find(read("s").course().lastTask()).runAfter();
        assertThat(runAfter).isBetween(first, first.plusSeconds(300));
        bench.awaitStatus(read("s").course().lastTask(), TaskStatus.SUCCESSFUL);
        assertThat(runs.values()).containsExactly(first);
    }

    @Test
    void whatIsDeclaredElsewhereIsTakenThereAlone() {
        Instant tick = schedules.now();
        write("elsewhere", true, Recurrence.every(YEAR).from(tick), tick);
        write("here", true, Recurrence.every(YEAR).from(tick), tick);
        node(Set.of("here"));

        bench.awaitInTime(() -> runs.size() == 1 && declarations.get() == 1);

        assertThat(read("here").course().ticks()).isEqualTo(1);
        assertThat(read("elsewhere").course().ticks()).isZero();
    }

    @Test
    void whatNobodyDeclaresAnyLongerIsRetiredAfterAWhileWhateverIsWrongWithAnother() {
        Instant tick = schedules.now().plus(YEAR);
        write("gone", true, Recurrence.every(YEAR).from(tick), tick);
        write("here", true, Recurrence.every(YEAR).from(tick), tick);
        start(Set.of("here"), runner, () -> {
            throw new IllegalArgumentException("schedule 'other' cannot be read");
        });

        bench.awaitInTime(() -> read("gone").retired()
                && said("EETASK0443: this node could not write the schedules that its code declares (schedule 'other'")
                        > 0
                && said("EETASK0440: schedule 'gone' is retired") == 1);

        assertThat(read("here").retired()).isFalse();
    }

    /** As after an edit by hand: nothing else stops because of it. */
    @Test
    void whatCannotBeReadStandsInTheWayOfNoOther() {
        Instant tick = schedules.now();
        write("broken", Recurrence.cron("every now and then"), tick);
        write("s", Recurrence.every(YEAR).from(tick), tick);
        node(Set.of());

        bench.awaitInTime(() -> runs.size() == 1 && said("EETASK0441") == 1);
        assertThat(read("broken").course().nextTick()).isEqualTo(tick);
    }

    /** Nor does any of them stop: what is wrong is told of each. */
    @Test
    void tenBrokenExpressionsAreNoOutageOfTheStore() {
        Instant tick = schedules.now();
        for (int i = 0; i < 25; i++) {
            write("broken" + i, Recurrence.cron("every now and then"), tick.minusSeconds(i));
        }
        write("s", Recurrence.every(YEAR).from(tick), tick);
        Worker worker = node(Set.of());

        bench.awaitInTime(() -> runs.size() == 1 && said("EETASK0441") == 25);
        bench.ticker.advance(Duration.ofMinutes(1));
        bench.awaitInTime(() -> looks() > 50);

        assertThat(worker.state().storeAway()).isFalse();
        assertThat(said("EETASK0403")).isZero();
        assertThat(said("EETASK0441: this node cannot compute the ticks of schedule 'broken"))
                .isEqualTo(25);
        assertThat(said("EETASK0452")).isZero();
    }

    private int looks() {
        return bench.probe.calls("schedules").size();
    }

    /** One of 250, of which a page has 100. */
    @Test
    void aScheduleThatTheStoreRefusesHoldsUpNoOther() {
        Instant tick = schedules.now();
        for (int i = 0; i < 250; i++) {
            write(i == 70 ? "poison" : "s" + i, Recurrence.every(YEAR).from(tick), tick);
        }
        bench.probe.instead("schedules", nothing -> refusing("poison"));
        node(Set.of());

        bench.awaitInTime(() ->
                runs.size() == 249 && said("EETASK0452: the store could not take the ticks of schedule 'poison'") == 1);

        assertThat(read("poison").course().ticks()).isZero();
        assertThat(said("EETASK0452")).isEqualTo(1);
        assertThat(said("EETASK0441")).isZero();
        assertThat(said("EETASK0403")).isZero();
    }

    /** It answers that there is something to take, and takes nothing: a few tries show that. */
    @Test
    void whereTheStoreTakesNothingItIsAway() {
        Instant tick = schedules.now();
        for (int i = 0; i < 250; i++) {
            write("s" + i, Recurrence.every(YEAR).from(tick), tick);
        }
        bench.probe.instead("schedules", nothing -> refusing("s"));
        Worker worker = node(Set.of());

        bench.awaitInTime(() -> worker.state().storeAway() && said("EETASK0403") == 1);
        bench.probe.noLonger("schedules");

        bench.awaitInTime(() -> runs.size() == 250 && !worker.state().storeAway());
    }

    @Test
    void ticksThatAreTooOldAreCountedInOneLine() {
        Instant tick = schedules.now().minusSeconds(150);
        for (int i = 0; i < 300; i++) {
            write("s" + i, Recurrence.every(Duration.ofMinutes(1)).from(tick).missed(MissedTicks.NONE, YEAR), tick);
        }
        write("on time", Recurrence.every(YEAR).from(schedules.now()), schedules.now());
        node(Set.of());

        // No time passes, or a third tick of each is too old before it is looked at.
        bench.await(() -> said("EETASK0444: 600 ticks of 300 schedules") == 1);
        bench.awaitInTime(() -> runs.size() >= 301);

        assertThat(said("EETASK0444: 600 ticks of 300 schedules")).isEqualTo(1);
    }

    private long said(String beginning) {
        return log.texts().stream().filter(line -> line.startsWith(beginning)).count();
    }

    private Worker node(Set<String> declared) {
        return start(declared, runner);
    }

    private Worker start(Set<String> declared, TaskRunner tasks) {
        return start(declared, tasks, declarations::incrementAndGet);
    }

    private Worker start(Set<String> declared, TaskRunner tasks, Runnable declare) {
        Scheduling scheduling = new Scheduling(
                declared, Map.of(), declare, () -> {}, () -> "tick-%06d".formatted(ids.incrementAndGet()));
        return bench.start(WorkerBench.settings(8, scheduling, null), tasks, bench.executor, bench.ticker);
    }

    /** Takes no page in which there is one whose id begins so. */
    private ScheduleStore refusing(String beginning) {
        return (ScheduleStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduleStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("take")
                            && ((Collection<?>) arguments[0])
                                    .stream()
                                            .map(ScheduleStore.Taking.class::cast)
                                            .anyMatch(taking ->
                                                    taking.schedule().id().startsWith(beginning))) {
                        throw new TaskStoreException("value refused", null, false);
                    }
                    return method.invoke(schedules, arguments);
                });
    }

    private ScheduleStore takingInto(List<Integer> pages) {
        return (ScheduleStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduleStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("take")) {
                        pages.add(((Collection<?>) arguments[0]).size());
                    }
                    return method.invoke(schedules, arguments);
                });
    }

    private ScheduleStore frozen(CountDownLatch looked, CountDownLatch thaw, AtomicInteger late) {
        return (ScheduleStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduleStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("take")) {
                        return method.invoke(schedules, arguments);
                    }
                    looked.countDown();
                    WorkerTest.awaitLatch(thaw);
                    Set<?> taken = (Set<?>) method.invoke(schedules, arguments);
                    late.addAndGet(taken.isEmpty() ? 1 : 100);
                    return taken;
                });
    }

    private void write(String id, Recurrence recurrence, Instant next) {
        write(id, false, recurrence, next);
    }

    private void write(String id, boolean declared, Recurrence recurrence, Instant next) {
        Work work = new Work("known", "default", "default", 0, "[]", 1, true, null);
        assertThat(schedules.write(new ScheduleRecord(
                        id, work, recurrence, declared, false, false, Course.from(next), ScheduleRecord.NEW)))
                .isTrue();
    }

    private ScheduleRecord read(String id) {
        return schedules.find(id).orElseThrow();
    }
}
