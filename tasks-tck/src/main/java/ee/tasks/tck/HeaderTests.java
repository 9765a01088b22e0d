package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.TaskRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Headers travel with a task, as they are. */
interface HeaderTests extends ScheduleSteps {

    String HEADERS = "{\"tenant\":\"M\u00fcller \\\"7\\\" \\\\ \uD83D\uDE80\",\"trace-id\":\"\"}";

    @Test
    default void aTaskKeepsItsHeadersOverEachAttempt() {
        needs(Feature.HEADERS);
        String id = insert(TaskRequests.request().headers(HEADERS));
        assertThat(find(id).headers()).isEqualTo(HEADERS);

        ClaimedTask first = claimOne();
        assertThat(first.task().headers()).isEqualTo(HEADERS);
        retry(first);
        ClaimedTask second = claimOneLater();
        assertThat(second.task().headers()).isEqualTo(HEADERS);
        succeed(second);

        assertThat(find(id).headers()).isEqualTo(HEADERS);
    }

    @Test
    default void aTaskWithoutHeadersHasNone() {
        needs(Feature.HEADERS);
        String id = insertOne();

        assertThat(find(id).headers()).isNull();
        assertThat(claimOne().task().headers()).isNull();
    }

    /** What the engine accepts, 4,000 bytes. */
    @Test
    default void theLongestHeadersAreKept() {
        needs(Feature.HEADERS);
        String wide = "{\"h\":\"" + "\u4e2d".repeat(1_330) + "xx\"}";
        String narrow = "{\"h\":\"" + "x".repeat(3_992) + "\"}";

        assertThat(find(insert(TaskRequests.request().headers(wide))).headers()).isEqualTo(wide);
        assertThat(find(insert(TaskRequests.request().headers(narrow))).headers())
                .isEqualTo(narrow);
    }

    @Test
    default void eachTaskOfManyHasItsOwn() {
        needs(Feature.HEADERS);
        needs(Feature.BULK);
        TaskRequest with = TaskRequests.request().headers(HEADERS).build();
        TaskRequest without = TaskRequests.request().build();

        store().insertAll(List.of(with, without).iterator());

        assertThat(find(with.id()).headers()).isEqualTo(HEADERS);
        assertThat(find(without.id()).headers()).isNull();
    }

    @Test
    default void aTaskThatIsRescuedOrRetriedHasThemStill() {
        needs(Feature.HEADERS);
        needs(Feature.RETRY);
        claimed(TaskRequests.request().headers(HEADERS));
        loseAllNodes(MANY);
        ClaimedTask rescued = claimOneLater();
        assertThat(rescued.task().headers()).isEqualTo(HEADERS);
        fail(rescued);

        store().retry(rescued.task().id());

        assertThat(claimOne().task().headers()).isEqualTo(HEADERS);
    }

    @Test
    default void aScheduleKeepsThoseOfItsTasks() {
        needs(Feature.HEADERS);
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true, HEADERS);
        ScheduleRecord schedule = ScheduleRecord.builder("s", work, Recurrence.cron("0 * * * *"))
                .course(Course.from(TICK))
                .build();

        assertThat(schedules().write(schedule)).isTrue();

        assertThat(read("s").work()).isEqualTo(work);
    }
}
