package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What has failed can be had run again, after a fix. */
interface RetryTests extends StoreSteps {

    @Test
    default void aFailedTaskThatIsRetriedIsDueAtOnce() {
        needs(Feature.RETRY);
        ClaimedTask failed = claimed(TaskRequests.request().arguments("[1]"));
        fail(failed);

        assertThat(store().retry(failed.task().id())).isTrue();

        TaskRecord ready = find(failed.task().id());
        assertThat(ready.status()).isEqualTo(TaskStatus.READY);
        assertThat(ready.finishedAt()).isNull();
        ClaimedTask again = claimOne();
        assertThat(again.task().id()).isEqualTo(failed.task().id());
        assertThat(again.task().arguments()).isEqualTo("[1]");
        succeed(again);
        assertThat(status(failed.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    default void itsAttemptsAndErrorsAreKeptAndTheLimitCountsAnew() {
        needs(Feature.RETRY);
        ClaimedTask first = claimed();
        assertThat(first.attemptsBefore()).isZero();
        retry(first);
        ClaimedTask second = claimOne();
        assertThat(second.attemptsBefore()).isZero();
        fail(second);
        store().retry(first.task().id());

        ClaimedTask third = claimOne();
        assertThat(third.task().attempts()).isEqualTo(3);
        assertThat(third.attemptsBefore()).isEqualTo(2);
        fail(third);
        assertThat(find(first.task().id()).errors())
                .extracting(TaskError::attempt)
                .containsExactly(1, 2, 3);
    }

    @Test
    default void aCancelledTaskCanBeRetried() {
        needs(Feature.RETRY);
        needs(Feature.CANCEL);
        String id = insertOne();
        store().cancel(id);

        assertThat(store().retry(id)).isTrue();

        ClaimedTask again = claimOne();
        assertThat(store().stopping(Set.of(again.claim()))).isEmpty();
        retry(again);
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aTaskThatWasCancelledWithWhatItWaitedForRunsWithoutIt() {
        needs(Feature.RETRY);
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        String follower = insert(TaskRequests.request().dependsOn(first.task().id()));
        fail(first);
        assertThat(status(follower)).isEqualTo(TaskStatus.CANCELLED);

        assertThat(store().retry(follower)).isTrue();

        assertThat(claimOne().task().id()).isEqualTo(follower);
    }

    @Test
    default void nothingElseIsRetried() {
        needs(Feature.RETRY);
        ClaimedTask successful = claimed();
        succeed(successful);
        ClaimedTask running = claimed();
        String ready = insertOne();

        assertThat(store().retry(successful.task().id())).isFalse();
        assertThat(store().retry(running.task().id())).isFalse();
        assertThat(store().retry(ready)).isFalse();
        assertThat(store().retry("no id \u0000 'at all'")).isFalse();
        assertThat(status(successful.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(complete(running, new ee.tasks.spi.Outcome.Succeeded("null")))
                .isEmpty();
    }

    @Test
    default void retryingTwiceRunsItOnce() {
        needs(Feature.RETRY);
        ClaimedTask failed = claimed();
        fail(failed);

        assertThat(Race.run(
                        4, thread -> Race.won(() -> store().retry(failed.task().id()))))
                .containsOnlyOnce(true);
        claimOne();
        nothingIsDue();
    }

    @Test
    default void aLostTaskThatIsRetriedMayBeLostAsOftenAgain() {
        needs(Feature.RETRY);
        String id = insertOne();
        loseStarted();
        assertThat(status(id)).isEqualTo(TaskStatus.FAILED);

        store().retry(id);
        ClaimedTask again = claimOne();
        store().markStarted(again.claim());
        loseAllNodes(1);
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aRetriedTaskHoldsItsKeyAgain() {
        needs(Feature.RETRY);
        needs(Feature.UNIQUE);
        ClaimedTask failed = claimed(TaskRequests.request().unique("nightly"));
        fail(failed);
        store().retry(failed.task().id());

        assertThat(store().insert(TaskRequests.request().unique("nightly").build())
                        .id())
                .isEqualTo(failed.task().id());
    }

    @Test
    default void aNodeThatCouldNotReadItMayTryAgainAfterARetry() {
        needs(Feature.RETRY);
        String node = newNode();
        String id = insertOne();
        store().park(List.of(new Parked(claimOne(node).claim(), node, Parking.UNREADABLE, "a number, not a text")));
        letTimePass(Duration.ofHours(2));
        failingUnreadable().failUnreadable(Duration.ofHours(1), MANY);
        store().retry(id);

        String other = newNode();
        store().park(List.of(new Parked(claimOne(other).claim(), other, Parking.UNKNOWN_TASK, "no such task")));
        assertThat(failingUnreadable().failUnreadable(Duration.ofHours(1), MANY))
                .isEmpty();
        assertThat(store().unpark(node, QueueSelection.ALL, Set.of("contract.send")))
                .isEqualTo(1);
    }

    private void loseStarted() {
        store().markStarted(claimOne().claim());
        loseAllNodes(0);
    }
}
