package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.TaskStatus;
import ee.tasks.ejb.PersistentTimer;
import ee.tasks.it.timers.Belfry;
import ee.tasks.it.timers.Chimes;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedules;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Timers of the server wake the worker; timeouts of the application's own enqueue tasks. */
@ExtendWith(ArquillianExtension.class)
@DisabledIfSystemProperty(
        named = "database",
        matches = "postgresql|mariadb",
        disabledReason = "timers know no database") // inside the server there is no such property
class EjbTimersIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String OF_TASKS = "EE Tasks, backend default: ";
    private static final String CHIME = OF_TASKS + "schedule 'chime', every PT1S";

    @Inject
    Chimes chimes;

    @EJB
    Belfry belfry;

    @Inject
    TaskQueue tasks;

    @Inject
    TaskSchedules schedules;

    @Inject
    UserTransaction transaction;

    @Deployment
    static WebArchive war() {
        return Archives.warWithTimers("timers", Chimes.class, Belfry.class)
                .addAsResource(new StringAsset("""
                                ee.tasks.backend=jpa
                                ee.tasks.namespace=timers
                                ee.tasks.scheduler=ejb-timer
                                ee.tasks.config.strict=true
                                ee.tasks.worker.poll-interval=PT0.2S
                                """), "META-INF/microprofile-config.properties");
    }

    @AfterEach
    void leaveNoTimers() {
        List.of("bell", "calendar", "interval", "one action", "not persistent").forEach(belfry::cancel);
    }

    @Test
    void timersOfTheServerWakeTheWorker() {
        int before = chimes.ticks().size();
        TaskResult<String> later = tasks.runAfter(Duration.ofSeconds(1)).enqueue(Chimes::strike, "later");

        await().atMost(GENEROUS).until(() -> chimes.ticks().size() >= before + 3);
        assertThat(later.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);

        assertThat(chimes.ticks()).doesNotHaveDuplicates();
        await().atMost(GENEROUS).until(() -> belfry.infos().contains(CHIME)); // but while it times out
        await().atMost(GENEROUS).untilAsserted(() -> assertThat(belfry.infos())
                .contains(OF_TASKS + "tasks that have come due", OF_TASKS + "schedules that were put"));
    }

    @Test
    void timersThatSomebodyCancelsComeBack() {
        await().atMost(GENEROUS).until(() -> belfry.cancel(OF_TASKS).contains(CHIME));
        int before = chimes.ticks().size();

        await().atMost(GENEROUS).until(() -> chimes.ticks().size() >= before + 3);
        await().atMost(GENEROUS).until(() -> belfry.infos().contains(OF_TASKS + "tasks that have come due"));
    }

    @Test
    void aTimeoutThatIsRolledBackEnqueuesWhenItIsRetried() throws Exception {
        belfry.failOnce("bell of the rollback");
        belfry.onceSoon("bell of the rollback");

        TaskResult<String> undone = belfry.nextBridged("bell of the rollback").orElseThrow();
        TaskResult<String> done = belfry.nextBridged("bell of the rollback").orElseThrow();

        assertThat(done.id()).isNotEqualTo(undone.id());
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(chimes.struck()).containsOnlyOnce("bell of the rollback"));
        assertThatThrownBy(() -> tasks.result(undone.id())).isInstanceOf(TaskResultNotFoundException.class);
    }

    @Test
    void aTimerThatIsCancelledWhileItTimesOutEnqueuesNothing() throws Exception {
        belfry.hold();
        belfry.everySecond("bell of nobody");
        belfry.awaitTimeout();
        belfry.cancel("bell of nobody");
        belfry.release();

        assertThat(belfry.nextBridged("bell of nobody")).isEmpty();
        assertThat(chimes.struck()).doesNotContain("bell of nobody");
    }

    @Test
    void persistentTimersBecomeSchedulesAndTasks() throws Exception {
        belfry.makeTimersOfEachKind();
        assertThat(belfry.persistentTimers())
                .extracting(PersistentTimer::info)
                .containsExactlyInAnyOrder(Optional.of("calendar"), Optional.of("interval"), Optional.of("one action"));

        belfry.toSchedule("calendar", "monthly");

        TaskSchedule monthly = schedules.find("monthly").orElseThrow();
        ZonedDateTime next = monthly.nextTick().orElseThrow().atZone(ZoneId.of("Europe/London"));
        assertThat(next.getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
        assertThat(next.plusWeeks(1).getMonth()).isNotEqualTo(next.getMonth());
        assertThat(next.getHour()).isEqualTo(3);
        assertThat(belfry.infos()).doesNotContain("calendar");

        transaction.begin();
        PersistentTimer once = timer("one action");
        TaskResult<String> result =
                once.toTask(TaskInvocation.of(Chimes::strike, "once")).orElseThrow();
        transaction.commit();
        assertThat(result.refresh().runAfter()).contains(once.nextTimeout());
        assertThat(belfry.infos()).doesNotContain("one action").contains("interval");
        schedules.delete("monthly");
        assertThat(result.cancel()).isTrue();
    }

    @Test
    void aTimerStaysIfTheTransactionThatMakesAScheduleOfItIsRolledBack() throws Exception {
        belfry.makeTimersOfEachKind();

        transaction.begin();
        belfry.toSchedule("calendar", "undone");
        transaction.rollback();

        assertThat(schedules.find("undone")).isEmpty();
        assertThat(timer("calendar").recurrence()).isPresent();
    }

    private PersistentTimer timer(String info) {
        return belfry.persistentTimers().stream()
                .filter(timer -> timer.info().equals(Optional.of(info)))
                .findFirst()
                .orElseThrow();
    }
}
