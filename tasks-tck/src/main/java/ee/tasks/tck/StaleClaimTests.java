package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A worker that lost its claim changes nothing, however late it wakes up. */
interface StaleClaimTests extends StoreSteps {

    @Test
    default void aClaimThatWasGivenBackChangesNothingOnceAnotherHoldsTheTask() {
        ClaimedTask stale = claimed();
        store().release(List.of(stale.claim()));
        claimOne();

        changesNothing(stale);
    }

    @Test
    default void aClaimThatWasGivenBackChangesNothingWhileNobodyHoldsTheTask() {
        ClaimedTask stale = claimed();
        store().release(List.of(stale.claim()));

        changesNothing(stale);
        assertThat(claimOne().task().id()).isEqualTo(stale.task().id());
    }

    @Test
    default void aClaimThatWasRescuedChangesNothing() {
        ClaimedTask stale = claimed();
        loseAllNodes(3);

        changesNothing(stale);
    }

    @Test
    default void aClaimThatWasRescuedChangesNothingOnceAnotherHoldsTheTask() {
        ClaimedTask stale = claimed();
        loseAllNodes(3);
        ClaimedTask now = claimOneLater();
        assertThat(now.task().id()).isEqualTo(stale.task().id());

        changesNothing(stale);
        succeed(now);
    }

    @Test
    default void aClaimChangesNothingAfterItsEnd() {
        ClaimedTask done = claimed();
        succeed(done);

        changesNothing(done);
    }

    @Test
    default void aClaimChangesNothingAfterAFailedAttempt() {
        ClaimedTask stale = claimed();
        retry(stale);

        changesNothing(stale);
    }

    @Test
    default void aClaimOfAParkedTaskChangesNothing() {
        ClaimedTask parked = claimed();
        store().park(List.of(
                new Parked(parked.claim(), parked.task().workerIds().get(0), Parking.UNKNOWN_TASK, "unknown task")));

        changesNothing(parked);
    }

    @Test
    default void anInventedClaimChangesNothing() {
        ClaimedTask real = claimed();

        changesNothing(new ClaimedTask(real.task(), TaskRequests.nextId(), false));
        changesNothing(new ClaimedTask(real.task(), "a\0 '--", false));
        succeed(real);
    }

    @Test
    default void theSameNodesOlderClaimIsAsStaleAsAnyOther() {
        insertOne();
        String node = newNode();
        ClaimedTask stale = claimOne(node);
        store().release(List.of(stale.claim()));
        ClaimedTask now = claimOne(node);

        changesNothing(stale);
        succeed(now);
    }

    @Test
    default void ofManyCompletionsOfOneClaimOneWins() {
        for (int round = 0; round < 50; round++) {
            ClaimedTask task = claimed();
            Instant started = now();

            List<Set<Claim>> lost = Race.run(
                    8,
                    number -> Race.won(() -> (number % 2 == 0 ? store() : secondStore())
                            .complete(List.of(new Completion(
                                    task.claim(), new Outcome.Succeeded(String.valueOf(number)), started)))
                            .lost()));

            int winner = lost.indexOf(Set.of());
            assertThat(lost.stream().filter(Set::isEmpty)).hasSize(1);
            assertThat(lost.stream().filter(Set.of(task.claim())::equals)).hasSize(7);
            assertThat(find(task.task().id()).result()).isEqualTo(String.valueOf(winner));
        }
    }

    @Test
    default void aCompletionAndARescueDoNotBothTakeATask() {
        for (int round = 0; round < 20; round++) {
            ClaimedTask task = claimed();
            Instant started = now();
            letTimePass(LONGER_THAN_THE_LEASE);

            List<Boolean> took = Race.run(
                    2,
                    number -> number == 0
                            ? Race.won(() -> secondStore().rescue(3, MANY).readied() == 1)
                            : Race.won(() -> store().complete(List.of(
                                            new Completion(task.claim(), new Outcome.Succeeded("null"), started)))
                                    .lost()
                                    .isEmpty()));

            boolean rescued = took.get(0);
            assertThat(took).containsOnlyOnce(true);
            assertThat(status(task.task().id())).isEqualTo(rescued ? TaskStatus.READY : TaskStatus.SUCCESSFUL);
            if (rescued) {
                succeed(claimOneLater());
            }
        }
    }

    @Test
    default void aCompletionAndACancellationLeaveOneOutcome() {
        needs(Feature.CANCEL);
        for (int round = 0; round < 20; round++) {
            ClaimedTask task = claimed();
            Instant started = now();

            Race.run(
                    2,
                    number -> number == 0
                            ? Race.won(() -> secondStore().cancel(task.task().id()))
                            : Race.won(() -> store().complete(List.of(
                                            new Completion(task.claim(), new Outcome.Succeeded("null"), started)))
                                    .lost()
                                    .isEmpty()));

            assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        }
    }

    private void changesNothing(ClaimedTask stale) {
        String id = stale.task().id();
        TaskRecord before = find(id);
        Claim claim = stale.claim();
        Instant started = now();

        Stream.of(
                        new Outcome.Succeeded("\"stale\""),
                        new Outcome.Failed(error(stale, "stale")),
                        new Outcome.Retrying(error(stale, "stale"), Duration.ZERO),
                        new Outcome.Cancelled())
                .forEach(outcome -> assertThat(store().complete(List.of(new Completion(claim, outcome, started)))
                                .lost())
                        .containsExactly(claim));
        assertThat(store().markStarted(claim)).isFalse();
        store().release(List.of(claim));
        store().park(List.of(new Parked(claim, newNode(), Parking.UNREADABLE, "stale")));
        store().progress(claim, new TaskProgress(1, 2, "stale"));
        store().metadata(claim, "stale", "yes");
        assertThat(store().stopping(List.of(claim))).containsExactly(claim);

        assertThat(find(id)).isEqualTo(before);
    }
}
