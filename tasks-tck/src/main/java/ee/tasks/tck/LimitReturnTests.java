package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ends an attempt gives back, once, what it took of its gates. */
interface LimitReturnTests extends LimitSteps {

    /** One is inside, and this many are held. */
    int HELD = 2;

    private ClaimedTask oneInside(TaskGates gates) {
        needs(Feature.LIMITS);
        insertLimited(1 + HELD);
        return enterOnly(1, gates).get(0);
    }

    @Test
    default void aFailedTaskGivesBack() {
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);

        fail(task);

        assertThat(enterOnly(1, gates).get(0).task().id())
                .isNotEqualTo(task.task().id());
    }

    @Test
    default void aTaskThatStoppedGivesBack() {
        needs(Feature.CANCEL);
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);
        store().cancel(task.task().id());
        nobodyEnters(gates);

        complete(task, new Outcome.Cancelled());

        enterOnly(1, gates);
    }

    @Test
    default void aTaskThatIsRetriedGivesBackAndEntersAgain() {
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);

        retry(task);

        List<ClaimedTask> ran = new ArrayList<>();
        while (ran.size() < 1 + HELD) {
            ClaimedTask next = enterOnly(1, gates).get(0);
            ran.add(next);
            succeed(next);
        }
        nobodyEnters(gates);
        assertThat(ran)
                .filteredOn(each -> each.task().id().equals(task.task().id()))
                .singleElement()
                .satisfies(each -> assertThat(each.task().attempts()).isEqualTo(2));
    }

    @Test
    default void aTaskThatIsRetriedLaterGivesBackMeanwhile() {
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);

        complete(task, new Outcome.Retrying(error(task, "try again"), Duration.ofMinutes(10)));

        ClaimedTask other = enterOnly(1, gates).get(0);
        assertThat(other.task().id()).isNotEqualTo(task.task().id());
        letTimePass(Duration.ofMinutes(20));
        nobodyEnters(gates);
        succeed(other);
        assertThat(runAll(HELD, gates)).contains(task.task().id());
    }

    @Test
    default void aTaskThatIsReleasedGivesBack() {
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);

        store().release(List.of(task.claim()));

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.READY);
        succeed(enterOnly(1, gates).get(0));
        succeed(enterOnly(1, gates).get(0));
        succeed(enterOnly(1, gates).get(0));
        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(find(task.task().id()).attempts()).isEqualTo(1);
    }

    @Test
    default void aParkedTaskGivesBackAndMeetsItsGatesAgain() {
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);

        store().park(List.of(
                new Parked(task.claim(), task.task().workerIds().get(0), Parking.UNREADABLE, "not a number")));

        ClaimedTask other = enterOnly(1, gates).get(0);
        assertThat(other.task().id()).isNotEqualTo(task.task().id());
        String node = newNode();
        assertThat(store().unpark(node, QueueSelection.ALL, Set.of(LIMITED))).isEqualTo(1);
        assertThat(claimOnce(node, gates)).isEmpty();
        nobodyEnters(gates);
        succeed(other);
        List<String> ran = new ArrayList<>();
        while (ran.size() < HELD) {
            ClaimedTask next = enter(node, QueueSelection.ALL, 1, gates).get(0);
            ran.add(next.task().id());
            succeed(next);
        }
        assertThat(ran).contains(task.task().id());
    }

    @Test
    default void aHeldTaskIsCancelledAtOnceAndNeverEnters() {
        needs(Feature.CANCEL);
        TaskGates gates = limited(1);
        List<String> ids = insertLimited(3);
        ClaimedTask inside = enterOnly(1, gates).get(0);

        assertThat(secondStore().cancel(ids.get(1))).isTrue();

        assertThat(status(ids.get(1))).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(ids.get(1)).attempts()).isZero();
        assertThat(store().cancel(ids.get(1))).isFalse();
        nobodyEnters(gates);
        succeed(inside);
        assertThat(enterNext(gates)).isEqualTo(ids.get(2));
        nobodyEnters(gates);
    }

    @Test
    default void whenTheLastHeldTaskIsCancelledNewOnesEnter() {
        needs(Feature.CANCEL);
        TaskGates gates = limited(1);
        List<String> ids = insertLimited(2);
        ClaimedTask inside = enterOnly(1, gates).get(0);
        store().cancel(ids.get(1));
        succeed(inside);

        String id = insert(limitedTask());

        assertThat(enterNext(gates)).isEqualTo(id);
    }

    @Test
    default void aTaskThatIsCancelledAfterItWasLetInLeavesItsPlaceToTheNext() {
        needs(Feature.CANCEL);
        TaskGates gates = limited(1);
        List<String> ids = insertLimited(3);
        succeed(enterOnly(1, gates).get(0));
        int looks = 0;
        while (gates().letIn().readied() == 0) {
            assertThat(++looks).as("looks, and nobody is let in").isLessThan(100 * MANY);
        }

        assertThat(store().cancel(ids.get(1))).isTrue();

        assertThat(enterNext(gates)).isEqualTo(ids.get(2));
        nobodyEnters(gates);
    }

    @Test
    default void aCancelledTaskThatIsRetriedMeetsItsGatesAgain() {
        needs(Feature.CANCEL);
        needs(Feature.RETRY);
        TaskGates gates = limited(1);
        List<String> ids = insertLimited(2);
        ClaimedTask inside = enterOnly(1, gates).get(0);
        store().cancel(ids.get(1));

        assertThat(store().retry(ids.get(1))).isTrue();

        nobodyEnters(gates);
        succeed(inside);
        assertThat(enterNext(gates)).isEqualTo(ids.get(1));
    }

    @Test
    default void aTaskThatFinishesTwiceGivesBackOnce() {
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);
        succeed(task);
        enterOnly(1, gates);

        assertThat(complete(task, new Outcome.Succeeded("null"))).containsExactly(task.claim());
        store().release(List.of(task.claim()));
        vacate(task);

        nobodyEnters(gates);
    }

    @Test
    default void manyCompletionsOfOneCallGiveBackAll() {
        TaskGates gates = limited(3);
        insertLimited(7);
        List<ClaimedTask> inside = enterOnly(3, gates);

        store().complete(inside.stream()
                .map(task -> new Completion(task.claim(), new Outcome.Succeeded("null"), now()))
                .toList());

        enterOnly(3, gates);
    }

    @Test
    default void aCompletionThatIsRolledBackGivesNothingBack() {
        needs(TRANSACTIONS);
        TaskGates gates = limited(1);
        ClaimedTask task = oneInside(gates);
        Completion completion = new Completion(task.claim(), new Outcome.Succeeded("null"), now());

        inTransaction(
                false,
                () -> assertThat(store().complete(List.of(completion)).lost()).isEmpty());

        nobodyEnters(gates);
        inTransaction(
                true,
                () -> assertThat(store().complete(List.of(completion)).lost()).isEmpty());
        assertThat(enterOnly(1, gates).get(0).task().id())
                .isNotEqualTo(task.task().id());
    }
}
