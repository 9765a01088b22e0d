package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.InvalidTaskException;
import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedule.State;
import ee.tasks.schedule.TaskSchedules;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Schedules of an application in plain CDI SE. */
class RecurringTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @ApplicationScoped
    static class Reports {

        static final List<String> RUNS = new CopyOnWriteArrayList<>();
        static final List<Instant> TICKS = new CopyOnWriteArrayList<>();

        @Inject
        TaskContext context;

        @Task("digest")
        @Recurring(every = "PT1S", catchUp = "PT1H")
        public void digest() {
            context.scheduledFor().ifPresent(TICKS::add);
        }

        @Task("report")
        @Recurring(id = "north", cron = "0 3 29 2 *", zone = "Europe/London", arguments = "[\"north\", 7]")
        @Recurring(id = "south", every = "P1D", startDelay = "PT1H", arguments = "[\"south\", 8]", jitter = "PT5M")
        public void report(String region, int days) {
            RUNS.add(region + days);
        }
    }

    private static TaskContainer started(String... config) {
        TaskContainer.Application application =
                TaskContainer.application("memory", Reports.class).with("ee.tasks.worker.poll-interval", "PT0.02S");
        for (int i = 0; i < config.length; i += 2) {
            application.with(config[i], config[i + 1]);
        }
        TaskContainer app = application.start();
        int declared = List.of(config).contains("ee.tasks.schedule.digest.enabled") ? 2 : 3;
        await().atMost(GENEROUS).until(() -> app.get(TaskSchedules.class).list().size() == declared);
        return app;
    }

    @Test
    void whatCodeDeclaresRunsAgainAndAgain() {
        Reports.TICKS.clear();
        try (TaskContainer app = started()) {
            await().atMost(GENEROUS).until(() -> Reports.TICKS.size() >= 2);

            assertThat(Reports.TICKS).doesNotHaveDuplicates();
            TaskSchedule digest = app.get(TaskSchedules.class).find("digest").orElseThrow();
            assertThat(digest.isDeclared()).isTrue();
            assertThat(digest.state()).isEqualTo(State.ACTIVE);
            assertThat(digest.recurrence().every()).isEqualTo(Duration.ofSeconds(1));
            assertThat(app.tasks().result(digest.lastResult().orElseThrow()).task())
                    .isEqualTo("digest");
        }
    }

    @Test
    void severalOfOneTaskHaveAnIdEach() {
        try (TaskContainer app = started()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);

            assertThat(schedules.list()).extracting(TaskSchedule::id).containsExactly("digest", "north", "south");
            TaskSchedule north = schedules.find("north").orElseThrow();
            assertThat(north.recurrence().zone()).isEqualTo(ZoneId.of("Europe/London"));
            assertThat(north.task()).isEqualTo("report");
            assertThat(north.nextTick()
                            .orElseThrow()
                            .atZone(ZoneId.of("Europe/London"))
                            .getHour())
                    .isEqualTo(3);
        }
    }

    @ApplicationScoped
    static class Renamed {

        @Task(value = "digest.send", formerNames = "old.digests")
        @Recurring(every = "PT1H")
        public void send() {}

        @Task("north")
        @Recurring(every = "PT1H")
        public void north() {}
    }

    /** Who switched it off, or gave it another interval, knows nothing of the new name. */
    @Test
    void whatConfigurationSaysOfAFormerIdIsInForce() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = TaskContainer.application("memory", Renamed.class)
                        .with("ee.tasks.schedule.\"old.digests\".enabled", "false")
                        .start()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);
            await().atMost(GENEROUS).until(() -> schedules.find("north").isPresent());

            assertThat(schedules.find("digest.send")).isEmpty();
            assertThat(log.texts()).noneMatch(line -> line.startsWith("EETASK0217"));
        }
    }

    @Test
    void whatConfigurationSaysOfTheNewIdComesBeforeTheFormerOne() {
        try (TaskContainer app = TaskContainer.application("memory", Renamed.class)
                .with("ee.tasks.schedule.\"old.digests\".every", "PT2H")
                .with("ee.tasks.schedule.\"old.digests\".jitter", "PT1M")
                .with("ee.tasks.schedule.\"digest.send\".every", "PT3H")
                .start()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);
            await().atMost(GENEROUS).until(() -> schedules.find("digest.send").isPresent());

            Recurrence recurrence = schedules.find("digest.send").orElseThrow().recurrence();
            assertThat(recurrence.every()).isEqualTo(Duration.ofHours(3));
            assertThat(recurrence.jitter()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void configurationOverridesAndSwitchesOff() {
        try (TaskContainer app = started(
                "ee.tasks.schedule.digest.enabled", "false",
                "ee.tasks.schedule.\"north\".every", "PT2H",
                "ee.tasks.schedule.\"south\".cron", "0 4 * * MON",
                "ee.tasks.schedule.\"south\".zone", "Asia/Kolkata",
                "ee.tasks.schedule.\"south\".missed", "all",
                "ee.tasks.schedule.\"south\".overlap", "queue",
                "ee.tasks.schedule.\"south\".jitter", "PT0S",
                "ee.tasks.config.strict", "true")) {
            TaskSchedules schedules = app.get(TaskSchedules.class);

            assertThat(schedules.find("digest")).isEmpty();
            Recurrence north = schedules.find("north").orElseThrow().recurrence();
            assertThat(north.cron()).isNull();
            assertThat(north.every()).isEqualTo(Duration.ofHours(2));
            Recurrence south = schedules.find("south").orElseThrow().recurrence();
            assertThat(south.cron()).isEqualTo("0 4 * * MON");
            assertThat(south.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
            assertThat(south.missed()).isEqualTo(MissedTicks.ALL);
            assertThat(south.overlap()).isEqualTo(Overlap.QUEUE);
        }
    }

    @Test
    void aScheduleCanBePausedResumedAndRunAtOnce() {
        Reports.RUNS.clear();
        try (TaskContainer app = started()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);

            assertThat(schedules.pause("north")).isTrue();
            assertThat(schedules.pause("north")).isFalse();
            assertThat(schedules.find("north").orElseThrow().state()).isEqualTo(State.PAUSED);
            TaskResult<?> result = schedules.runNow("north").orElseThrow();
            assertThat(result.await(GENEROUS).isFinished()).isTrue();
            assertThat(Reports.RUNS).containsExactly("north7");
            assertThat(schedules.resume("north")).isTrue();
            assertThat(schedules.resume("north")).isFalse();
            assertThat(schedules.find("north").orElseThrow().state()).isEqualTo(State.ACTIVE);
        }
    }

    @Test
    void whatNothingHasIsNoError() {
        try (TaskContainer app = started()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);

            assertThat(schedules.find("nobody")).isEmpty();
            assertThat(schedules.pause("nobody")).isFalse();
            assertThat(schedules.resume("nobody")).isFalse();
            assertThat(schedules.delete("nobody")).isFalse();
            assertThat(schedules.runNow("nobody")).isEmpty();
        }
    }

    @Test
    void aScheduleIsMadeReplacedAndDeleted() {
        try (TaskContainer app = started()) {
            TaskSchedules schedules = app.get(TaskSchedules.class);
            TaskInvocation<Void> report = TaskInvocation.of(Reports::report, "east", 9);

            TaskSchedule made = schedules.put("east", report.onQueue("slow"), Recurrence.cron("0 3 1 1 *"));
            assertThat(made.queue()).isEqualTo("slow");
            assertThat(made.isDeclared()).isFalse();
            assertThat(made.ticks()).isZero();
            TaskSchedule replaced = schedules.put(
                    "east", report, Recurrence.every(Duration.ofDays(9)).times(1));
            assertThat(schedules.find("east").orElseThrow().recurrence()).isEqualTo(replaced.recurrence());
            await().atMost(GENEROUS)
                    .until(() -> schedules.find("east").orElseThrow().state() == State.FINISHED);
            assertThat(schedules.find("east").orElseThrow().nextTick()).isEmpty();
            assertThat(schedules.delete("east")).isTrue();
            assertThat(schedules.find("east")).isEmpty();
        }
    }

    @Test
    void allMistakesOfASchedulesRecurrenceAreNamedTogether() {
        try (TaskContainer app = started()) {
            Recurrence wrong = Recurrence.cron("0 0 1-L * *")
                    .times(0)
                    .jitter(Duration.ofSeconds(-1))
                    .missed(MissedTicks.ALL, Duration.ZERO);

            assertThatThrownBy(() -> app.get(TaskSchedules.class)
                            .put("east", TaskInvocation.of(Reports::report, "east", 9), wrong))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageStartingWith("EETASK0351: schedule 'east': ")
                    .hasMessageContainingAll(
                            "the day of the month of the cron expression '0 0 1-L * *' must be from 1 to 31, was 'L' in '1-L'",
                            "times",
                            "jitter",
                            "catchUp",
                            "overlap = QUEUE");
        }
    }

    @Test
    void whatCannotBeKeptIsRefused() {
        try (TaskContainer app = started("ee.tasks.backends.now.type", "immediate")) {
            TaskSchedules schedules = app.get(TaskSchedules.class);
            Recurrence daily = Recurrence.cron("0 3 * * *");
            TaskInvocation<Void> report = TaskInvocation.of(Reports::report, "east", 9);

            assertThatThrownBy(() -> schedules.put(" ", report, daily)).hasMessageStartingWith("EETASK0352");
            assertThatThrownBy(() -> schedules.put("x".repeat(256), report, daily))
                    .hasMessageStartingWith("EETASK0352");
            assertThatThrownBy(() -> schedules.put("east", report.unique("k"), daily))
                    .hasMessage("EETASK0355: schedule 'east' can set the queue and the priority of its tasks, but not a"
                            + " unique key; remove that option");
            assertThatThrownBy(() -> schedules.put("north", report, daily)).hasMessageStartingWith("EETASK0356");
            assertThatThrownBy(() -> schedules.put("east", TaskInvocation.of(Reports::report, null, 9), null))
                    .isInstanceOf(NullPointerException.class);
        }
        TaskContainer.Application immediate = TaskContainer.application("immediate", Reports.class);
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = immediate.start()) {
            assertThat(log.texts())
                    .anyMatch(line -> line.startsWith("EETASK0358: backend 'default' keeps no schedules"));
            assertThatThrownBy(() -> app.get(TaskSchedules.class)
                            .put("east", TaskInvocation.of(Reports::digest), Recurrence.cron("0 3 * * *")))
                    .isInstanceOf(UnsupportedFeatureException.class);
        }
    }

    @Test
    void aNodeMayLeaveSchedulesToOthers() {
        TaskContainer.Application application =
                TaskContainer.application("memory", Reports.class).with("ee.tasks.scheduler", "none");
        try (TaskContainer app = application.start()) {
            TaskResult<Void> result = app.tasks().enqueue(Reports::digest);

            assertThat(result.await(GENEROUS).isFinished()).isTrue();
            assertThat(app.get(TaskSchedules.class).list()).isEmpty();
        }
    }
}
