package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules, and further runs, in a caller's transaction that sees what was there when it began: what another has written since is
 * not overwritten, and the caller is told so, by the answer or as a lost race.
 */
@ParameterizedClass
@MethodSource("ee.tasks.jpa.RepeatableReadTest#databases")
class RepeatableReadSchedulesTest {

    private static final Instant TICK = Instant.parse("2001-02-03T04:05:06.123456Z");

    private final TestDatabase database;
    private final JpaTaskStore store;
    private final ScheduleStore schedules;

    RepeatableReadSchedulesTest(Supplier<TestDatabase> opener) {
        database = opener.get();
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
        schedules = store.schedules();
    }

    @AfterEach
    void close() throws Exception {
        if (TestServer.TRANSACTION_MANAGER.getStatus() != Status.STATUS_NO_TRANSACTION) {
            TestServer.TRANSACTION_MANAGER.rollback();
        }
        database.close();
    }

    @Test
    void aScheduleThatWasMadeSinceIsNotMadeAgain() throws Exception {
        begin();
        beside(() -> schedules.write(schedule("s", false)));

        assertThat(isDone(() -> schedules.write(schedule("s", true)))).isFalse();

        assertThat(read("s").declared()).isFalse();
    }

    @Test
    void aScheduleThatWasPausedSinceStaysPaused() throws Exception {
        written("s", false);
        begin();
        ScheduleRecord seen = read("s");
        beside(() -> schedules.write(read("s").paused(true)));

        assertThat(isDone(() -> schedules.write(seen.with(Course.from(null))))).isFalse();

        assertThat(read("s").paused()).isTrue();
        assertThat(read("s").course().nextTick()).isEqualTo(TICK);
    }

    @Test
    void aScheduleThatWasResumedSinceIsNotPausedAgain() throws Exception {
        written("s", false);
        schedules.write(read("s").paused(true));
        begin();
        ScheduleRecord seen = read("s");
        beside(() -> schedules.write(read("s").paused(false)));

        assertThat(isDone(() -> schedules.write(seen.paused(true)))).isFalse();

        assertThat(read("s").paused()).isFalse();
    }

    /** MariaDB deletes what it does not see, PostgreSQL does not. */
    @Test
    void whetherAScheduleIsDeletedThatWasMadeSinceIsToldRight() throws Exception {
        begin();
        beside(() -> schedules.write(schedule("s", false)));

        boolean deleted = isDone(() -> schedules.delete("s"));

        assertThat(schedules.find("s").isEmpty()).isEqualTo(deleted);
    }

    @Test
    void aTickThatWasTakenSinceIsNotTakenAgain() throws Exception {
        written("s", false);
        Taking late = taking("s");
        begin();
        beside(() -> schedules.take(List.of(taking("s"))));

        assertThat(isDone(() -> !schedules.take(List.of(late)).isEmpty())).isFalse();

        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void aTickThatWasTakenUnderTheFormerIdSinceHasOneTask() throws Exception {
        written("former", true);
        written("s", true);
        Taking late = taking("s", "former");
        begin();
        beside(() -> schedules.take(List.of(taking("former"))));

        boolean taken = isDone(() -> !schedules.take(List.of(late)).isEmpty());

        assertThat(tasks()).isEqualTo(1);
        assertThat(
                        taken
                                ? read("s").course().lastTask()
                                : read("former").course().lastTask())
                .isEqualTo(read("former").course().lastTask());
        if (!taken) {
            assertThat(schedules.take(List.of(late))).containsExactly("s");
        }
        assertThat(tasks()).isEqualTo(1);
        assertThat(read("s").course().lastTask())
                .isEqualTo(read("former").course().lastTask());
    }

    @Test
    void aRenameOfWhatWasTakenSinceWritesNothing() throws Exception {
        written("former", true);
        begin();
        ScheduleRecord seen = read("former");
        beside(() -> schedules.take(List.of(taking("former"))));

        assertThat(isDone(() -> schedules.rename(seen.with(Course.from(null)), schedule("s", true))))
                .isFalse();

        assertThat(schedules.find("s")).isEmpty();
        assertThat(read("former").course().nextTick()).isEqualTo(TICK.plusSeconds(60));
    }

    @Test
    void aRenameToWhatWasMadeSinceWritesNothing() throws Exception {
        written("former", true);
        begin();
        ScheduleRecord seen = read("former");
        beside(() -> schedules.write(schedule("s", false)));

        assertThat(isDone(() -> schedules.rename(seen.with(Course.from(null)), schedule("s", true))))
                .isFalse();

        assertThat(read("former")).isEqualTo(seen);
        assertThat(read("s").declared()).isFalse();
    }

    @Test
    void aScheduleThatWasDeclaredSinceIsNotRetired() throws Exception {
        written("s", true);
        String earlier = database.dialect().plusMicros("declared_at").replace("?", "-3600000000");
        Jdbc.run(database.pool(), "update ee_schedule set declared_at = " + earlier);
        begin();
        beside(() -> {
            schedules.declare(Set.of("s"));
            return true;
        });

        assertThat(isDone(() -> !schedules.retire(Duration.ofMinutes(5)).isEmpty()))
                .isFalse();

        assertThat(read("s").retired()).isFalse();
    }

    /** MariaDB changes what it does not see, PostgreSQL does not. */
    @Test
    void whetherATaskIsRetriedThatFailedSinceIsToldRight() throws Exception {
        Claim claim = claim(store.insert(request().build()).id());
        begin();
        beside(() -> fail(claim));

        boolean retried = isDone(() -> store.retry(claim.id()));

        assertThat(status(claim.id())).isEqualTo(retried ? TaskStatus.READY : TaskStatus.FAILED);
    }

    @Test
    void aTaskThatWasRetriedSinceIsNotRetriedAgain() throws Exception {
        String id = store.insert(request().build()).id();
        fail(claim(id));
        begin();
        beside(() -> store.retry(id));
        beside(() -> claim(id));

        assertThat(isDone(() -> store.retry(id))).isFalse();

        assertThat(status(id)).isEqualTo(TaskStatus.RUNNING);
    }

    /** In the transaction, and ends it: by a rollback where the race was lost. */
    private static boolean isDone(Supplier<Boolean> step) throws Exception {
        try {
            boolean done = step.get();
            if (TestServer.TRANSACTION_MANAGER.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                TestServer.TRANSACTION_MANAGER.rollback();
                return false;
            }
            TestServer.TRANSACTION_MANAGER.commit();
            return done;
        } catch (TaskStoreException e) {
            assertThat(e.isLostRace()).as(() -> e + " " + e.getCause()).isTrue();
            assertThat(TestServer.TRANSACTION_MANAGER.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
            TestServer.TRANSACTION_MANAGER.rollback();
            return false;
        }
    }

    /** With a snapshot. */
    private void begin() throws Exception {
        TestServer.TRANSACTION_MANAGER.begin();
        assertThat(store.find("none")).isEmpty();
    }

    private static <T> T beside(Supplier<T> step) {
        return CompletableFuture.supplyAsync(step).join();
    }

    private static ScheduleRecord schedule(String id, boolean declared) {
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true, null);
        return ScheduleRecord.builder(id, work, Recurrence.cron("* * * * *"))
                .declared(declared)
                .course(Course.from(TICK))
                .build();
    }

    private void written(String id, boolean declared) {
        assertThat(schedules.write(schedule(id, declared))).isTrue();
    }

    private ScheduleRecord read(String id) {
        return schedules.find(id).orElseThrow();
    }

    private Taking taking(String id, String... formerIds) {
        TaskRequest request = request().build();
        Course taken = new Course(TICK.plusSeconds(60), TICK, request.id(), 1);
        return new Taking(read(id).with(taken), List.of(new Tick(TICK, request)), Set.of(formerIds));
    }

    private long tasks() {
        return Jdbc.count(database.pool(), "ee_task");
    }

    private TaskStatus status(String id) {
        return store.find(id).orElseThrow().status();
    }

    private Claim claim(String id) {
        Claim claim =
                store.claim("n", QueueSelection.ALL, 9, Long.MAX_VALUE).get(0).claim();
        assertThat(claim.id()).isEqualTo(id);
        return claim;
    }

    private boolean fail(Claim claim) {
        TaskError error = new TaskError("java.io.IOException", "no", "", 1, "n", Instant.now());
        return store.complete(List.of(new Completion(claim, new Outcome.Failed(error), Instant.now())))
                .lost()
                .isEmpty();
    }
}
