package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A schedule that has had another id, and nodes of the version before, which know it by that one: they declare it, and take its ticks
 * under that id alone. Each instant has one task.
 */
interface FormerIdTests extends ScheduleSteps {

    @Test
    default void aTickIsMarkedAsOneOfTheFormerId() {
        ScheduleRecord present = written("new", TICK);
        TaskRequest first = request().build();
        assertThat(takes(store().schedules(), present, new Tick(TICK, first))).isTrue();

        ScheduleRecord former = written("old", TICK);
        TaskRequest second = request().build();
        assertThat(isTaken(secondStore().schedules(), taken(former, second.id()), new Tick(TICK, second)))
                .isTrue();

        assertThat(store().find(second.id())).isEmpty();
        assertThat(read("old").course().lastTask()).isEqualTo(first.id());
        assertThat(store().schedules().tickOf(first.id())).contains(TICK);
    }

    @Test
    default void aTickThatTheFormerIdHadEnqueuesNoOther() {
        ScheduleRecord former = written("old", TICK);
        TaskRequest first = request().build();
        assertThat(isTaken(secondStore().schedules(), taken(former, first.id()), new Tick(TICK, first)))
                .isTrue();

        ScheduleRecord present = written("new", TICK);
        TaskRequest second = request().build();
        TaskRequest third = request().build();
        assertThat(takes(store().schedules(), present, new Tick(TICK.minusSeconds(1), third), new Tick(TICK, second)))
                .isTrue();

        assertThat(store().find(second.id())).isEmpty();
        assertThat(store().find(third.id())).isPresent();
        assertThat(read("new").course().lastTask()).isEqualTo(first.id());
        assertThat(due(schedules()).due())
                .filteredOn(due -> due.schedule().id().equals("new"))
                .allMatch(ScheduleStore.Due::unfinished);
        aTickThatComesAgainIsStillThatOne(first);
    }

    private void aTickThatComesAgainIsStillThatOne(TaskRequest first) {
        TaskRequest again = request().build();
        assertThat(isTaken(schedules(), taken(read("new"), again.id()), new Tick(TICK, again)))
                .isTrue();
        assertThat(store().find(again.id())).isEmpty();
        assertThat(read("new").course().lastTask()).isEqualTo(first.id());
    }

    /** Four threads take 100 ticks under the former id, and four under the present one. */
    @Test
    default void ofNodesOfTwoVersionsOneTakesATick() {
        written("old", TICK);
        written("new", TICK);

        Race.run(8, thread -> {
            String id = thread % 2 == 0 ? "old" : "new";
            ScheduleStore mine = (thread % 4 < 2 ? store() : secondStore()).schedules();
            for (ScheduleRecord seen = Race.won(() -> mine.find(id)).orElseThrow();
                    seen.course().ticks() < 100;
                    seen = Race.won(() -> mine.find(id)).orElseThrow()) {
                ScheduleRecord read = seen;
                Tick tick = new Tick(read.course().nextTick(), request().build());
                Race.won(() -> id.equals("new")
                        ? takes(mine, read, tick)
                        : isTaken(mine, taken(read, tick.request().id()), tick));
            }
            return thread;
        });

        List<ClaimedTask> tasks = claim(newNode(), MANY);
        assertThat(tasks).hasSize(100);
        assertThat(tasks.stream()
                        .map(task -> store().schedules().tickOf(task.task().id()))
                        .distinct())
                .hasSize(100)
                .doesNotContain(Optional.<Instant>empty());
        assertThat(read("old").course().lastTask())
                .isEqualTo(read("new").course().lastTask());
    }

    @Test
    default void aRenameWritesBoth() {
        ScheduleRecord former = written("old", TICK);

        assertThat(schedules().rename(next(former, null), made("new", TICK))).isTrue();

        assertThat(read("old").course().nextTick()).isNull();
        assertThat(read("new").course().nextTick()).isEqualTo(TICK);
        assertThat(ids(due(schedules()))).containsExactly("new");
    }

    @Test
    default void aRenameOfWhatWasTakenMeanwhileWritesNothing() {
        ScheduleRecord former = written("old", TICK);
        TaskRequest request = request().build();
        isTaken(secondStore().schedules(), taken(former, request.id()), new Tick(TICK, request));

        assertThat(schedules().rename(next(former, null), made("new", TICK))).isFalse();

        assertThat(schedules().find("new")).isEmpty();
        assertThat(read("old").course().nextTick()).isEqualTo(TICK.plusSeconds(60));
    }

    @Test
    default void aRenameToWhatIsThereMeanwhileWritesNothing() {
        ScheduleRecord former = written("old", TICK);
        written("new", TICK.plusSeconds(1));

        assertThat(schedules().rename(next(former, null), made("new", TICK))).isFalse();

        assertThat(read("old")).isEqualTo(former);
        assertThat(read("new").course().nextTick()).isEqualTo(TICK.plusSeconds(1));
    }

    /** As a node takes it that knows the former id. */
    private boolean takes(ScheduleStore store, ScheduleRecord seen, Tick... ticks) {
        String last = ticks[ticks.length - 1].request().id();
        return !store.take(List.of(new Taking(taken(seen, last), List.of(ticks), Set.of("old"))))
                .isEmpty();
    }
}
