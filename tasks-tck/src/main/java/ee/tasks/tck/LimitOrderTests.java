package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who enters next. */
interface LimitOrderTests extends LimitSteps {

    @Test
    default void heldTasksEnterInTheOrderOfClaims() {
        needs(Feature.PRIORITY);
        needs(Feature.DEFER);
        TaskGates gates = limited(1);
        insertLimited(1);
        ClaimedTask inside = enterOnly(1, gates).get(0);
        String low = insert(limitedTask().priority(-1));
        String first = insert(limitedTask());
        String second = insert(limitedTask());
        String earlier = insert(limitedTask().runAfter(now().minusSeconds(60)));
        String high = insert(limitedTask().priority(5));
        nobodyEnters(gates);
        succeed(inside);

        assertThat(runAll(5, gates)).containsExactly(high, earlier, first, second, low);
    }

    @Test
    default void aNewTaskDoesNotOvertakeAHeldOne() {
        TaskGates gates = limited(1);
        insertLimited(1);
        ClaimedTask inside = enterOnly(1, gates).get(0);
        String held = insertLimited(1).get(0);
        nobodyEnters(gates);
        succeed(inside);
        String fresh = insertLimited(1).get(0);

        List<String> entered = new ArrayList<>(StoreSteps.ids(claimOnce(newNode(), gates)));
        assertThat(entered).doesNotContain(fresh);
        if (entered.isEmpty()) {
            entered.add(enterNext(gates));
        }
        assertThat(entered).containsExactly(held);
        nobodyEnters(gates);
    }

    @Test
    default void aNewTaskOfHigherPriorityEntersFirst() {
        needs(Feature.PRIORITY);
        TaskGates gates = limited(1);
        insertLimited(1);
        ClaimedTask inside = enterOnly(1, gates).get(0);
        String held = insertLimited(1).get(0);
        nobodyEnters(gates);
        String urgent = insert(limitedTask().priority(9));
        nobodyEnters(gates);
        succeed(inside);

        assertThat(runAll(2, gates)).containsExactly(urgent, held);
    }

    /** Or it would wait for ever. */
    @Test
    default void lighterTasksDoNotOvertakeAHeavyOne() {
        TaskGates gates = byWeight(3);
        insert(weighing(1));
        ClaimedTask light = enterOnly(1, gates).get(0);
        String heavy = insert(weighing(3));
        nobodyEnters(gates);
        String later = insert(weighing(1));
        nobodyEnters(gates);
        succeed(light);

        ClaimedTask next = enterOnly(1, gates).get(0);

        assertThat(next.task().id()).isEqualTo(heavy);
        succeed(next);
        assertThat(enterNext(gates)).isEqualTo(later);
    }

    @Test
    default void asManyEnterAsThereIsRoomFor() {
        TaskGates gates = byWeight(4);
        insert(weighing(4));
        ClaimedTask heavy = enterOnly(1, gates).get(0);
        List<String> ids = List.of(insert(weighing(2)), insert(weighing(1)), insert(weighing(1)), insert(weighing(1)));
        nobodyEnters(gates);
        succeed(heavy);

        assertThat(StoreSteps.ids(enterOnly(3, gates))).containsExactlyElementsOf(ids.subList(0, 3));
    }

    private static TaskRequests weighing(int weight) {
        return limitedTask().arguments("[" + weight + "]");
    }

    private static TaskGates byWeight(int concurrent) {
        return task -> List.of(new Gate(GATE, null, weight(task), Capacity.ofConcurrent(concurrent)));
    }

    private static int weight(TaskRecord task) {
        return Integer.parseInt(task.arguments().replaceAll("\\D", ""));
    }

    @Test
    default void aQueueThatNobodyServesKeepsNoOtherOut() {
        TaskGates gates = limited(1);
        QueueSelection served = new QueueSelection(Set.of("served"), Set.of());
        insert(limitedTask().queue("served"));
        ClaimedTask inside = enterOnly(1, gates).get(0);
        insert(limitedTask().queue("abandoned"));
        insert(limitedTask().queue("abandoned"));
        List<String> ids = List.of(
                insert(limitedTask().queue("served")), insert(limitedTask().queue("served")));
        nobodyEnters(gates);
        succeed(inside);
        String node = newNode();

        for (String id : ids) {
            ClaimedTask next = enter(node, served, 1, gates).get(0);
            assertThat(next.task().id()).isEqualTo(id);
            succeed(next);
        }
        String fresh = insert(limitedTask().queue("served"));
        assertThat(StoreSteps.ids(enter(node, served, 1, gates))).containsExactly(fresh);
        nobodyEnters(gates);
    }

    @Test
    default void aNodeClaimsOfItsQueuesOnly() {
        TaskGates gates = limited(3);
        insert(limitedTask().queue("other"));
        String own = insert(limitedTask().queue("own"));
        String node = newNode();

        List<ClaimedTask> claimed =
                gates().claim(node, new QueueSelection(Set.of("own"), Set.of()), MANY, Long.MAX_VALUE, gates);

        assertThat(StoreSteps.ids(claimed)).containsExactly(own);
    }

    /** A task that one gate let in would be held at the other, whose next one would be held at the first, and so on. */
    @Test
    default void twoLinesSendNobodyToAndFro() {
        Gate a = LimitSteps.gate("a", 1);
        Gate b = LimitSteps.gate("b", 1);
        TaskGates gates = task -> switch (task.task()) {
            case "a" -> List.of(a);
            case "b" -> List.of(b);
            default -> List.of(a, b);
        };
        insert(TaskRequests.of("b"));
        ClaimedTask insideB = enterOnly(1, gates).get(0);
        insertLimited(2);
        nobodyEnters(gates);
        insert(TaskRequests.of("a"));
        ClaimedTask insideA = enterOnly(1, gates).get(0);
        insertLimited(2);
        nobodyEnters(gates);

        succeed(insideA);
        succeed(insideB);

        assertThat(runAll(4, gates)).hasSize(4);
    }
}
