package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.gate;
import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static ee.tasks.tck.LimitSteps.strict;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that have not returned, and nodes that are lost. */
interface LimitLossTests extends LimitSteps {

    Outcome SUCCEEDED = new Outcome.Succeeded("null");

    // ---- methods that have not returned

    @Test
    default void aMethodThatHasNotReturnedKeepsItsSlotUntilItHas() {
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask task = enterOnly(1, gates).get(0);

        assertThat(completeInside(task, SUCCEEDED).lost()).isEmpty();

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        nobodyEnters(gates);
        vacate(task);
        ClaimedTask next = enterOnly(1, gates).get(0);
        vacate(task);
        nobodyEnters(gates);
        succeed(next);
    }

    @Test
    default void theNextAttemptDoesNotEnterWhileTheMethodHasNotReturned() {
        TaskGates gates = limited(1);
        insertLimited(1);
        ClaimedTask task = enterOne(gates);
        for (int attempt = 2; attempt <= 3; attempt++) {
            completeInside(task, new Outcome.Retrying(error(task, "took too long"), Duration.ZERO));
            nobodyEnters(gates);
            assertThat(status(task.task().id())).isEqualTo(TaskStatus.READY);

            vacate(task);

            task = enterOnly(1, gates).get(0);
            assertThat(task.task().attempts()).isEqualTo(attempt);
        }
        succeed(task);
    }

    @Test
    default void eachMethodThatHasNotReturnedTakesItsWeight() {
        Gate gate = new Gate(GATE, null, 2, Capacity.ofConcurrent(5));
        TaskGates gates = limited(gate);
        insertLimited(4);
        List<ClaimedTask> inside = enterOnly(2, gates);
        completeInside(inside.get(0), new Outcome.Failed(error(inside.get(0), "took too long")));
        nobodyEnters(gates);

        succeed(inside.get(1));

        enterOnly(1, gates);
        vacate(inside.get(0));
        enterOnly(1, gates);
    }

    @Test
    default void vacatingIgnoresUnknownClaims() {
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask task = enterOnly(1, gates).get(0);

        gates().vacate(List.of(new Claim(task.task().id(), "none"), new Claim("unknown", "none")));
        gates().vacate(List.of());

        nobodyEnters(gates);
        succeed(task);
        enterOnly(1, gates);
    }

    /** A node may notice before anybody else that its lease is over. */
    @Test
    default void whatIsVacatedBeforeTheRescueIsNotKept() {
        TaskGates gates = limited(strict(1));
        insertLimited(2);
        String node = newNode();
        ClaimedTask task = enter(node, QueueSelection.ALL, 1, gates).get(0);
        nobodyEnters(gates);

        vacate(task);

        ClaimedTask next = enterOnly(1, gates).get(0);
        assertThat(next.task().id()).isNotEqualTo(task.task().id());
    }

    @Test
    default void anUnlimitedMethodThatHasNotReturnedKeepsNobodyOut() {
        TaskGates gates = limited(1);
        insertOne();
        ClaimedTask task = enterOne(gates);
        completeInside(task, SUCCEEDED);
        insertLimited(1);

        enterOne(gates);

        vacate(task);
    }

    @Test
    default void theDeathOfItsNodeEndsAMethodThatHadNotReturned() {
        TaskGates gates = limited(1);
        insertLimited(2);
        completeInside(enterOnly(1, gates).get(0), SUCCEEDED);
        nobodyEnters(gates);

        loseAllNodes(3);

        enterOnly(1, gates);
    }

    @Test
    default void aNodeThatLeavesIsNoMoreInside() {
        TaskGates gates = limited(1);
        insertLimited(2);
        String node = newNode();
        completeInside(enter(node, QueueSelection.ALL, 1, gates).get(0), SUCCEEDED);
        nobodyEnters(gates);

        store().leave(node);
        secondStore().rescue(3, MANY);

        enterOnly(1, gates);
    }

    /** Such as one whose claim was not answered: it leaves, and joins anew. */
    @Test
    default void aNodeThatLeavesGivesItsStrictSlotsBack() {
        TaskGates gates = limited(strict(1));
        insertLimited(3);
        String node = newNode();
        ClaimedTask running = enter(node, QueueSelection.ALL, 1, gates).get(0);
        nobodyEnters(gates);

        store().leave(node);

        ClaimedTask next = enterOnly(1, gates).get(0);
        secondStore().rescue(3, MANY);
        assertThat(status(running.task().id())).isEqualTo(TaskStatus.READY);
        nobodyEnters(gates);
        succeed(next);
        enterOnly(1, gates);
    }

    @Test
    default void aLostNodeThatLeavesGivesItsStrictSlotsBack() {
        TaskGates gates = limited(strict(1));
        insertLimited(2);
        String node = newNode();
        ClaimedTask lost = enter(node, QueueSelection.ALL, 1, gates).get(0);
        loseAllNodes(3);
        letTimePass(Duration.ofDays(1));
        nobodyEnters(gates);

        store().leave(node);

        ClaimedTask next = enterOnly(1, gates).get(0);
        assertThat(complete(lost, SUCCEEDED)).containsExactly(lost.claim());
        nobodyEnters(gates);
        succeed(next);
    }

    @Test
    default void ofAStrictGateOnlyItsReturnEndsAMethodThatHadNotReturned() {
        TaskGates gates = limited(strict(1));
        insertLimited(2);
        ClaimedTask task = enterOnly(1, gates).get(0);
        completeInside(task, SUCCEEDED);

        loseAllNodes(3);

        nobodyEnters(gates);
        vacate(task);
        enterOnly(1, gates);
    }

    // ---- lost nodes

    @Test
    default void aRescuedTaskGivesBackAndEntersAgain() {
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask lost = enterOnly(1, gates).get(0);
        store().markStarted(lost.claim());

        loseAllNodes(3);

        ClaimedTask first = enterAfterARescue(gates);
        nobodyEnters(gates);
        succeed(first);
        ClaimedTask second = enterAfterARescue(gates);
        succeed(second);
        assertThat(List.of(first.task().id(), second.task().id()))
                .contains(lost.task().id())
                .doesNotHaveDuplicates();
    }

    @Test
    default void aTaskThatIsFailedByItsLossGivesBack() {
        TaskGates gates = limited(1);
        insert(limitedTask().notRerunIfLost());
        ClaimedTask lost = enterOne(gates);
        store().markStarted(lost.claim());
        String next = insertLimited(1).get(0);
        nobodyEnters(gates);

        loseAllNodes(3);

        assertThat(status(lost.task().id())).isEqualTo(TaskStatus.FAILED);
        assertThat(enterNext(gates)).isEqualTo(next);
    }

    @Test
    default void aTaskThatIsCancelledByItsLossGivesBack() {
        needs(Feature.CANCEL);
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask lost = enterOnly(1, gates).get(0);
        store().cancel(lost.task().id());

        loseAllNodes(3);

        ClaimedTask next = enterAfterARescue(gates);
        if (next.task().id().equals(lost.task().id())) {
            complete(next, new Outcome.Cancelled());
            enterOne(gates);
        }
        nobodyEnters(gates);
    }

    @Test
    default void aLateCompletionGivesNothingBack() {
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask lost = enterOnly(1, gates).get(0);
        loseAllNodes(3);
        ClaimedTask next = enterAfterARescue(gates);

        assertThat(complete(lost, SUCCEEDED)).containsExactly(lost.claim());
        assertThat(completeInside(lost, SUCCEEDED).lost()).containsExactly(lost.claim());
        vacate(lost);

        nobodyEnters(gates);
        succeed(next);
        enterOnly(1, gates);
    }

    @Test
    default void theStartedTaskOfALostNodeKeepsAStrictSlot() {
        TaskGates gates = limited(strict(1));
        insertLimited(2);
        ClaimedTask lost = enterOnly(1, gates).get(0);
        assertThat(store().markStarted(lost.claim())).isTrue();

        loseAllNodes(3);

        staysUntilVacated(lost, gates);
    }

    @Test
    default void aTaskThatMayHaveStartedKeepsAStrictSlot() {
        TaskGates gates = limited(strict(1));
        insertLimited(2);
        ClaimedTask lost = enterOnly(1, gates).get(0);
        assertThat(lost.startsAlone()).isFalse();

        loseAllNodes(3);

        staysUntilVacated(lost, gates);
    }

    private void staysUntilVacated(ClaimedTask lost, TaskGates gates) {
        assertThat(status(lost.task().id())).isEqualTo(TaskStatus.READY);
        letTimePass(Duration.ofDays(1));
        nobodyEnters(gates);
        assertThat(complete(lost, SUCCEEDED)).containsExactly(lost.claim());
        nobodyEnters(gates);

        vacate(lost);

        succeed(enterOnly(1, gates).get(0));
        succeed(enterOnly(1, gates).get(0));
        nobodyEnters(gates);
    }

    @Test
    default void aTaskThatHadNotStartedGivesAStrictSlotBack() {
        TaskGates gates = limited(strict(1));
        insert(limitedTask().notRerunIfLost());
        ClaimedTask lost = enterOne(gates);
        assertThat(lost.startsAlone()).isTrue();

        loseAllNodes(3);

        ClaimedTask again = enterAfterARescue(gates);
        assertThat(again.task().id()).isEqualTo(lost.task().id());
        succeed(again);
    }

    @Test
    default void aTaskThatIsFailedByItsLossKeepsAStrictSlot() {
        TaskGates gates = limited(strict(1));
        insert(limitedTask().notRerunIfLost());
        ClaimedTask lost = enterOne(gates);
        store().markStarted(lost.claim());
        insertLimited(1);

        loseAllNodes(3);

        assertThat(status(lost.task().id())).isEqualTo(TaskStatus.FAILED);
        nobodyEnters(gates);
        vacate(lost);
        enterOnly(1, gates);
    }

    @Test
    default void aStrictSlotIsOneOfThem() {
        TaskGates gates = limited(strict(2));
        insertLimited(4);
        List<ClaimedTask> inside = enterOnly(2, gates);
        ClaimedTask lost = inside.get(0);
        store().markStarted(lost.claim());
        succeed(inside.get(1));

        loseAllNodes(3);

        ClaimedTask next = enterAfterARescue(gates);
        nobodyEnters(gates);
        vacate(lost);
        enterOnly(1, gates);
        succeed(next);
        enterOnly(1, gates);
    }

    @Test
    default void ofSeveralGatesTheStrictOneStaysTaken() {
        Gate other = gate("other", 1);
        TaskGates gates = task -> task.task().equals("other") ? List.of(other) : List.of(strict(1), other);
        insertLimited(1);
        ClaimedTask lost = enterOne(gates);
        store().markStarted(lost.claim());
        String id = insert(TaskRequests.of("other"));
        nobodyEnters(gates);

        loseAllNodes(3);

        assertThat(enterAfterARescue(gates).task().id()).isEqualTo(id);
        nobodyEnters(gates);
    }

    @Test
    default void aLivingNodeGivesAStrictSlotBackAsAnyOther() {
        TaskGates gates = limited(strict(1));
        insertLimited(3);
        ClaimedTask first = enterOnly(1, gates).get(0);
        store().markStarted(first.claim());
        retry(first);
        ClaimedTask second = enterOnly(1, gates).get(0);
        store().release(List.of(second.claim()));

        assertThat(runAll(3, gates)).hasSize(3);
    }

    /** Whatever back-off the store chose for what it rescued has passed. */
    private ClaimedTask enterAfterARescue(TaskGates gates) {
        letTimePass(Duration.ofDays(1));
        return enterOne(gates);
    }
}
