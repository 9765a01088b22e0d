package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One task after another. */
interface DependencyTests extends StoreSteps {

    @Test
    default void aTaskWaitsForWhatItDependsOn() {
        needs(Feature.DEPENDENCIES);
        String first = insertOne();
        TaskRecord second = store().insert(request().dependsOn(first).build());

        assertThat(second.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(find(second.id())).isEqualTo(second);
        assertThat(claimIds(newNode(), 9)).containsExactly(first);
        nothingIsDue();
    }

    @Test
    default void successReleasesWhatWaits() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));

        succeed(first);

        assertThat(status(second)).isEqualTo(TaskStatus.READY);
        assertThat(claimOne().task().id()).isEqualTo(second);
    }

    @Test
    default void allOfThemMustHaveSucceeded() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask one = claimed();
        ClaimedTask two = claimed();
        String third = insert(request().dependsOn(one.task().id(), two.task().id()));

        succeed(one);
        assertThat(status(third)).isEqualTo(TaskStatus.WAITING);
        succeed(two);
        assertThat(status(third)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void whatFinishesInOneGroupReleasesTogether() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask one = claimed();
        ClaimedTask two = claimed();
        String third = insert(request().dependsOn(one.task().id(), two.task().id()));
        Instant started = now();

        store().complete(List.of(
                new Completion(one.claim(), new Outcome.Succeeded("1"), started),
                new Completion(two.claim(), new Outcome.Succeeded("2"), started)));
        settle();

        assertThat(claimIds(newNode(), 9)).containsExactly(third);
    }

    @Test
    default void anotherAttemptReleasesNothing() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));

        retry(first);

        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void failureCancelsWhatWaits() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));

        fail(first);

        assertThat(status(second)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(second).finishedAt()).isNotNull();
        nothingIsDue();
    }

    @Test
    default void cancellationCancelsWhatWaits() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.CANCEL);
        String first = insertOne();
        String second = insert(request().dependsOn(first));

        store().cancel(first);

        assertThat(status(second)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void aLossThatFailsATaskCancelsWhatWaits() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));
        store().markStarted(first.claim());

        loseAllNodes(0);

        assertThat(status(second)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void oneFailureIsEnough() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask one = claimed();
        ClaimedTask two = claimed();
        String third = insert(request().dependsOn(one.task().id(), two.task().id()));

        fail(one);
        assertThat(status(third)).isEqualTo(TaskStatus.CANCELLED);
        succeed(two);
        assertThat(status(third)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void evenIfFailedWaitsForTheOutcomeWhateverItIs() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask one = claimed();
        ClaimedTask two = claimed();
        ClaimedTask three = claimed();
        String last = insert(request()
                .dependsOn(one.task().id(), two.task().id(), three.task().id())
                .evenIfFailed());

        fail(one);
        succeed(two);
        assertThat(status(last)).isEqualTo(TaskStatus.WAITING);
        complete(three, new Outcome.Cancelled());

        assertThat(status(last)).isEqualTo(TaskStatus.READY);
        assertThat(claimOne().task().id()).isEqualTo(last);
    }

    @Test
    default void aChainRunsLinkByLink() {
        needs(Feature.DEPENDENCIES);
        String one = insertOne();
        String two = insert(request().dependsOn(one));
        String three = insert(request().dependsOn(two));

        for (String link : List.of(one, two, three)) {
            ClaimedTask task = claimOne();
            assertThat(task.task().id()).isEqualTo(link);
            nothingIsDue();
            succeed(task);
        }
    }

    @Test
    default void aFailureCancelsTheWholeChain() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask one = claimed();
        String two = insert(request().dependsOn(one.task().id()));
        String three = insert(request().dependsOn(two));
        String cleanUp = insert(request().dependsOn(three).evenIfFailed());

        fail(one);

        assertThat(status(two)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(status(three)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(claimOne().task().id()).isEqualTo(cleanUp);
    }

    @Test
    default void whatDependsOnASuccessIsReadyAtOnce() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        succeed(first);

        assertThat(store().insert(request().dependsOn(first.task().id()).build())
                        .status())
                .isEqualTo(TaskStatus.READY);
        claimOne();
    }

    @Test
    default void whatDependsOnAFailureIsCancelledAtOnceOrRunsEvenSo() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        fail(first);
        String id = first.task().id();

        assertThat(store().insert(request().dependsOn(id).build()).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(store().insert(request().dependsOn(id).evenIfFailed().build())
                        .status())
                .isEqualTo(TaskStatus.READY);
    }

    @Test
    default void whatWaitsCanBeCancelled() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.CANCEL);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));

        assertThat(store().cancel(second)).isTrue();
        succeed(first);

        assertThat(status(second)).isEqualTo(TaskStatus.CANCELLED);
        nothingIsDue();
    }

    @Test
    default void whatIsReleasedBeforeItsTimeWaitsForThat() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.DEFER);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()).delay(Duration.ofHours(1)));
        succeed(first);
        assertThat(status(second)).isEqualTo(TaskStatus.READY);
        nothingIsDue();

        letTimePass(Duration.ofHours(2));
        store().promote(MANY);
        assertThat(claimOne().task().id()).isEqualTo(second);
    }

    @Test
    default void timeAloneReleasesNothing() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.DEFER);
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()).delay(Duration.ofMinutes(1)));
        letTimePass(Duration.ofMinutes(30));

        nothingIsDue();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void aChordRunsAfterItsWholeFlow() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.BULK);
        insertFlow("flow", 3);
        String chord = insert(request().dependsOnFlow("flow"));
        List<ClaimedTask> tasks = claim(newNode(), 9);
        assertThat(tasks).hasSize(3);

        for (ClaimedTask each : tasks) {
            assertThat(status(chord)).isEqualTo(TaskStatus.WAITING);
            succeed(each);
        }

        assertThat(claimOne().task().id()).isEqualTo(chord);
    }

    @Test
    default void aFailureInTheFlowCancelsTheChordUnlessItRunsEvenIfFailed() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.BULK);
        insertFlow("flow", 2);
        String chord = insert(request().dependsOnFlow("flow"));
        String cleanUp = insert(request().dependsOnFlow("flow").evenIfFailed());
        List<ClaimedTask> tasks = claim(newNode(), 9);

        fail(tasks.get(0));
        assertThat(status(chord)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(status(cleanUp)).isEqualTo(TaskStatus.WAITING);
        succeed(tasks.get(1));

        assertThat(claimOne().task().id()).isEqualTo(cleanUp);
    }

    @Test
    default void aCancelledFollowerFreesItsKey() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.UNIQUE);
        ClaimedTask first = claimed();
        insert(request().dependsOn(first.task().id()).unique("k"));
        fail(first);

        insert(request().unique("k"));
    }

    private void insertFlow(String flow, int size) {
        store().insertAll(StoreSteps.requests(size)
                .map(each -> each.flow(flow).build())
                .iterator());
    }
}
