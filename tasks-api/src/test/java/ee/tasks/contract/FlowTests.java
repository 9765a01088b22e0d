package ee.tasks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many tasks as one. */
interface FlowTests extends StoreSteps {

    @Test
    default void aFlowsProgressCountsEveryEnd() {
        needs(Feature.BULK);
        insertFlow("flow", 5);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(0, 5, null));
        List<ClaimedTask> tasks = claim(newNode(), 4);

        succeed(tasks.get(0));
        fail(tasks.get(1));
        complete(tasks.get(2), new Outcome.Cancelled());
        retry(tasks.get(3));

        assertThat(secondStore().flowProgress("flow")).isEqualTo(new TaskProgress(3, 5, null));
    }

    @Test
    default void otherFlowsAndSingleTasksDoNotCount() {
        needs(Feature.BULK);
        insertFlow("one", 2);
        insertFlow("two", 3);
        insertOne();

        assertThat(store().flowProgress("one")).isEqualTo(new TaskProgress(0, 2, null));
        assertThat(store().flowProgress("two")).isEqualTo(new TaskProgress(0, 3, null));
    }

    @Test
    default void anUnknownFlowHasNothing() {
        needs(Feature.BULK);

        assertThat(store().flowProgress("nothing of that name")).isEqualTo(new TaskProgress(0, 0, null));
        assertThat(store().cancelFlow("nothing of that name")).isZero();
    }

    @Test
    default void cancellingAFlowCancelsWhatHasNotFinished() {
        needs(Feature.BULK);
        needs(Feature.CANCEL);
        insertFlow("flow", 4);
        List<ClaimedTask> tasks = claim(newNode(), 2);
        succeed(tasks.get(0));
        String single = insertOne();

        assertThat(store().cancelFlow("flow")).isEqualTo(3);

        assertThat(store().stopping(List.of(tasks.get(1).claim())))
                .containsExactly(tasks.get(1).claim());
        assertThat(claimIds(newNode(), 9)).containsExactly(single);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(3, 4, null));
    }

    @Test
    default void cancellingAFlowAgainFindsOnlyWhatStillRuns() {
        needs(Feature.BULK);
        needs(Feature.CANCEL);
        insertFlow("flow", 3);
        ClaimedTask running = claimOne();
        store().cancelFlow("flow");

        assertThat(store().cancelFlow("flow")).isEqualTo(1);
        complete(running, new Outcome.Cancelled());
        assertThat(store().cancelFlow("flow")).isZero();
        assertThat(status(running.task().id())).isEqualTo(TaskStatus.CANCELLED);
    }

    private void insertFlow(String flow, int size) {
        assertThat(store().insertAll(StoreSteps.requests(size)
                        .map(each -> each.flow(flow).build())
                        .iterator()))
                .isEqualTo(size);
    }
}
