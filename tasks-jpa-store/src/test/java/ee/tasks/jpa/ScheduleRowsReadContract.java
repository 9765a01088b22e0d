package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a look for ticks, taking them, declaring and retiring read does not grow with what is not due, paused, retired, declared by
 * others, or of another namespace; see {@link RowsReadContract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScheduleRowsReadContract {

    private static final int WANTED = 50;
    private static final Instant CROWDED = Instant.parse("2021-02-03T04:05:06Z");

    private final CrowdedDatabase crowded;
    private TestDatabase database;
    private MeteredDataSource metered;
    private CrowdedSchedules rows;
    private JpaTaskStore store;

    ScheduleRowsReadContract(CrowdedDatabase crowded) {
        this.crowded = crowded;
    }

    static List<Statistics> statistics() {
        return List.of(Statistics.values());
    }

    @BeforeAll
    void fill() {
        database = crowded.open();
        metered = new MeteredDataSource(database.pool(), crowded.meter());
        JpaTaskStore first = database.newStore();
        first.start(TestContext.MIGRATE);
        first.stop();
        rows = new CrowdedSchedules(database, crowded.numbers());
        rows.fill();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @AfterEach
    void leaveTheCrowdAlone() {
        store.stop();
        List.of("mine", "made", "silent", "crowd").forEach(rows::delete);
    }

    private ScheduleStore start(Statistics statistics) {
        crowded.prepare(database, statistics);
        store = new TestDatabase(database.pool(), database.factory(), metered.dataSource()).newStore();
        store.start(TestContext.MIGRATE);
        return store.schedules();
    }

    private static Set<String> mine() {
        return IntStream.rangeClosed(1, WANTED)
                .mapToObj(n -> "mine-" + (10_000_000 + n))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void lookingForWhatIsDue(Statistics statistics) {
        rows.due("mine", WANTED, true);
        rows.due("made", WANTED, false);
        ScheduleStore schedules = start(statistics);

        metered.assertReadsLittle(WANTED, () -> assertThat(
                        schedules.due(mine(), Position.START, WANTED).due())
                .hasSize(2 * WANTED)
                .noneMatch(Due::unfinished));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void lookingWhereNothingIsDue(Statistics statistics) {
        ScheduleStore schedules = start(statistics);

        metered.assertReadsLittle(1, () -> {
            DueSchedules due = schedules.due(Set.of(), Position.START, 500);
            assertThat(due.due()).isEmpty();
            assertThat(due.next()).isAfter(due.now());
        });
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void lookingBehindAPageOfACrowd(Statistics statistics) {
        rows.crowd("crowd", "2021-02-03 04:05:06");
        ScheduleStore schedules = start(statistics);
        Position middle = new Position(CROWDED, "crowd-10010000");

        metered.assertReadsLittle(WANTED, () -> {
            DueSchedules due = schedules.due(Set.of(), middle, WANTED);
            assertThat(due.due())
                    .extracting(each -> each.schedule().id())
                    .hasSize(WANTED)
                    .startsWith("crowd-10010001");
            assertThat(due.end()).isEqualTo(new Position(CROWDED, "crowd-10010050"));
        });
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void taking(Statistics statistics) {
        rows.due("made", WANTED, false);
        ScheduleStore schedules = start(statistics);
        List<Taking> page = schedules.due(Set.of(), Position.START, WANTED).due().stream()
                .map(due -> taking(due.schedule(), Set.of()))
                .toList();

        metered.assertReadsLittle(WANTED, () -> assertThat(schedules.take(page)).hasSize(WANTED));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void takingWhatHasHadOtherIds(Statistics statistics) {
        rows.due("mine", WANTED, true);
        ScheduleStore schedules = start(statistics);
        List<Taking> page = schedules.due(mine(), Position.START, WANTED).due().stream()
                .map(due ->
                        taking(due.schedule(), Set.of("former-" + due.schedule().id())))
                .toList();

        metered.assertReadsLittle(
                2 * WANTED, () -> assertThat(schedules.take(page)).hasSize(WANTED));
        assertThat(store.schedules().tickOf(page.get(0).ticks().get(0).request().id()))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void findingATick(Statistics statistics) {
        ScheduleStore schedules = start(statistics);

        metered.assertReadsLittle(
                1, () -> assertThat(schedules.tickOf("later-10000001")).isPresent());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void renaming(Statistics statistics) {
        rows.due("mine", 1, true);
        ScheduleStore schedules = start(statistics);

        metered.assertReadsLittle(1, () -> {
            ScheduleRecord former = schedules.find("mine-10000001").orElseThrow();
            ScheduleRecord renamed = ScheduleRecord.builder("mine-renamed", former.work(), former.recurrence())
                    .declared(true)
                    .course(former.course())
                    .build();
            assertThat(schedules.rename(former.with(Course.from(null)), renamed))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void declaring(Statistics statistics) {
        rows.due("mine", WANTED, true);
        ScheduleStore schedules = start(statistics);

        metered.assertReadsLittle(WANTED, () -> schedules.declare(mine()));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void retiring(Statistics statistics) {
        rows.silent("silent", WANTED);
        ScheduleStore schedules = start(statistics);

        metered.assertReadsLittle(WANTED, () -> assertThat(schedules.retire(Duration.ofMinutes(30)))
                .hasSize(WANTED));
        metered.assertReadsLittle(
                1, () -> assertThat(schedules.retire(Duration.ofMinutes(30))).isEmpty());
    }

    private static Taking taking(ScheduleRecord schedule, Set<String> formerIds) {
        TaskRequest request = request().build();
        Instant tick = schedule.course().nextTick();
        Course taken = new Course(tick.plusSeconds(86_400), tick, request.id(), 1);
        return new Taking(schedule.with(taken), List.of(new Tick(tick, request)), formerIds);
    }
}
