package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ticks: each enqueues once, however many take it. */
interface TickTests extends ScheduleSteps {

    @Test
    default void theOldestTicksAreDueFirst() {
        written("a", TICK.plusSeconds(2));
        written("b", TICK);
        written("c", TICK.plusSeconds(1));

        assertThat(ids(store().schedules().due(Set.of(), Position.START, 2))).containsExactly("b", "c");
    }

    @Test
    default void whatHasNoTickNowIsNotDue() {
        Instant later = schedules().now().plusSeconds(3_600);
        written("later", later);
        written("finished", null);
        written("paused", TICK);
        store().schedules().write(read("paused").paused(true));

        DueSchedules due = due(schedules());

        assertThat(due.due()).isEmpty();
        assertThat(due.next()).isEqualTo(later);
        assertThat(due.now()).isBetween(later.minusSeconds(3_600), later);
    }

    @Test
    default void whatCodeDeclaresIsDueWhereItDoes() {
        ScheduleStore store = schedules();
        store.write(declared("mine", TICK));
        store.write(declared("another's", TICK));

        assertThat(ids(due(store, "mine", "unknown"))).containsExactly("mine");
        assertThat(ids(due(store))).isEmpty();
        assertThat(due(store).next()).isNull();
    }

    @Test
    default void aTickEnqueues() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest request = request().build();

        assertThat(isTaken(schedules(), taken(seen, request.id()), new Tick(TICK, request)))
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
        isTaken(schedules(), taken(seen, first.id()), new Tick(TICK, first));

        assertThat(isTaken(secondStore().schedules(), taken(seen, second.id()), new Tick(TICK.plusSeconds(9), second)))
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
        isTaken(schedules(), taken(seen, first.id()), new Tick(TICK, first));

        assertThat(isTaken(
                        schedules(),
                        taken(read("s"), third.id()),
                        new Tick(TICK, second),
                        new Tick(TICK.plusSeconds(1), third)))
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
        isTaken(schedules(), taken(seen, first.id()), new Tick(TICK, first));

        assertThat(isTaken(schedules(), taken(read("s"), second.id()), new Tick(TICK, second)))
                .isTrue();

        assertThat(read("s").course().lastTask()).isEqualTo(first.id());
        assertThat(due(schedules()).due()).extracting(Due::unfinished).containsExactly(true);
    }

    @Test
    default void aTickMayEnqueueNothing() {
        ScheduleRecord seen = written("s", TICK);

        assertThat(isTaken(schedules(), next(seen, TICK.plusSeconds(1)))).isTrue();
        assertThat(read("s").course().nextTick()).isEqualTo(TICK.plusSeconds(1));
        nothingIsDue();
    }

    @Test
    default void itIsSeenWhetherTheNewestTaskHasFinished() {
        ScheduleRecord seen = written("s", TICK);
        TaskRequest request = request().build();
        isTaken(schedules(), taken(seen, request.id()), new Tick(TICK, request));

        assertThat(due(schedules()).due()).extracting(Due::unfinished).containsExactly(true);
        ClaimedTask running = claimOne();
        assertThat(due(schedules()).due()).extracting(Due::unfinished).containsExactly(true);
        succeed(running);
        assertThat(due(schedules()).due()).extracting(Due::unfinished).containsExactly(false);
    }

    /** Eight threads of two nodes, and each of 200 ticks is won and enqueued once. */
    @Test
    default void ofManyNodesOneTakesATick() {
        written("s", TICK);

        List<Integer> won = Race.run(8, thread -> {
            ScheduleStore mine = (thread % 2 == 0 ? store() : secondStore()).schedules();
            int wins = 0;
            for (ScheduleRecord seen = Race.won(() -> mine.find("s")).orElseThrow();
                    seen.course().ticks() < 200;
                    seen = Race.won(() -> mine.find("s")).orElseThrow()) {
                ScheduleRecord read = seen;
                TaskRequest request = request().build();
                Tick tick = new Tick(read.course().nextTick(), request);
                wins += Race.won(() -> isTaken(mine, taken(read, request.id()), tick)) ? 1 : 0;
            }
            return wins;
        });

        assertThat(won.stream().mapToInt(wins -> wins).sum()).isEqualTo(200);
        assertThat(read("s").course().ticks()).isEqualTo(200);
        assertThat(claim(newNode(), MANY)).hasSize(200);
        assertThat(read("s").course().nextTick()).isEqualTo(TICK.plusSeconds(60 * 200));
    }

    @Test
    default void pagesFollowEachOther() {
        List.of("a", "b", "c", "d", "e").forEach(id -> written(id, TICK));
        written("f", TICK.plusSeconds(1));
        List<String> seen = new ArrayList<>();

        for (Position after = Position.START; after != null; ) {
            DueSchedules page = schedules().due(Set.of(), after, 2);
            assertThat(page.due()).hasSizeLessThanOrEqualTo(2);
            seen.addAll(ids(page));
            after = page.end();
        }

        assertThat(seen).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    default void aPageEndsWhereNothingMoreIsDue() {
        Instant later = schedules().now().plusSeconds(3_600);
        written("a", TICK);
        written("b", TICK);
        written("c", later);

        DueSchedules page = schedules().due(Set.of(), Position.START, 2);

        assertThat(ids(page)).containsExactly("a", "b");
        assertThat(page.end()).isNull();
        assertThat(page.next()).isEqualTo(later);
    }

    @Test
    default void ofAPageAllAreTakenButThoseThatAnotherHad() {
        List<ScheduleRecord> seen =
                IntStream.range(0, 50).mapToObj(i -> written("s" + i, TICK)).toList();
        List<Taking> page = seen.stream()
                .map(schedule -> {
                    TaskRequest request = request().build();
                    return taking(taken(schedule, request.id()), new Tick(TICK, request));
                })
                .toList();
        assertThat(secondStore().schedules().write(next(seen.get(7), TICK.plusSeconds(1))))
                .isTrue();
        store().schedules().delete("s8");

        Set<String> taken = store().schedules().take(page);

        assertThat(taken).hasSize(48).doesNotContain("s7", "s8");
        assertThat(claim(newNode(), MANY)).hasSize(48);
        assertThat(read("s6").course().lastTick()).isEqualTo(TICK);
        assertThat(read("s7").course().lastTick()).isNull();
        assertThat(store().schedules().take(page)).isEmpty();
    }

    /** Four threads of two nodes, which look at the same schedules and take them in pages. */
    @Test
    default void ofManyNodesOneTakesEachOfAPage() {
        IntStream.range(0, 300).forEach(i -> written("s%03d".formatted(i), TICK));

        List<Integer> won = Race.run(4, thread -> {
            ScheduleStore mine = (thread % 2 == 0 ? store() : secondStore()).schedules();
            int wins = 0;
            for (List<Due> page = page(mine); !page.isEmpty(); page = page(mine)) {
                List<Taking> takings = page.stream()
                        .map(due -> {
                            TaskRequest request = request().build();
                            Course done = new Course(null, TICK, request.id(), 1);
                            return taking(due.schedule().with(done), new Tick(TICK, request));
                        })
                        .toList();
                wins += Race.won(() -> mine.take(takings)).size();
            }
            return wins;
        });

        assertThat(won.stream().mapToInt(wins -> wins).sum()).isEqualTo(300);
        assertThat(claim(newNode(), MANY)).hasSize(300);
    }

    private static List<Due> page(ScheduleStore store) {
        return Race.won(() -> store.due(Set.of(), Position.START, 60)).due();
    }

    /** More than any database takes in one statement. */
    @Test
    default void codeMayDeclareThousands() {
        ScheduleStore store = schedules();
        List<String> ids =
                IntStream.range(0, 2_500).mapToObj("d%04d"::formatted).toList();
        store.write(declared(ids.get(0), TICK));
        store.write(declared(ids.get(2_499), TICK.plusSeconds(1)));
        written("made", TICK.plusSeconds(2));

        store.declare(Set.copyOf(ids));
        DueSchedules due = store.due(Set.copyOf(ids), Position.START, MANY);

        assertThat(ids(due)).containsExactly("d0000", "d2499", "made");
    }
}
