package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.gate;
import static ee.tasks.tck.LimitSteps.keyed;
import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much runs at once. */
interface LimitTests extends LimitSteps {

    @Test
    default void noMoreThanTheLimitRunAtOnce() {
        TaskGates gates = limited(2);
        List<String> ids = insertLimited(5);

        List<ClaimedTask> inside = enterOnly(2, gates);

        assertThat(StoreSteps.ids(inside)).containsExactlyElementsOf(ids.subList(0, 2));
        succeed(inside.get(0));
        enterOnly(1, gates).forEach(this::succeed);
        succeed(inside.get(1));
        enterOnly(2, gates).forEach(this::succeed);
        nobodyEnters(gates);
        assertThat(ids).allMatch(id -> status(id) == TaskStatus.SUCCESSFUL);
    }

    @Test
    default void heldTasksAreReadyAndNotDue() {
        TaskGates gates = limited(1);
        List<String> ids = insertLimited(3);
        String inside = StoreSteps.ids(enterOnly(1, gates)).get(0);

        assertThat(inside).isEqualTo(ids.get(0));
        for (String id : ids.subList(1, 3)) {
            assertThat(status(id)).isEqualTo(TaskStatus.READY);
            assertThat(find(id).attempts()).isZero();
            assertThat(find(id).workerIds()).isEmpty();
            assertThat(find(id).startedAt()).isNull();
        }
        nothingIsDue();
        letTimePass(Duration.ofMinutes(30));
        nothingIsDue();
    }

    @Test
    default void aTaskThatWasHeldIsClaimedAsAnyOther() {
        TaskGates gates = limited(1);
        String first = insert(limitedTask());
        String second = insert(limitedTask().arguments("[\"a\"]"));
        ClaimedTask inside = enterOnly(1, gates).get(0);
        assertThat(inside.task().id()).isEqualTo(first);
        succeed(inside);
        String node = newNode();

        ClaimedTask task = enter(node, QueueSelection.ALL, 1, gates).get(0);

        assertThat(task.task().id()).isEqualTo(second);
        assertThat(task.task().status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task.task().arguments()).isEqualTo("[\"a\"]");
        assertThat(task.task().attempts()).isEqualTo(1);
        assertThat(task.task().workerIds()).containsExactly(node);
        assertThat(task.startsAlone()).isFalse();
        assertThat(status(second)).isEqualTo(TaskStatus.RUNNING);
        succeed(task);
    }

    @Test
    default void unlimitedTasksRunBesideAFullLimit() {
        TaskGates gates = limited(1);
        List<String> limited = insertLimited(3);
        String first = insertOne();
        assertThat(StoreSteps.ids(enterOnly(2, gates))).containsExactlyInAnyOrder(limited.get(0), first);

        String second = insertOne();
        assertThat(StoreSteps.ids(enterOnly(1, gates))).containsExactly(second);
    }

    /** The claim goes on behind what it holds, or the worker would believe that nothing is due. */
    @Test
    default void whatIsDueBehindMoreHeldTasksThanAClaimTakesIsFound() {
        needs(Feature.LIMITS);
        TaskGates gates = limited(1);
        insertLimited(1);
        enterOnly(1, gates);
        insertLimited(25);
        String behind = insertOne();
        String node = newNode();

        List<ClaimedTask> claimed = gates().claim(node, QueueSelection.ALL, 2, Long.MAX_VALUE, gates);

        assertThat(StoreSteps.ids(claimed)).containsExactly(behind);
    }

    @Test
    default void aClaimTakesNoMoreThanItAskedFor() {
        TaskGates gates = limited(9);
        insertLimited(5);
        String node = newNode();

        assertThat(gates().claim(node, QueueSelection.ALL, 2, Long.MAX_VALUE, gates))
                .hasSize(2);
        assertThat(gates().claim(node, QueueSelection.ALL, 9, Long.MAX_VALUE, gates))
                .hasSize(3);
    }

    @Test
    default void nodesThatAreDeadClaimNothing() {
        insertLimited(1);

        assertThat(claimOnce("nobody", limited(1))).isEmpty();

        enterOne(limited(1));
    }

    @Test
    default void aTaskTakesItsWeight() {
        TaskGates gates = limited(new Gate(GATE, null, 2, Capacity.ofConcurrent(5)));
        insertLimited(5);

        List<ClaimedTask> inside = enterOnly(2, gates);

        succeed(inside.get(1));
        enterOnly(1, gates);
    }

    @Test
    default void aTaskMayTakeAllOfIt() {
        TaskGates gates = limited(new Gate(GATE, null, 5, Capacity.ofConcurrent(5)));
        insertLimited(2);

        succeed(enterOnly(1, gates).get(0));

        succeed(enterOnly(1, gates).get(0));
    }

    @Test
    default void eachKeyCountsForItself() {
        TaskGates gates = keyed(1);
        String a = insert(limitedTask().arguments("[\"a\"]"));
        insert(limitedTask().arguments("[\"a\"]"));
        String b = insert(limitedTask().arguments("[\"b\"]"));
        insert(limitedTask().arguments("[\"b\"]"));
        String upper = insert(limitedTask().arguments("[\"A\"]"));

        List<ClaimedTask> inside = enterOnly(3, gates);

        assertThat(StoreSteps.ids(inside)).containsExactlyInAnyOrder(a, b, upper);
        succeed(inside.get(0));
        assertThat(enterOnly(1, gates).get(0).task().arguments())
                .isEqualTo(inside.get(0).task().arguments());
    }

    @Test
    default void keysMayBeLongAndOfAnyCharacters() {
        String plain = "x".repeat(300);
        List<String> keys = List.of(plain, plain + "y", "M\u00fcller", "m\u00fcller", "\uD83D\uDE80 \u4e2d", " ", "");
        TaskGates gates = task -> List.of(new Gate(
                GATE, keys.get(Integer.parseInt(task.arguments().replaceAll("\\D", ""))), 1, Capacity.ofConcurrent(1)));
        for (int i = 0; i < keys.size(); i++) {
            insert(limitedTask().arguments("[" + i + "]"));
            insert(limitedTask().arguments("[" + i + "]"));
        }

        List<ClaimedTask> inside = enterOnly(keys.size(), gates);

        assertThat(inside).map(task -> task.task().arguments()).doesNotHaveDuplicates();
    }

    @Test
    default void aTaskThatMayNotPassAllItsGatesTakesOfNone() {
        Gate first = gate("a", 1);
        Gate second = gate("b", 1);
        TaskGates gates = task -> switch (task.task()) {
            case "first" -> List.of(first);
            case "second" -> List.of(second);
            default -> List.of(first, second);
        };
        insert(TaskRequests.of("first"));
        ClaimedTask inside = enterOne(gates);
        String both = insert(TaskRequests.of("both"));
        nobodyEnters(gates);

        insert(TaskRequests.of("second"));
        ClaimedTask beside = enterOnly(1, gates).get(0);

        assertThat(beside.task().task()).isEqualTo("second");
        succeed(inside);
        nobodyEnters(gates);
        assertThat(status(both)).isEqualTo(TaskStatus.READY);
        String again = insert(TaskRequests.of("first"));
        assertThat(enterNext(gates)).isEqualTo(again);
        succeed(beside);
        nobodyEnters(gates);
    }

    @Test
    default void aTaskPassesThreeGatesOnceAllHaveRoom() {
        List<Gate> all = List.of(gate("c", 1), gate("b", 2), gate("a", 3));
        TaskGates gates = task -> task.task().equals("all") ? all : List.of(all.get(Integer.parseInt(task.task()) - 1));
        List.of("1", "2", "2", "3", "3", "3").forEach(task -> insert(TaskRequests.of(task)));
        List<ClaimedTask> inside = enterOnly(6, gates);
        List<String> ids = List.of(insert(TaskRequests.of("all")), insert(TaskRequests.of("all")));
        nobodyEnters(gates);

        for (int number = 1; number <= 3; number++) {
            nobodyEnters(gates);
            String name = String.valueOf(number);
            inside.stream().filter(task -> task.task().task().equals(name)).forEach(this::succeed);
        }

        ClaimedTask first = enterOnly(1, gates).get(0);
        succeed(first);
        ClaimedTask second = enterOnly(1, gates).get(0);
        assertThat(List.of(first.task().id(), second.task().id())).containsExactlyElementsOf(ids);
    }

    @Test
    default void tasksThatShareAGateAreCountedTogether() {
        TaskGates gates = task -> List.of(gate(2));
        List.of("mail", "report", "invoice").forEach(task -> insert(TaskRequests.of(task)));

        enterOnly(2, gates);
    }

    @Test
    default void namespacesHaveGatesOfTheirOwn() {
        TaskGates gates = limited(1);
        insertLimited(2);
        enterOnly(1, gates);
        TaskStore stranger = storeOf(namespace() + "-other");
        String node = newNode() + "-o";
        stranger.join(node, LEASE);
        String id = stranger.insert(limitedTask().build()).id();

        List<ClaimedTask> claimed = stranger.gates().claim(node, QueueSelection.ALL, 9, Long.MAX_VALUE, gates);

        assertThat(StoreSteps.ids(claimed)).containsExactly(id);
        assertThat(stranger.gates().letIn().readied()).isZero();
        stranger.complete(List.of(new Completion(claimed.get(0).claim(), new Outcome.Succeeded("null"), now())));
        stranger.gates().letIn();
        nobodyEnters(gates);
    }

    @Test
    default void nothingIsLetInWhereNothingIsHeld() {
        assertThat(gates().letIn().readied()).isZero();
        insertLimited(1);
        insertOne();
        assertThat(gates().letIn().readied()).isZero();
        enter(2, limited(1));
        assertThat(gates().letIn().readied()).isZero();
    }

    @Test
    default void aCompletionTellsThatHeldTasksMayWaitForIt() {
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask inside = enterOnly(1, gates).get(0);
        insertOne();
        ClaimedTask other = enterOne(gates);

        Completed unlimited =
                store().complete(List.of(new Completion(other.claim(), new Outcome.Succeeded("null"), now())));
        Completed limited =
                store().complete(List.of(new Completion(inside.claim(), new Outcome.Succeeded("null"), now())));

        assertThat(unlimited.freed()).isFalse();
        assertThat(limited.freed()).isTrue();
    }

    @Test
    default void deferredTasksMeetTheirGatesOnceTheyAreDue() {
        needs(Feature.DEFER);
        TaskGates gates = limited(1);
        insert(limitedTask().delay(Duration.ofMinutes(10)));
        insert(limitedTask().delay(Duration.ofMinutes(10)));
        String now = insert(limitedTask());
        ClaimedTask inside = enterOnly(1, gates).get(0);
        assertThat(inside.task().id()).isEqualTo(now);
        succeed(inside);
        nobodyEnters(gates);

        letTimePass(Duration.ofMinutes(20));

        enterOnly(1, gates);
    }

    @Test
    default void followersMeetTheirGatesOnceTheyAreReleased() {
        needs(Feature.DEPENDENCIES);
        TaskGates gates = limited(1);
        String first = insert(limitedTask());
        String one = insert(limitedTask().dependsOn(first));
        String two = insert(limitedTask().dependsOn(first));
        ClaimedTask inside = enterOnly(1, gates).get(0);
        assertThat(inside.task().id()).isEqualTo(first);
        succeed(inside);

        ClaimedTask next = enterOnly(1, gates).get(0);

        succeed(next);
        assertThat(List.of(next.task().id(), enterNext(gates))).containsExactlyInAnyOrder(one, two);
    }

    @Test
    default void whatWaitsForAHeldTaskGoesOnWaiting() {
        needs(Feature.DEPENDENCIES);
        TaskGates gates = limited(1);
        List<String> ids = insertLimited(2);
        String follower = insert(TaskRequests.request().dependsOn(ids.get(1)));
        succeed(enterOnly(1, gates).get(0));
        assertThat(status(follower)).isEqualTo(TaskStatus.WAITING);

        succeed(enterOne(gates));

        assertThat(status(follower)).isEqualTo(TaskStatus.READY);
    }
}
