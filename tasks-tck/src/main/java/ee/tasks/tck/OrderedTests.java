package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tasks of one key run one after the other, in the order in which they were enqueued. */
interface OrderedTests extends OrderedSteps {

    @Test
    default void tasksOfOneKeyRunInTheOrderOfTheirEnqueues() {
        runInOrder(insertOrdered(4));
    }

    @Test
    default void whoseTurnItIsNotIsWaiting() {
        ordering();
        TaskRecord first = store().insert(OrderedSteps.ordered().build());
        TaskRecord second = store().insert(OrderedSteps.ordered().build());

        assertThat(first.status()).isEqualTo(TaskStatus.READY);
        assertThat(second.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(find(second.id())).isEqualTo(second);
    }

    @Test
    default void aKeyOfWhichNothingIsLeftStartsAnew() {
        runInOrder(insertOrdered(2));
        runInOrder(insertOrdered(2));
    }

    @Test
    default void tasksOfOneCallRunInItsOrder() {
        ordering();
        needs(Feature.BULK);
        List<String> ids = new ArrayList<>(insertOrdered(1));
        List<TaskRequest> bulk = IntStream.range(0, 5)
                .mapToObj(number ->
                        OrderedSteps.ordered().unique("key " + (9 - number)).build())
                .toList();

        assertThat(store().insertAll(bulk.iterator())).isEqualTo(5);

        bulk.forEach(each -> ids.add(each.id()));
        runInOrder(ids);
    }

    @Test
    default void keysDoNotWaitForEachOther() {
        ordering();
        String one = insert(OrderedSteps.ordered());
        insert(OrderedSteps.ordered());
        String other = insert(request().ordered("account-8"));
        String none = insertOne();

        assertThat(claimIds(newNode(), MANY)).containsExactlyInAnyOrder(one, other, none);
    }

    @Test
    default void tasksOfAllNamesShareAKey() {
        ordering();
        runInOrder(List.of(
                insert(TaskRequests.of("book").ordered(KEY)),
                insert(TaskRequests.of("mail").ordered(KEY)),
                insert(TaskRequests.of("book").ordered(KEY))));
    }

    @Test
    default void anotherNamespaceHasKeysOfItsOwn() {
        ordering();
        insert(OrderedSteps.ordered());
        TaskRecord other =
                storeOf(namespace() + "-2").insert(OrderedSteps.ordered().build());

        assertThat(other.status()).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aLongKeyIsAKey() {
        ordering();
        String key = "k".repeat(999);
        insert(request().ordered(key + "1"));
        insert(request().ordered(key + "2"));
        String behind = insert(request().ordered(key + "1"));

        assertThat(claim(newNode(), MANY)).hasSize(2);
        assertThat(status(behind)).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void aDeferredTaskHoldsItsKey() {
        ordering();
        needs(Feature.DEFER);
        String first = insert(OrderedSteps.ordered().delay(Duration.ofHours(1)));
        String second = insert(OrderedSteps.ordered());
        nothingIsDue();

        letTimePass(Duration.ofHours(2));
        runInOrder(List.of(first, second));
    }

    @Test
    default void aTaskWhoseTurnComesBeforeItsTimeIsDeferred() {
        ordering();
        needs(Feature.DEFER);
        String first = insert(OrderedSteps.ordered());
        String second = insert(OrderedSteps.ordered().delay(Duration.ofHours(1)));
        succeed(claimOnly(first));
        nothingIsDue();
        assertThat(status(second)).isEqualTo(TaskStatus.READY);

        letTimePass(Duration.ofHours(2));
        runInOrder(List.of(second));
    }

    @Test
    default void aTaskThatIsTriedAgainHoldsItsKey() {
        List<String> ids = insertOrdered(2);
        retry(claimOnly(ids.get(0)));

        runInOrder(ids);
    }

    @Test
    default void aReleasedTaskHoldsItsKey() {
        List<String> ids = insertOrdered(2);
        store().release(List.of(claimOnly(ids.get(0)).claim()));
        settle();

        runInOrder(ids);
    }

    @Test
    default void aParkedTaskHoldsItsKey() {
        List<String> ids = insertOrdered(2);
        ClaimedTask head = claimOnly(ids.get(0));
        store().park(List.of(new Parked(head.claim(), newNode(), Parking.UNKNOWN_TASK, "no task of that name here")));
        settle();

        nothingIsDue();
        assertThat(status(ids.get(1))).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void aLostTaskHoldsItsKey() {
        List<String> ids = insertOrdered(2);
        store().markStarted(claimOnly(ids.get(0)).claim());
        loseAllNodes(3);
        letTimePass(Duration.ofDays(1));

        runInOrder(ids);
    }

    @Test
    default void aTaskThatWaitsForAnotherHoldsItsKey() {
        ordering();
        needs(Feature.DEPENDENCIES);
        String predecessor = insertOne();
        String first = insert(OrderedSteps.ordered().dependsOn(predecessor));
        String second = insert(OrderedSteps.ordered());

        succeed(claimOnly(predecessor));
        runInOrder(List.of(first, second));
    }

    @Test
    default void aTaskWaitsForItsTurnAndForWhatItDependsOn() {
        ordering();
        needs(Feature.DEPENDENCIES);
        String done = insertOne();
        succeed(claimOnly(done));
        String first = insert(OrderedSteps.ordered());
        String second = insert(OrderedSteps.ordered().dependsOn(done));
        String predecessor = insertOne();
        String third = insert(OrderedSteps.ordered().dependsOn(predecessor));

        List<ClaimedTask> claimed = claim(newNode(), MANY);
        assertThat(StoreSteps.ids(claimed)).containsExactlyInAnyOrder(first, predecessor);
        claimed.forEach(this::succeed);
        runInOrder(List.of(second, third));
    }

    @Test
    default void aTaskThatWaitsInVainLetsTheNextOneRun() {
        ordering();
        needs(Feature.DEPENDENCIES);
        String predecessor = insertOne();
        String first = insert(OrderedSteps.ordered().dependsOn(predecessor));
        String second = insert(OrderedSteps.ordered());
        fail(claimOnly(predecessor));
        settle();

        assertThat(status(first)).isEqualTo(TaskStatus.CANCELLED);
        runInOrder(List.of(second));
    }

    @Test
    default void aTaskThatWaitsForAFailedOneAnywayRunsInItsTurn() {
        ordering();
        needs(Feature.DEPENDENCIES);
        String first = insert(OrderedSteps.ordered());
        String second = insert(OrderedSteps.ordered().dependsOn(first).evenIfFailed());
        String third = insert(OrderedSteps.ordered());
        fail(claimOnly(first));

        runInOrder(List.of(second, third));
    }

    @Test
    default void whoeverIsCancelledLetsTheOthersRun() {
        needs(Feature.CANCEL);
        for (int cancelled = 0; cancelled < 3; cancelled++) {
            List<String> ids = insertOrdered(3);
            assertThat(store().cancel(ids.get(cancelled))).isTrue();
            settle();

            assertThat(status(ids.get(cancelled))).isEqualTo(TaskStatus.CANCELLED);
            runInOrder(OrderedSteps.without(ids, ids.get(cancelled)));
        }
    }

    @Test
    default void aCancelledFlowLetsTheOthersRun() {
        ordering();
        needs(Feature.BULK);
        needs(Feature.CANCEL);
        String flow = newId();
        String head = insert(OrderedSteps.ordered());
        store().insertAll(
                        Stream.generate(() -> OrderedSteps.ordered().flow(flow).build())
                                .limit(600)
                                .iterator());
        String last = insert(OrderedSteps.ordered());
        assertThat(store().cancelFlow(flow)).isEqualTo(600);
        settle();

        runInOrder(List.of(head, last));
    }

    @Test
    default void aHitOfAUniqueKeyTakesNoPlace() {
        ordering();
        needs(Feature.UNIQUE);
        String first = insert(OrderedSteps.ordered().unique("k"));
        assertThat(store().insert(OrderedSteps.ordered().unique("k").build()).id())
                .isEqualTo(first);
        String second = insert(OrderedSteps.ordered());

        runInOrder(List.of(first, second));
    }

    @Test
    default void aRolledBackEnqueueTakesNoPlace() {
        ordering();
        needs(TRANSACTIONS);
        inTransaction(false, () -> insertOrdered(2));

        runInOrder(insertOrdered(2));
    }

    @Test
    default void tasksOfOneTransactionRunInItsOrder() {
        ordering();
        needs(TRANSACTIONS);
        List<String> ids = new ArrayList<>();
        inTransaction(true, () -> ids.addAll(insertOrdered(3)));
        settle();

        runInOrder(ids);
    }
}
