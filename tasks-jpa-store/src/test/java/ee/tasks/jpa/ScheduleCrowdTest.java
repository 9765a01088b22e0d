package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.MissedTicks;
import ee.tasks.engine.worker.Housekeeping;
import ee.tasks.engine.worker.Scheduling;
import ee.tasks.engine.worker.Worker;
import ee.tasks.engine.worker.WorkerEvents;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many schedules have a tick at one instant, and two real workers take them, each once. As many as {@code crowd.schedules} says, to be
 * measured by hand: the times when the tasks were enqueued are in the table.
 */
class ScheduleCrowdTest {

    private static final int CROWD = Integer.getInteger("crowd.schedules", 600);
    private static final Duration LONG = Duration.ofMinutes(5);

    enum Server {
        H2,
        POSTGRESQL,
        MARIADB
    }

    private final List<Worker> workers = new ArrayList<>();
    private TestDatabase database;

    @AfterEach
    void close() {
        workers.forEach(Worker::stop);
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void twoNodesTakeEachOnce(Server server) {
        open(server);
        ScheduleStore schedules = newStore().schedules();
        Instant tick = schedules.now().plusSeconds(3_600);
        for (int i = 0; i < CROWD; i++) {
            schedules.write(schedule("team-" + i, tick));
        }
        worker("one");
        worker("two");

        Instant now = schedules.now();
        Jdbc.run(
                database.pool(),
                "update ee_schedule set next_tick = timestamp '%1$s', due_at = timestamp '%1$s', revision = revision + 1"
                        .formatted(now.toString().replace("T", " ").replace("Z", "")));

        Awaitility.await().atMost(LONG).until(() -> Jdbc.count(database.pool(), "ee_task") >= CROWD);
        assertThat(Jdbc.count(database.pool(), "ee_task")).isEqualTo(CROWD);
        assertThat(Jdbc.count(database.pool(), "ee_schedule_tick")).isEqualTo(CROWD);
        assertThat(Jdbc.rows(database.pool(), "select distinct ticks from ee_schedule"))
                .containsExactly("1");
    }

    private static ScheduleRecord schedule(String id, Instant tick) {
        return ScheduleRecord.builder(
                        id,
                        new Work("digests.send", "default", "elsewhere", 0, "[\"" + id + "\"]", 1, true, null),
                        Recurrence.cron("0 8 29 2 *").missed(MissedTicks.NONE, Duration.ofHours(1)))
                .course(Course.from(tick))
                .build();
    }

    private void open(Server server) {
        database = TestDatabase.open(
                switch (server) {
                    case H2 -> TestServer.newH2();
                    case POSTGRESQL -> TestServer.newPostgres();
                    case MARIADB -> TestServer.newMariaDb();
                },
                TestProvider.HIBERNATE);
    }

    private JpaTaskStore newStore() {
        JpaTaskStore store = database.newStore();
        store.start(TestContext.MIGRATE);
        return store;
    }

    /** It runs none of the tasks. */
    private void worker(String name) {
        WorkerSettings settings = new WorkerSettings(
                "default",
                name,
                1,
                new QueueSelection(Set.of("none"), Set.of()),
                Set.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                3,
                Duration.ofMillis(2),
                Duration.ofSeconds(5),
                new Housekeeping(new Retention(Map.of(), Map.of()), Duration.ofMinutes(10), Duration.ofHours(1)),
                new Scheduling(Set.of(), Map.of(), () -> {}, () -> {}, TaskRequests::nextId),
                TaskGates.NONE,
                null);
        Worker worker = new Worker(
                settings,
                newStore(),
                (task, control) -> {
                    throw new AssertionError("nothing runs");
                },
                new WorkerEvents() {
                    @Override
                    public void attempted(TaskRecord task, Outcome outcome) {}

                    @Override
                    public void lost(String id) {}
                },
                Runnable::run,
                Thread::new);
        workers.add(worker);
        worker.start();
    }
}
