package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Applications that share a database do not see each other. */
interface NamespaceTests extends StoreSteps {

    @Test
    default void aTaskOfAnotherNamespaceIsNeitherFoundNorCancelled() {
        String id = insertOne();
        TaskStore stranger = stranger();

        assertThat(stranger.find(id)).isEmpty();
        assertThat(stranger.cancel(id)).isFalse();
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aTaskOfAnotherNamespaceIsNotClaimed() {
        insertOne();
        TaskStore stranger = stranger();
        stranger.join(namespace() + "-x", LEASE);

        assertThat(stranger.claim(namespace() + "-x", QueueSelection.ALL, 9, Long.MAX_VALUE))
                .isEmpty();
        claimOne();
    }

    @Test
    default void aTaskOfAnotherNamespaceIsNotPromoted() {
        needs(Feature.DEFER);
        insert(request().delay(Duration.ofHours(1)));
        letTimePass(Duration.ofHours(2));

        assertThat(stranger().promote(MANY)).isZero();
        assertThat(store().promote(MANY)).isEqualTo(1);
    }

    @Test
    default void aTaskOfAnotherNamespaceIsNotRescued() {
        ClaimedTask task = claimed();
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(stranger().rescue(3, MANY)).isEqualTo(new Rescue(0, List.of()));
        assertThat(status(task.task().id())).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    default void aTaskOfAnotherNamespaceIsNotUnparked() {
        ClaimedTask task = claimed(TaskRequests.of("mail"));
        store().park(List.of(
                new Parked(task.claim(), task.task().workerIds().get(0), Parking.UNKNOWN_TASK, "unknown here")));

        assertThat(stranger().unpark("somebody", QueueSelection.ALL, Set.of("mail")))
                .isZero();
        nothingIsDue();
    }

    @Test
    default void namespacesHaveKeysOfTheirOwn() {
        needs(Feature.UNIQUE);
        insert(request().unique("k"));

        String id = TaskRequests.nextId();
        assertThat(stranger().insert(request().id(id).unique("k").build()).id()).isEqualTo(id);
    }

    @Test
    default void namespacesHaveFlowsOfTheirOwn() {
        needs(Feature.BULK);
        store().insertAll(List.of(request().flow("flow").build()).iterator());
        TaskStore stranger = stranger();

        assertThat(stranger.flowProgress("flow")).isEqualTo(new TaskProgress(0, 0, null));
        assertThat(stranger.cancelFlow("flow")).isZero();
        claimOne();
    }

    @Test
    default void aTaskOfAnotherNamespaceIsNotPruned() {
        needs(PRUNE);
        String id = insertOne();
        store().cancel(id);
        letTimePass(Duration.ofHours(2));
        Retention nothing = new Retention(Map.of(TaskStatus.CANCELLED, Duration.ofHours(1)), Map.of());

        assertThat(stranger().prune(nothing, MANY)).isZero();
        assertThat(pruning().prune(nothing, MANY)).isEqualTo(1);
    }

    private TaskStore stranger() {
        return storeOf(namespace() + "-other");
    }
}
