package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.gate;
import static ee.tasks.tck.LimitSteps.keyed;
import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static ee.tasks.tck.LimitSteps.strict;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskGates;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gates belong to the task's definition: what the node says that claims counts, whatever was stored. */
interface LimitChangeTests extends LimitSteps {

    @Test
    default void aLimitThatIsAddedHoldsForTasksThatWaitAlready() {
        needs(Feature.LIMITS);
        List<String> ids = insertLimited(5);
        List<ClaimedTask> unlimited = claim(newNode(), 2);
        unlimited.forEach(this::succeed);

        ClaimedTask first = enterOnly(1, limited(1)).get(0);
        succeed(first);

        assertThat(first.task().id()).isEqualTo(ids.get(2));
        assertThat(runAll(2, limited(1))).containsExactly(ids.get(3), ids.get(4));
    }

    @Test
    default void heldTasksRunAfterTheirLimitWasRemoved() {
        insertLimited(4);
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);

        succeed(inside);

        enter(3, TaskGates.NONE);
    }

    @Test
    default void whatRanUnlimitedTakesNothing() {
        needs(Feature.LIMITS);
        insertLimited(2);
        enter(2, TaskGates.NONE).forEach(this::succeed);
        insertLimited(1);
        enterOne(TaskGates.NONE);
        insertLimited(2);

        enterOnly(1, limited(1));
    }

    @Test
    default void heldTasksEnterTheGatesOfAnotherKeyTemplate() {
        String a = insert(limitedTask().arguments("[\"a\"]"));
        String a2 = insert(limitedTask().arguments("[\"a\"]"));
        String b = insert(limitedTask().arguments("[\"b\"]"));
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);
        assertThat(inside.task().id()).isEqualTo(a);

        succeed(inside);

        List<ClaimedTask> entered = enterOnly(2, keyed(1));
        assertThat(StoreSteps.ids(entered)).containsExactlyInAnyOrder(a2, b);
        entered.forEach(this::succeed);
        nobodyEnters(keyed(1));
    }

    @Test
    default void newTasksEnterTheGatesOfAnotherKeyTemplateAtOnce() {
        insertLimited(2);
        enterOnly(1, limited(1));

        String a = insert(limitedTask().arguments("[\"a\"]"));
        String b = insert(limitedTask().arguments("[\"b\"]"));

        assertThat(StoreSteps.ids(enterOnly(2, keyed(1)))).containsExactlyInAnyOrder(a, b);
    }

    @Test
    default void heldTasksMeetAGateThatWasAdded() {
        insertLimited(3);
        insert(TaskRequests.of("other"));
        Gate added = gate("added", 1);
        TaskGates before = task -> task.task().equals("other") ? List.of(added) : List.of(gate(1));
        TaskGates after = task -> task.task().equals("other") ? List.of(added) : List.of(gate(1), added);
        List<ClaimedTask> inside = new ArrayList<>(enterOnly(2, before));
        ClaimedTask other = inside.stream()
                .filter(task -> task.task().task().equals("other"))
                .findAny()
                .orElseThrow();
        inside.remove(other);

        succeed(inside.get(0));
        nobodyEnters(after);
        succeed(other);

        succeed(enterOnly(1, after).get(0));
        succeed(enterOnly(1, after).get(0));
        nobodyEnters(after);
    }

    @Test
    default void gatesThatWereGivenAtTheEnqueueDoNotCountAtTheClaim() {
        needs(Feature.LIMITS);
        insert(limitedTask().gates(gate("enqueued", 1)));
        insert(limitedTask().gates(gate("enqueued", 1)));
        insert(limitedTask().gates(gate("enqueued", 1)));

        enterOnly(2, limited(gate("claimed", 2)));
    }

    @Test
    default void aGreaterCapacityLetsMoreIn() {
        insertLimited(6);
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);

        succeed(inside);

        enterOnly(3, limited(3));
    }

    @Test
    default void aSmallerCapacityLetsNobodyInUntilEnoughHaveLeft() {
        insertLimited(5);
        List<ClaimedTask> inside = enterOnly(3, limited(3));

        succeed(inside.get(0));
        nobodyEnters(limited(1));
        succeed(inside.get(1));
        nobodyEnters(limited(1));
        succeed(inside.get(2));

        succeed(enterOnly(1, limited(1)).get(0));
        succeed(enterOnly(1, limited(1)).get(0));
        nobodyEnters(limited(1));
    }

    /** When it is let in, it weighs no more than the new capacity allows. */
    @Test
    default void whatWasHeldWithAGreaterWeightThanThereIsNowEntersWithItsNewWeight() {
        TaskGates before = limited(new Gate(GATE, null, 5, Capacity.ofConcurrent(5)));
        TaskGates after = limited(new Gate(GATE, null, 2, Capacity.ofConcurrent(2)));
        insertLimited(2);
        ClaimedTask inside = enterOnly(1, before).get(0);
        insertLimited(1);
        nobodyEnters(after);

        succeed(inside);

        succeed(enterOnly(1, after).get(0));
        succeed(enterOnly(1, after).get(0));
    }

    @Test
    default void aGateMayBecomeStrict() {
        insertLimited(2);
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);
        nobodyEnters(limited(strict(1)));
        succeed(inside);
        ClaimedTask lost = enterOnly(1, limited(strict(1))).get(0);
        insertLimited(1);

        loseAllNodes(3);

        nobodyEnters(limited(strict(1)));
        vacate(lost);
        enterOnly(1, limited(strict(1)));
    }

    @Test
    default void aNodeThatDoesNotKnowATaskClaimsItWithoutItsGates() {
        insertLimited(2);
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);
        insertLimited(1);

        ClaimedTask unknownHere = enterOne(TaskGates.NONE);

        store().release(List.of(unknownHere.claim()));
        nobodyEnters(limited(1));
        succeed(inside);
        assertThat(runAll(2, limited(1))).contains(unknownHere.task().id());
    }
}
