package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The words in which the tests of schedules are written. */
interface ScheduleSteps extends StoreSteps {

    Instant TICK = Instant.parse("2001-02-03T04:05:06.123456Z");

    default ScheduleStore schedules() {
        needs(Feature.SCHEDULES);
        return store().schedules();
    }

    default ScheduleRecord written(String id, Instant nextTick) {
        assertThat(schedules().write(made(id, nextTick))).isTrue();
        return read(id);
    }

    default ScheduleRecord read(String id) {
        return schedules().find(id).orElseThrow(() -> new AssertionError("no schedule " + id));
    }

    default ScheduleRecord made(String id, Instant nextTick) {
        return schedule(id, Recurrence.cron("* * * * *"), false, nextTick);
    }

    default ScheduleRecord declared(String id, Instant nextTick) {
        return schedule(id, Recurrence.cron("* * * * *"), true, nextTick);
    }

    default ScheduleRecord schedule(String id, Recurrence recurrence, boolean declared, Instant nextTick) {
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true, null);
        return ScheduleRecord.builder(id, work, recurrence)
                .declared(declared)
                .course(Course.from(nextTick))
                .build();
    }

    default ScheduleRecord next(ScheduleRecord seen, Instant tick) {
        Course course = seen.course();
        return seen.with(new Course(tick, course.lastTick(), course.lastTask(), course.ticks()));
    }

    /** Its tick was taken for this task; the next is a minute later. */
    default ScheduleRecord taken(ScheduleRecord seen, String task) {
        Course course = seen.course();
        return seen.with(new Course(course.nextTick().plusSeconds(60), course.nextTick(), task, course.ticks() + 1));
    }

    default List<String> ids(DueSchedules due) {
        return due.due().stream().map(each -> each.schedule().id()).toList();
    }

    default Taking taking(ScheduleRecord schedule, Tick... ticks) {
        return new Taking(schedule, List.of(ticks), Set.of());
    }

    /** Whether it was taken, alone. */
    default boolean isTaken(ScheduleStore store, ScheduleRecord schedule, Tick... ticks) {
        return store.take(List.of(taking(schedule, ticks))).contains(schedule.id());
    }

    default DueSchedules due(ScheduleStore store, String... declared) {
        return store.due(Set.of(declared), Position.START, MANY);
    }
}
