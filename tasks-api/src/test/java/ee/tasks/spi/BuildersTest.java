package ee.tasks.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.OnFailure;
import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildersTest {

    private static final Instant NOON = Instant.parse("2031-03-30T12:00:00Z");

    private static final TaskError ERROR = new TaskError("E", "m", "s", 1, "worker", NOON);

    private static final TaskRecord EVERY_COMPONENT = new TaskRecord(
            "id",
            "task",
            "backend",
            "queue",
            -7,
            TaskStatus.FAILED,
            "[1]",
            2,
            NOON,
            NOON.plusSeconds(1),
            NOON.plusSeconds(2),
            NOON.plusSeconds(3),
            NOON.plusSeconds(4),
            5,
            List.of("worker"),
            List.of(ERROR),
            "result",
            new TaskProgress(1, 2, "half"),
            Map.of("key", "value"),
            "{\"tenant\":\"t7\"}");

    @Test
    void everyComponentOfATaskIsKept() {
        assertThat(TaskRecordBuilder.of(EVERY_COMPONENT).build()).isEqualTo(EVERY_COMPONENT);
    }

    @Test
    void everyComponentOfARequestIsKept() {
        TaskRequest request = new TaskRequest(
                "id",
                "task",
                "backend",
                "queue",
                -7,
                "[1]",
                2,
                NOON,
                Duration.ofSeconds(1),
                "key",
                Duration.ofSeconds(2),
                List.of("before"),
                List.of("flow before"),
                true,
                false,
                "flow",
                Set.of("former"),
                "{\"tenant\":\"t7\"}",
                List.of(new Gate("openai", "t7", 2, Capacity.ofConcurrent(5))),
                "account-7",
                OnFailure.HOLD,
                Duration.ofMinutes(5));

        assertThat(TaskRequestBuilder.of(request).build()).isEqualTo(request);
    }

    @Test
    void everyComponentOfAScheduleIsKept() {
        Recurrence hourly = Recurrence.cron("0 * * * *");
        Course course = new Course(NOON, NOON.minusSeconds(1), "task", 3);
        ScheduleRecord schedule = new ScheduleRecord("id", work(), hourly, true, true, true, course, 4);

        assertThat(schedule.toBuilder().build()).isEqualTo(schedule);
        assertThat(schedule.toBuilder().recurrence(hourly.until(NOON)).build())
                .isEqualTo(new ScheduleRecord("id", work(), hourly.until(NOON), true, true, true, course, 4));
    }

    @Test
    void aRequestBeginsAsATaskThatNobodyAttempted() {
        TaskRequest request = request()
                .priority(3)
                .runAfter(NOON.plusSeconds(9))
                .headers("{}")
                .build();

        assertThat(TaskRecordBuilder.of(request).enqueuedAt(NOON).build())
                .isEqualTo(new TaskRecord(
                        "id",
                        "task",
                        "backend",
                        "queue",
                        3,
                        TaskStatus.READY,
                        "[]",
                        1,
                        NOON,
                        NOON.plusSeconds(9),
                        null,
                        null,
                        null,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        Map.of(),
                        "{}"));
    }

    @Test
    void aRequestThatDependsOnOthersBeginsAsATaskThatWaits() {
        TaskRequest request = request().dependsOnFlows(List.of("flow")).build();

        assertThat(TaskRecordBuilder.of(request).enqueuedAt(NOON).build().status())
                .isEqualTo(TaskStatus.WAITING);
    }

    @Test
    void aRequestNeedsNoOptions() {
        assertThat(request().build())
                .isEqualTo(new TaskRequest(
                        "id", "task", "backend", "queue", 0, "[]", 1, null, null, null, null, List.of(), List.of(),
                        false, true, null, Set.of(), null, List.of(), null, null, null));
    }

    @Test
    void aScheduleBeginsUnwrittenWithoutATick() {
        Recurrence hourly = Recurrence.cron("0 * * * *");

        assertThat(ScheduleRecord.builder("id", work(), hourly).build())
                .isEqualTo(new ScheduleRecord(
                        "id", work(), hourly, false, false, false, Course.from(null), ScheduleRecord.NEW));
    }

    @Test
    void aTickIsATaskOfTheSchedulesWork() {
        assertThat(work().request("id", NOON))
                .isEqualTo(request()
                        .priority(1)
                        .arguments("[2]")
                        .payloadFormat(3)
                        .runAfter(NOON)
                        .rerunIfLost(false)
                        .headers("{}")
                        .expireAfter(Duration.ofMinutes(5))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "task", "backend", "queue", "status", "arguments"})
    void aTaskWithoutARequiredComponentIsRefused(String component) {
        TaskRecordBuilder builder = TaskRecordBuilder.of(EVERY_COMPONENT);
        switch (component) {
            case "id" -> builder.id(null);
            case "task" -> builder.task(null);
            case "backend" -> builder.backend(null);
            case "queue" -> builder.queue(null);
            case "status" -> builder.status(null);
            default -> builder.arguments(null);
        }

        assertThatThrownBy(builder::build)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(component);
    }

    /** As MariaDB reads '0000-00-00 00:00:00': one edited row must not fail the claim of others. */
    @Test
    void aTaskMayHaveLostTheTimeOfItsEnqueue() {
        assertThat(TaskRecordBuilder.of(EVERY_COMPONENT)
                        .enqueuedAt(null)
                        .build()
                        .enqueuedAt())
                .isNull();
    }

    @Test
    void whatWasBuiltDoesNotChangeWithItsCollectionsOrItsBuilder() {
        List<String> workers = new ArrayList<>(List.of("a"));
        TaskRecordBuilder builder = TaskRecordBuilder.of(EVERY_COMPONENT).workerIds(workers);
        TaskRecord built = builder.build();

        workers.add("b");
        builder.attempts(6);

        assertThat(built.workerIds()).containsExactly("a");
        assertThat(built.attempts()).isEqualTo(5);
        assertThat(builder.build().attempts()).isEqualTo(6);
    }

    private static TaskRequestBuilder request() {
        return new TaskRequestBuilder()
                .id("id")
                .task("task")
                .backend("backend")
                .queue("queue")
                .arguments("[]");
    }

    private static Work work() {
        return new Work("task", "backend", "queue", 1, "[2]", 3, false, "{}", Duration.ofMinutes(5));
    }
}
