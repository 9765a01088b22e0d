package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes in a group is one transaction, whose commit is what takes the time. */
@ParameterizedClass
@MethodSource("databases")
class GroupsTest {

    private static final Instant TICK = Instant.parse("2001-02-03T04:05:06.123456Z");

    private final Counting counting = new Counting();
    private final TestDatabase database;
    private final JpaTaskStore store;

    GroupsTest(Supplier<TestDatabase> opener) {
        TestDatabase opened = opener.get();
        database = new TestDatabase(opened.pool(), opened.factory(), counting.over(opened.pool()));
        store = database.newStore();
        store.start(TestContext.MIGRATE);
    }

    static List<Named<Supplier<TestDatabase>>> databases() {
        return ClaimStatementsTest.databases();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void manyAreParkedTogether() {
        int count = 50;
        store.join("n", Duration.ofHours(1));
        store.insertAll(Stream.generate(() -> request().build()).limit(count).iterator());
        List<Parked> unknown = store.claim("n", QueueSelection.ALL, count, Long.MAX_VALUE).stream()
                .map(claimed -> new Parked(claimed.claim(), "n", Parking.UNKNOWN_TASK, "none such"))
                .toList();
        assertThat(unknown).hasSize(count);
        counting.takeConnections();
        counting.take();

        store.park(unknown);

        assertThat(counting.takeConnections()).isEqualTo(1);
        assertThat(counting.take()).hasSizeLessThan(9);
        assertThat(store.parked()).containsEntry(Parking.UNKNOWN_TASK, (long) count);
    }

    @Test
    void aPageOfTicksIsTakenTogether() {
        List<Taking> page = IntStream.range(0, 100)
                .mapToObj(number -> taking("schedule-" + number))
                .toList();
        counting.takeConnections();

        assertThat(store.schedules().take(page)).hasSize(100);

        assertThat(counting.takeConnections()).isEqualTo(1);
        assertThat(Jdbc.count(database.pool(), "ee_task")).isEqualTo(100);
    }

    private Taking taking(String id) {
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true, null);
        ScheduleRecord written = ScheduleRecord.builder(id, work, Recurrence.cron("* * * * *"))
                .course(Course.from(TICK))
                .build();
        assertThat(store.schedules().write(written)).isTrue();
        TaskRequest request = TaskRequests.request().build();
        ScheduleRecord taken =
                store.schedules().find(id).orElseThrow().with(new Course(TICK.plusSeconds(60), TICK, request.id(), 1));
        return new Taking(taken, List.of(new Tick(TICK, request)), Set.of());
    }
}
