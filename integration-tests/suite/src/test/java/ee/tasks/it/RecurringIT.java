package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.recurring.Digests;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedule.State;
import ee.tasks.schedule.TaskSchedules;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Schedules of a real application, in its database. */
@ExtendWith(ArquillianExtension.class)
class RecurringIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final Recurrence NEW_YEAR = Recurrence.cron("0 0 1 1 *").in(ZoneId.of("Asia/Kolkata"));

    @Inject
    TaskSchedules schedules;

    @Inject
    Digests digests;

    @Inject
    UserTransaction transaction;

    @Deployment
    static WebArchive war() {
        return Archives.war("recurring")
                .addPackage(Digests.class.getPackage())
                .addAsResource(new StringAsset("""
                                ee.tasks.backend=jpa
                                ee.tasks.namespace=recurring
                                ee.tasks.config.strict=true
                                ee.tasks.worker.poll-interval=PT0.1S
                                """), "META-INF/microprofile-config.properties");
    }

    @Test
    void whatCodeDeclaresRunsOnceATick() {
        await().atMost(GENEROUS).until(() -> digests.ticks().size() >= 3);

        assertThat(digests.ticks()).doesNotHaveDuplicates();
        TaskSchedule digest = schedules.find("digest").orElseThrow();
        assertThat(digest.isDeclared()).isTrue();
        assertThat(digest.ticks()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aScheduleIsRolledBackWithItsTransaction() throws Exception {
        TaskInvocation<String> invocation = TaskInvocation.of(Digests::sendTo, "south");
        transaction.begin();
        schedules.put("undone", invocation, NEW_YEAR);
        assertThat(schedules.find("undone")).isPresent();
        transaction.rollback();
        assertThat(schedules.find("undone")).isEmpty();

        transaction.begin();
        schedules.put("done", invocation, NEW_YEAR);
        transaction.commit();
        assertThat(schedules.find("done").orElseThrow().nextTick().orElseThrow())
                .isAfter(Instant.now())
                .satisfies(tick -> assertThat(
                                tick.atZone(ZoneId.of("Asia/Kolkata")).getDayOfYear())
                        .isEqualTo(1));
        assertThat(schedules.delete("done")).isTrue();
    }

    @Test
    void tasksOfAScheduleHaveItsHeaders() {
        schedules.put("t7", TaskInvocation.of(Digests::sendToTenant).header("tenant", "t7"), NEW_YEAR);

        TaskResult<?> finished = schedules.runNow("t7").orElseThrow().await(GENEROUS);

        assertThat(finished.returnValue()).isEqualTo("t7");
        assertThat(schedules.delete("t7")).isTrue();
    }

    @Test
    void aScheduleIsPausedRunAtOnceAndResumed() throws Exception {
        await().atMost(GENEROUS).until(() -> schedules.find("north").isPresent());
        assertThat(schedules.pause("north")).isTrue();
        assertThat(schedules.find("north").orElseThrow().state()).isEqualTo(State.PAUSED);

        transaction.begin();
        TaskResult<?> result = schedules.runNow("north").orElseThrow();
        transaction.commit();
        TaskResult<?> finished = result.await(GENEROUS);
        assertThat(finished.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(finished.returnValue()).isEqualTo("north false");

        assertThat(schedules.resume("north")).isTrue();
        assertThat(schedules.list()).extracting(TaskSchedule::id).contains("digest", "north");
    }
}
