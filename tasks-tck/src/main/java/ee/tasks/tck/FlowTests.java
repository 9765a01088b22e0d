package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many tasks as one. */
interface FlowTests extends StoreSteps {

    @Test
    default void aFlowsProgressCountsEveryFinishedTask() {
        needs(Feature.BULK);
        insertFlow("flow", 5);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(0, 5, null));
        List<ClaimedTask> tasks = claim(newNode(), 4);

        succeed(tasks.get(0));
        fail(tasks.get(1));
        complete(tasks.get(2), new Outcome.Cancelled());
        retry(tasks.get(3));

        assertThat(secondStore().flowProgress("flow")).isEqualTo(new TaskProgress(3, 5, null));
    }

    @Test
    default void otherFlowsAndSingleTasksDoNotCount() {
        needs(Feature.BULK);
        insertFlow("one", 2);
        insertFlow("two", 3);
        insertOne();

        assertThat(store().flowProgress("one")).isEqualTo(new TaskProgress(0, 2, null));
        assertThat(store().flowProgress("two")).isEqualTo(new TaskProgress(0, 3, null));
    }

    /** What holds the key stands for the invocation. */
    @Test
    default void aFlowWaitsForTheHoldersOfItsKeysAndCountsThem() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.DEPENDENCIES);
        ClaimedTask held = claimed(request().unique("p-1"));

        assertThat(insertKeyed("flow", "p-1", "p-2", "p-3", "p-2", "p-1")).isEqualTo(3);

        String follower = insert(request().dependsOnFlow("flow"));
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(0, 3, null));
        claim(newNode(), 9).forEach(this::succeed);
        assertThat(find(follower).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(2, 3, null));
        succeed(held);
        assertThat(find(follower).status()).isEqualTo(TaskStatus.READY);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(3, 3, null));
    }

    @Test
    default void aFlowOfHitsAloneIsNotEmpty() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed(request().unique("p-1"));
        ClaimedTask second = claimed(request().unique("p-2"));

        assertThat(insertKeyed("flow", "p-1", "p-2")).isEqualTo(2);
        insertKeyed("later", "p-2");

        String follower = insert(request().dependsOnFlow("flow"));
        String anyway = insert(request().dependsOnFlow("flow").evenIfFailed());
        succeed(first);
        assertThat(find(follower).status()).isEqualTo(TaskStatus.WAITING);
        String late = insert(request().dependsOnFlow("flow"));
        fail(second);
        assertThat(find(follower).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(late).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(anyway).status()).isEqualTo(TaskStatus.READY);
        assertThat(find(insert(request().dependsOnFlow("later"))).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(insert(request().dependsOnFlow("later").evenIfFailed())).status())
                .isEqualTo(TaskStatus.READY);
    }

    @Test
    default void manyMayDependOnAFlowWithHits() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.DEPENDENCIES);
        ClaimedTask held = claimed(request().unique("p-1"));
        insertKeyed("flow", "p-1");

        List<TaskRequest> followers = Stream.generate(
                        () -> request().dependsOnFlow("flow").build())
                .limit(3)
                .toList();
        store().insertAll(followers.iterator());

        assertThat(claim(newNode(), 9)).isEmpty();
        succeed(held);
        assertThat(claim(newNode(), 9)).hasSize(3);
    }

    /** Its enqueue did not see the flow's transaction, and so none of the hits. */
    @Test
    default void whatWasEnqueuedBeforeItsFlowWaitsForTheHits() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed(request().unique("p-1"));
        ClaimedTask second = claimed(request().unique("p-2"));
        String hits = newId();
        String hitAndMember = newId();
        String ofHits = insert(request().dependsOnFlow(hits));
        String ofBoth = insert(request().dependsOnFlow(hitAndMember));
        String ofBothInAnyCase = insert(request().dependsOnFlow(hitAndMember).evenIfFailed());

        insertKeyed(hits, "p-1");
        insertKeyed(hitAndMember, "p-2", "p-3");
        settle();
        succeed(claimOne());
        assertThat(claimIds(newNode(), MANY)).isEmpty();

        succeed(first);
        assertThat(claimIds(newNode(), MANY)).containsExactly(ofHits);
        fail(second);
        assertThat(status(ofBoth)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(claimIds(newNode(), MANY)).containsExactly(ofBothInAnyCase);
    }

    /** It is another's, who counts on it. */
    @Test
    default void cancellingAFlowLeavesTheHoldersOfItsKeysAlone() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.CANCEL);
        String held = insert(request().unique("p-1"));
        insertKeyed("flow", "p-1", "p-2");

        assertThat(store().cancelFlow("flow")).isEqualTo(1);

        assertThat(find(held).status()).isEqualTo(TaskStatus.READY);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(1, 2, null));
    }

    @Test
    default void aHitThatIsPrunedCountsNoMore() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.DEPENDENCIES);
        ClaimedTask held = claimed(request().unique("p-1"));
        insertKeyed("flow", "p-1");
        succeed(held);

        pruning().prune(RetentionTests.NOTHING, 9);

        assertThat(store().find(held.task().id())).isEmpty();
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(0, 0, null));
    }

    @Test
    default void theStatusOfAPrunedHitStaysKnown() {
        needs(Feature.BULK);
        needs(Feature.UNIQUE);
        needs(Feature.DEPENDENCIES);
        ClaimedTask good = claimed(request().unique("p-1"));
        ClaimedTask bad = claimed(request().unique("p-2"));
        String hit = TaskRequests.nextId();
        insertKeyed(hit, "p-1");
        String hitOfOneThatFails = TaskRequests.nextId();
        insertKeyed(hitOfOneThatFails, "p-1", "p-2");
        String hitAndMember = TaskRequests.nextId();
        insertKeyed(hitAndMember, "p-2", "p-3");
        succeed(good);
        fail(bad);
        assertThat(pruning().prune(PredecessorTests.NOTHING_IS_KEPT, MANY)).isEqualTo(2);
        assertThat(pruning().prune(PredecessorTests.NOTHING_IS_KEPT, MANY)).isZero();
        succeed(claimOne());

        assertThat(status(insert(request().dependsOnFlow(hit)))).isEqualTo(TaskStatus.READY);
        for (String failed : List.of(hitOfOneThatFails, hitAndMember)) {
            assertThat(status(insert(request().dependsOnFlow(failed)))).isEqualTo(TaskStatus.CANCELLED);
            assertThat(status(insert(request().dependsOnFlow(failed).evenIfFailed())))
                    .isEqualTo(TaskStatus.READY);
        }
    }

    private long insertKeyed(String flow, String... keys) {
        return store().insertAll(Stream.of(keys)
                .map(key -> request().flow(flow).unique(key).build())
                .iterator());
    }

    @Test
    default void anUnknownFlowHasNothing() {
        needs(Feature.BULK);

        assertThat(store().flowProgress("nothing of that name")).isEqualTo(new TaskProgress(0, 0, null));
        assertThat(store().cancelFlow("nothing of that name")).isZero();
    }

    @Test
    default void cancellingAFlowCancelsWhatHasNotFinished() {
        needs(Feature.BULK);
        needs(Feature.CANCEL);
        insertFlow("flow", 4);
        List<ClaimedTask> tasks = claim(newNode(), 2);
        succeed(tasks.get(0));
        String single = insertOne();

        assertThat(store().cancelFlow("flow")).isEqualTo(3);

        assertThat(store().stopping(List.of(tasks.get(1).claim())))
                .containsExactly(tasks.get(1).claim());
        assertThat(claimIds(newNode(), 9)).containsExactly(single);
        assertThat(store().flowProgress("flow")).isEqualTo(new TaskProgress(3, 4, null));
    }

    @Test
    default void cancellingAFlowAgainFindsOnlyWhatStillRuns() {
        needs(Feature.BULK);
        needs(Feature.CANCEL);
        insertFlow("flow", 3);
        ClaimedTask running = claimOne();
        store().cancelFlow("flow");

        assertThat(store().cancelFlow("flow")).isEqualTo(1);
        complete(running, new Outcome.Cancelled());
        assertThat(store().cancelFlow("flow")).isZero();
        assertThat(status(running.task().id())).isEqualTo(TaskStatus.CANCELLED);
    }

    private void insertFlow(String flow, int size) {
        assertThat(store().insertAll(StoreSteps.requests(size)
                        .map(each -> each.flow(flow).build())
                        .iterator()))
                .isEqualTo(size);
    }
}
