package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cancelling, in every state. */
interface CancelTests extends StoreSteps {

    @Test
    default void aReadyTaskIsCancelledAtOnce() {
        needs(Feature.CANCEL);
        String id = insertOne();

        assertThat(secondStore().cancel(id)).isTrue();

        TaskRecord found = find(id);
        assertThat(found.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(found.finishedAt()).isNotNull();
        assertThat(found.startedAt()).isNull();
        assertThat(found.attempts()).isZero();
        nothingIsDue();
    }

    @Test
    default void aDeferredTaskIsCancelledAtOnce() {
        needs(Feature.CANCEL);
        needs(Feature.DEFER);
        String id = insert(request().delay(Duration.ofHours(1)));

        assertThat(store().cancel(id)).isTrue();
        assertThat(status(id)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void aRunningTaskIsAskedToStop() {
        needs(Feature.CANCEL);
        insertOne();
        insertOne();
        List<ClaimedTask> tasks = claim(newNode(), 2);
        assertThat(store().stopping(StoreSteps.claims(tasks))).isEmpty();

        assertThat(secondStore().cancel(tasks.get(0).task().id())).isTrue();

        assertThat(status(tasks.get(0).task().id())).isEqualTo(TaskStatus.RUNNING);
        assertThat(store().stopping(StoreSteps.claims(tasks)))
                .containsExactly(tasks.get(0).claim());
    }

    @Test
    default void aTaskThatWasAskedMayStop() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        store().cancel(task.task().id());

        assertThat(complete(task, new Outcome.Cancelled())).isEmpty();
        assertThat(status(task.task().id())).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void aTaskThatWasAskedMaySucceedAllTheSame() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        store().cancel(task.task().id());

        assertThat(complete(task, new Outcome.Succeeded("42"))).isEmpty();
        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    default void askingTwiceDoesNoHarm() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();

        assertThat(store().cancel(task.task().id())).isTrue();
        assertThat(store().cancel(task.task().id())).isTrue();
        assertThat(store().stopping(List.of(task.claim()))).containsExactly(task.claim());
    }

    @Test
    default void aFinishedTaskCannotBeCancelled() {
        needs(Feature.CANCEL);
        ClaimedTask succeeded = claimed();
        succeed(succeeded);
        ClaimedTask failed = claimed();
        fail(failed);
        String cancelled = insertOne();
        store().cancel(cancelled);

        for (String id : List.of(succeeded.task().id(), failed.task().id(), cancelled)) {
            TaskRecord before = find(id);
            assertThat(store().cancel(id)).isFalse();
            assertThat(find(id)).isEqualTo(before);
        }
    }

    @Test
    default void aTaskBetweenTwoAttemptsIsCancelledAtOnce() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        retry(task);

        assertThat(store().cancel(task.task().id())).isTrue();

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(task.task().id()).errors()).hasSize(1);
        nothingIsDue();
    }

    @Test
    default void theWishToCancelOutlivesAFailedAttempt() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        ClaimedTask other = claimed();
        store().cancel(task.task().id());

        Completed completed = store().complete(Stream.of(task, other)
                .map(each -> new Completion(
                        each.claim(), new Outcome.Retrying(error(each, "try again"), Duration.ZERO), now()))
                .toList());

        assertThat(completed.lost()).isEmpty();
        boolean cancelled = status(task.task().id()) == TaskStatus.CANCELLED;
        assertThat(completed.cancelled()).isEqualTo(cancelled ? Set.of(task.claim()) : Set.of());
        store().cancel(other.task().id());
        isCancelledOrStillAskedToStop(task);
    }

    @Test
    default void theWishToCancelOutlivesGivingBack() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        store().cancel(task.task().id());
        store().release(List.of(task.claim()));

        isCancelledOrStillAskedToStop(task);
    }

    @Test
    default void theWishToCancelOutlivesALostWorker() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        store().cancel(task.task().id());
        loseAllNodes(3);

        isCancelledOrStillAskedToStop(task);
    }

    @Test
    default void aRescueTellsWhatItCancelled() {
        needs(Feature.CANCEL);
        ClaimedTask task = claimed();
        store().cancel(task.task().id());
        letTimePass(LONGER_THAN_THE_LEASE);

        Rescue rescue = secondStore().rescue(3, MANY);

        boolean cancelled = status(task.task().id()) == TaskStatus.CANCELLED;
        assertThat(rescue.cancelled()).isEqualTo(cancelled ? List.of(task.task().id()) : List.of());
        assertThat(rescue.readied()).isEqualTo(cancelled ? 0 : 1);
        assertThat(rescue.failed()).isEmpty();
    }

    @Test
    default void ofManyCancellationsOfAReadyTaskOneFindsItReady() {
        needs(Feature.CANCEL);
        String id = insertOne();

        List<Boolean> cancelled =
                Race.run(8, number -> Race.won(() -> (number % 2 == 0 ? store() : secondStore()).cancel(id)));

        assertThat(cancelled).containsOnlyOnce(true);
        assertThat(status(id)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void aTaskIsEitherClaimedAndAskedToStopOrCancelled() {
        needs(Feature.CANCEL);
        for (int round = 0; round < 10; round++) {
            String id = insertOne();
            String node = newNode();

            List<List<ClaimedTask>> claimed = Race.run(2, number -> {
                if (number == 0) {
                    assertThat(Race.won(() -> secondStore().cancel(id))).isTrue();
                    return List.<ClaimedTask>of();
                }
                return Race.won(() -> claim(node, 1));
            });

            List<ClaimedTask> tasks = claimed.get(1);
            assertThat(store().stopping(StoreSteps.claims(tasks))).containsExactlyElementsOf(StoreSteps.claims(tasks));
            assertThat(status(id)).isEqualTo(tasks.isEmpty() ? TaskStatus.CANCELLED : TaskStatus.RUNNING);
        }
    }

    private void isCancelledOrStillAskedToStop(ClaimedTask task) {
        String id = task.task().id();
        if (status(id) == TaskStatus.CANCELLED) {
            nothingIsDue();
        } else {
            ClaimedTask again = claimOneLater();
            assertThat(again.task().id()).isEqualTo(id);
            assertThat(store().stopping(List.of(again.claim()))).containsExactly(again.claim());
        }
    }
}
