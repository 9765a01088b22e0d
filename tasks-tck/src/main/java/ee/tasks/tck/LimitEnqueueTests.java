package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.gate;
import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tasks that are enqueued with their gates need not become due before they are held. A claim that knows no gates shows which are due: it
 * takes of none.
 */
interface LimitEnqueueTests extends LimitSteps {

    @Test
    default void ofManyAtOnceNoMoreAreDueThanTheGateLetsIn() {
        needs(Feature.LIMITS);
        Gate gate = gate(2);
        List<TaskRequest> requests = requests(6, gate);
        insertAll(requests);
        List<String> ids = requests.stream().map(TaskRequest::id).toList();
        assertThat(ids).allMatch(id -> status(id) == TaskStatus.READY);

        List<ClaimedTask> due = claim(newNode(), MANY);

        assertThat(StoreSteps.ids(due)).containsExactlyElementsOf(ids.subList(0, 2));
        store().release(StoreSteps.claims(due));
        enterOnly(2, limited(gate));
    }

    @Test
    default void whatIsHeldFromTheStartEntersWithinTheLimit() {
        needs(Feature.LIMITS);
        Gate gate = gate(2);
        insertAll(requests(6, gate));

        enterOnly(2, limited(gate)).forEach(this::succeed);
        enterOnly(2, limited(gate)).forEach(this::succeed);
        enterOnly(2, limited(gate)).forEach(this::succeed);

        nobodyEnters(limited(gate));
    }

    @Test
    default void weightsAndRatesCountWhenManyAreEnqueued() {
        needs(Feature.LIMITS);
        insertAll(requests(4, new Gate("heavy", null, 2, Capacity.ofConcurrent(5))));
        insertAll(requests(4, new Gate("rate", null, 1, Capacity.ofRate(3, Duration.ofHours(1)))));
        insertAll(requests(4, new Gate("both", null, 1, new Capacity(1, 3, Duration.ofHours(1), false, false))));

        assertThat(claim(newNode(), MANY)).hasSize(2 + 3 + 1);
    }

    @Test
    default void eachKeyAndGateCountsWhenManyAreEnqueued() {
        needs(Feature.LIMITS);
        Capacity one = Capacity.ofConcurrent(1);
        TaskRequest a = request(new Gate(GATE, "a", 1, one));
        TaskRequest a2 = request(new Gate(GATE, "a", 1, one), gate("other", 2));
        TaskRequest b = request(new Gate(GATE, "b", 1, one), gate("other", 2));
        TaskRequest c = request(new Gate(GATE, "c", 1, one), gate("other", 2));
        TaskRequest d = request(new Gate(GATE, "d", 1, one), gate("other", 2));
        TaskRequest free = TaskRequests.request().build();

        insertAll(List.of(a, a2, b, c, d, free));

        assertThat(claimIds(newNode(), MANY)).containsExactly(a.id(), b.id(), c.id(), free.id());
    }

    @Test
    default void whoEnqueuesToAGateWithHeldTasksIsHeldToo() {
        TaskGates gates = limited(1);
        insertLimited(2);
        ClaimedTask inside = enterOnly(1, gates).get(0);

        String one = insert(limitedTask().gates(gate(1)));
        List<TaskRequest> many = requests(3, gate(1));
        insertAll(many);
        String other = insert(limitedTask().gates(gate("other", 1)));

        assertThat(claimIds(newNode(), MANY)).containsExactly(other);
        assertThat(status(one)).isEqualTo(TaskStatus.READY);
        succeed(inside);
        assertThat(runAll(5, gates)).hasSize(5).contains(one);
    }

    @Test
    default void whoEnqueuesToAGateWithoutHeldTasksIsDue() {
        TaskGates gates = limited(1);
        insertLimited(1);
        enterOnly(1, gates);

        String id = insert(limitedTask().gates(gate(1)));

        assertThat(claimIds(newNode(), MANY)).containsExactly(id);
    }

    @Test
    default void deferredAndWaitingTasksTakeNoPlaceFromThoseThatAreDue() {
        needs(Feature.LIMITS);
        needs(Feature.DEFER);
        needs(Feature.DEPENDENCIES);
        String first = insertOne();
        TaskRequest deferred =
                limitedTask().gates(gate(1)).delay(Duration.ofMinutes(10)).build();
        TaskRequest follower = limitedTask().gates(gate(1)).dependsOn(first).build();
        TaskRequest now = request(gate(1));

        insertAll(List.of(deferred, follower, now));

        assertThat(claimIds(newNode(), MANY)).containsExactly(first, now.id());
        assertThat(status(follower.id())).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void followersThatWereEnqueuedWithTheirGatesEnterWithinTheLimit() {
        needs(Feature.LIMITS);
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        insertAll(Stream.generate(() -> limitedTask()
                        .gates(gate(2))
                        .dependsOn(first.task().id())
                        .build())
                .limit(5)
                .toList());
        nobodyEnters(limited(2));

        succeed(first);

        enterOnly(2, limited(2));
    }

    @Test
    default void deferredTasksThatWereEnqueuedWithTheirGatesEnterWithinTheLimit() {
        needs(Feature.LIMITS);
        needs(Feature.DEFER);
        insertAll(Stream.generate(() -> limitedTask()
                        .gates(gate(2))
                        .delay(Duration.ofMinutes(10))
                        .build())
                .limit(5)
                .toList());
        nobodyEnters(limited(2));

        letTimePass(Duration.ofMinutes(20));

        enterOnly(2, limited(2));
    }

    @Test
    default void heldTasksCountInTheirFlow() {
        needs(Feature.LIMITS);
        needs(Feature.BULK);
        insertAll(ofFlow(4));
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(0, 4, null));
        succeed(enterOnly(1, limited(1)).get(0));

        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(1, 4, null));
    }

    @Test
    default void aFlowsCancellationCancelsHeldTasks() {
        needs(Feature.LIMITS);
        needs(Feature.BULK);
        List<TaskRequest> flow = ofFlow(4);
        insertAll(flow);
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);
        String other = insertLimited(1).get(0);

        assertThat(store().cancelFlow("flow")).isEqualTo(4);
        settle();

        assertThat(flow)
                .filteredOn(task -> !task.id().equals(inside.task().id()))
                .allMatch(task -> status(task.id()) == TaskStatus.CANCELLED);
        nobodyEnters(limited(1));
        succeed(inside);
        assertThat(enterNext(limited(1))).isEqualTo(other);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(4, 4, null));
    }

    private static List<TaskRequest> ofFlow(int count) {
        return Stream.generate(() -> limitedTask().gates(gate(1)).flow("flow").build())
                .limit(count)
                .toList();
    }

    @Test
    default void aHeldTaskHoldsItsUniqueKey() {
        needs(Feature.LIMITS);
        needs(Feature.UNIQUE);
        insertAll(List.of(
                request(gate(1)), limitedTask().unique("k").gates(gate(1)).build()));
        ClaimedTask inside = enterOnly(1, limited(1)).get(0);
        String held = store().insert(limitedTask().unique("k").build()).id();
        assertThat(status(held)).isEqualTo(TaskStatus.READY);
        assertThat(held).isNotEqualTo(inside.task().id());

        succeed(inside);
        ClaimedTask next = enterOnly(1, limited(1)).get(0);

        assertThat(next.task().id()).isEqualTo(held);
        succeed(next);
        TaskRequest again = limitedTask().unique("k").build();
        assertThat(store().insert(again).id()).isEqualTo(again.id());
    }

    @Test
    default void anInvocationThatHitsAKeyHoldsNobodyForEver() {
        needs(Feature.LIMITS);
        needs(Feature.UNIQUE);
        needs(Feature.BULK);
        String holder = insert(limitedTask().unique("k"));
        TaskRequest hit = limitedTask().unique("k").gates(gate(1)).build();
        TaskRequest fresh = request(gate(1));

        store().insertAll(List.of(hit, fresh).iterator());

        assertThat(runAll(2, limited(1))).containsExactlyInAnyOrder(holder, fresh.id());
    }

    @Test
    default void whatARollbackTakesBackHoldsNobody() {
        needs(Feature.LIMITS);
        needs(TRANSACTIONS);
        inTransaction(false, () -> insertAll(requests(3, gate(1))));

        String id = insert(limitedTask().gates(gate(1)));

        assertThat(claimIds(newNode(), MANY)).containsExactly(id);
        nobodyEnters(limited(1));
    }

    @Test
    default void whatIsEnqueuedInATransactionEntersAfterItsCommit() {
        needs(Feature.LIMITS);
        needs(TRANSACTIONS);
        inTransaction(true, () -> insertAll(requests(3, gate(1))));

        assertThat(runAll(3, limited(1))).hasSize(3);
    }

    private static List<TaskRequest> requests(int count, Gate gate) {
        return Stream.generate(() -> request(gate)).limit(count).toList();
    }

    private static TaskRequest request(Gate... gates) {
        return limitedTask().gates(gates).build();
    }
}
