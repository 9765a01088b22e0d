package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What has finished goes in time, unless something unfinished needs it. */
interface RetentionTests extends StoreSteps {

    Retention TWO_DAYS = new Retention(
            Map.of(
                    TaskStatus.SUCCESSFUL, Duration.ofDays(2),
                    TaskStatus.FAILED, Duration.ofDays(2),
                    TaskStatus.CANCELLED, Duration.ofDays(2)),
            Map.of());

    Retention NOTHING = new Retention(
            Map.of(
                    TaskStatus.SUCCESSFUL, Duration.ZERO,
                    TaskStatus.FAILED, Duration.ZERO,
                    TaskStatus.CANCELLED, Duration.ZERO),
            Map.of());

    @Test
    default void aFinishedTaskIsKeptForItsRetentionAndNoLonger() {
        List<String> finished = List.of(succeeded(), failed());
        letTimePass(Duration.ofHours(47));
        assertThat(prune(TWO_DAYS)).isZero();
        assertThat(finished).allMatch(this::isThere);

        letTimePass(Duration.ofHours(2));
        assertThat(prune(TWO_DAYS)).isEqualTo(2);
        assertThat(finished).noneMatch(this::isThere);
        assertThat(prune(TWO_DAYS)).isZero();
    }

    @Test
    default void eachOutcomeHasARetentionOfItsOwn() {
        needs(Feature.CANCEL);
        String successful = succeeded();
        String failed = failed();
        String cancelled = insertOne();
        store().cancel(cancelled);
        Retention retention = new Retention(
                Map.of(TaskStatus.SUCCESSFUL, Duration.ofDays(1), TaskStatus.CANCELLED, Duration.ofDays(3)), Map.of());

        letTimePass(Duration.ofDays(2));
        prune(retention);
        assertThat(List.of(isThere(successful), isThere(failed), isThere(cancelled)))
                .containsExactly(false, true, true);

        letTimePass(Duration.ofDays(9));
        prune(retention);
        assertThat(List.of(isThere(failed), isThere(cancelled))).containsExactly(true, false);
    }

    @Test
    default void aQueueMayDiffer() {
        String mail = succeeded(TaskRequests.request().queue("mail"));
        String report = succeeded(TaskRequests.request().queue("report"));
        String audit = succeeded(TaskRequests.request().queue("audit"));
        String failedMail = claimedAndFailed(TaskRequests.request().queue("mail"));
        letTimePass(Duration.ofDays(3));

        assertThat(prune(new Retention(
                        TWO_DAYS.everywhere(),
                        Map.of(
                                "mail", Map.of(TaskStatus.SUCCESSFUL, Duration.ofDays(4)),
                                "audit", Map.of(TaskStatus.SUCCESSFUL, Retention.FOR_EVER)))))
                .isEqualTo(2);

        assertThat(List.of(isThere(mail), isThere(report), isThere(audit), isThere(failedMail)))
                .containsExactly(true, false, true, false);
    }

    @Test
    default void withoutRetentionATaskGoesWhenItHasFinished() {
        String id = succeeded();

        assertThat(prune(NOTHING)).isEqualTo(1);

        assertThat(isThere(id)).isFalse();
    }

    @Test
    default void whatHasNotFinishedIsNeverTouched() {
        needs(Feature.DEFER);
        needs(Feature.DEPENDENCIES);
        String node = newNode(Duration.ofDays(300));
        String running = insertOne();
        claimOne(node);
        String parked = insertOne();
        store().park(List.of(new Parked(claimOne(node).claim(), node, ee.tasks.spi.Parking.UNREADABLE, "no")));
        String deferred = insert(TaskRequests.request().delay(Duration.ofDays(300)));
        String waiting = insert(TaskRequests.request().dependsOn(running));
        ClaimedTask tried = claimed();
        retry(tried);
        letTimePass(Duration.ofDays(9));

        assertThat(prune(NOTHING)).isZero();

        assertThat(List.of(running, parked, deferred, waiting, tried.task().id()))
                .allMatch(this::isThere);
    }

    @Test
    default void theOldestOfAQueueGoFirstAndNoMoreThanWanted() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(succeeded());
            letTimePass(Duration.ofMinutes(1));
        }

        assertThat(pruning().prune(NOTHING, 3)).isEqualTo(3);

        assertThat(ids.stream().filter(this::isThere)).containsExactly(ids.get(3), ids.get(4));
        assertThat(pruning().prune(NOTHING, 3)).isEqualTo(2);
    }

    @Test
    default void aResultThatAWaitingTaskWaitsForIsKept() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        ClaimedTask second = claimed();
        insert(TaskRequests.request().dependsOn(first.task().id(), second.task().id()));
        succeed(first);

        assertThat(prune(NOTHING)).isZero();
        assertThat(isThere(first.task().id())).isTrue();
    }

    @Test
    default void aFailureThatATaskWaitsForAllTheSameIsKept() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        ClaimedTask second = claimed();
        insert(TaskRequests.request()
                .dependsOn(first.task().id(), second.task().id())
                .evenIfFailed());
        fail(first);

        assertThat(prune(NOTHING)).isZero();
    }

    @Test
    default void aResultIsKeptUntilWhatDependsOnItHasFinished() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        insert(TaskRequests.request().dependsOn(first.task().id()));
        succeed(first);
        assertThat(prune(NOTHING)).as("while it is READY").isZero();
        ClaimedTask follower = claimOne();
        assertThat(prune(NOTHING)).as("while it runs").isZero();
        retry(follower);
        assertThat(prune(NOTHING)).as("between attempts").isZero();

        succeed(claimOne());
        assertThat(prune(NOTHING)).isEqualTo(2);
    }

    @Test
    default void aResultIsKeptForAFollowerThatFailedAndMayBeRetried() {
        needs(Feature.DEPENDENCIES);
        String flow = TaskRequests.nextId();
        ClaimedTask first = claimed();
        ClaimedTask member = claimed(TaskRequests.request().flow(flow));
        String follower =
                insert(TaskRequests.request().dependsOn(first.task().id()).dependsOnFlow(flow));
        succeed(first);
        succeed(member);
        fail(claimOne());
        Retention failuresAreKept = new Retention(Map.of(TaskStatus.SUCCESSFUL, Duration.ZERO), Map.of());

        assertThat(prune(failuresAreKept)).isZero();
        store().retry(follower);
        assertThat(prune(failuresAreKept)).isZero();
        assertThat(List.of(first, member)).allMatch(task -> isThere(task.task().id()));

        succeed(claimOne());
        assertThat(prune(failuresAreKept)).isEqualTo(3);
    }

    @Test
    default void aResultIsKeptNoLongerThanTheFailureOfItsFollower() {
        needs(Feature.DEPENDENCIES);
        String first = succeeded();
        insert(TaskRequests.request().dependsOn(first));
        fail(claimOne());

        prune(NOTHING);
        prune(NOTHING);

        assertThat(isThere(first)).isFalse();
    }

    @Test
    default void aResultIsKeptForAFollowerThatCameAfterIt() {
        needs(Feature.DEPENDENCIES);
        String first = succeeded();
        insert(TaskRequests.request().dependsOn(first));

        assertThat(prune(NOTHING)).isZero();

        succeed(claimOne());
        assertThat(prune(NOTHING)).isEqualTo(2);
    }

    @Test
    default void whatACancelledTaskWaitedForIsNotKept() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.CANCEL);
        ClaimedTask first = claimed();
        ClaimedTask second = claimed();
        String follower = insert(TaskRequests.request()
                .dependsOn(first.task().id(), second.task().id()));
        succeed(first);
        store().cancel(follower);

        assertThat(prune(NOTHING)).isEqualTo(2);
    }

    @Test
    default void aFlowIsKeptUntilAllOfItHasFinished() {
        needs(Feature.DEPENDENCIES);
        String flow = TaskRequests.nextId();
        String first = succeeded(TaskRequests.request().flow(flow));
        ClaimedTask second = claimed(TaskRequests.request().flow(flow));

        assertThat(prune(NOTHING)).isZero();
        assertThat(store().flowProgress(flow).done()).isEqualTo(1);

        succeed(second);
        assertThat(prune(NOTHING)).isEqualTo(2);
        assertThat(isThere(first)).isFalse();
        assertThat(store().flowProgress(flow).total()).isZero();
    }

    @Test
    default void aFlowIsKeptUntilWhatDependsOnItHasFinished() {
        needs(Feature.DEPENDENCIES);
        String flow = TaskRequests.nextId();
        ClaimedTask member = claimed(TaskRequests.request().flow(flow));
        ClaimedTask other = claimed();
        insert(TaskRequests.request().dependsOnFlow(flow).dependsOn(other.task().id()));
        succeed(member);
        assertThat(prune(NOTHING)).as("while it waits").isZero();
        succeed(other);
        assertThat(prune(NOTHING)).as("while it is READY").isZero();

        succeed(claimOne());
        assertThat(prune(NOTHING)).isEqualTo(3);
    }

    @Test
    default void theHolderOfAKeyIsKeptWhileItsPeriodLasts() {
        needs(Feature.UNIQUE);
        String id = succeeded(TaskRequests.request().unique("welcome-42", Duration.ofDays(9)));
        letTimePass(Duration.ofDays(8));
        assertThat(prune(TWO_DAYS)).isZero();
        assertThat(store().insert(TaskRequests.request().unique("welcome-42").build())
                        .id())
                .isEqualTo(id);

        letTimePass(Duration.ofDays(2));
        assertThat(prune(TWO_DAYS)).isEqualTo(1);
        insert(TaskRequests.request().unique("welcome-42", Duration.ofDays(9)));
    }

    @Test
    default void aKeyWithoutAPeriodIsFreeAlthoughItsTaskWasPruned() {
        needs(Feature.UNIQUE);
        String first = succeeded(TaskRequests.request().unique("nightly"));
        prune(NOTHING);

        String second = insert(TaskRequests.request().unique("nightly"));
        assertThat(second).isNotEqualTo(first);
        assertThat(store().insert(TaskRequests.request().unique("nightly").build())
                        .id())
                .isEqualTo(second);
    }

    @Test
    default void pruningLeavesOtherNamespacesAlone() {
        needs(PRUNE);
        String id = succeeded();

        assertThat(storeOf(namespace() + "-other").prune(NOTHING, MANY)).isZero();

        assertThat(isThere(id)).isTrue();
    }

    @Test
    default void nodesThatPruneAtTheSameTimeDeleteEachTaskOnce() {
        needs(PRUNE);
        int count = 300;
        store().insertAll(StoreSteps.requests(count).map(TaskRequests::build).iterator());
        List<ClaimedTask> claimed = claim(newNode(), count);
        store().complete(claimed.stream()
                .map(task -> new ee.tasks.spi.Completion(task.claim(), new Outcome.Failed(error(task, "no")), now()))
                .toList());

        List<Integer> pruned = Race.run(
                4,
                node -> Race.won(() -> {
                    int mine = 0;
                    for (int page = 20; page == 20; ) {
                        page = (node % 2 == 0 ? store() : secondStore()).prune(NOTHING, 20);
                        mine += page;
                    }
                    return mine;
                }));

        int rest = prune(NOTHING);
        assertThat(IntStream.concat(pruned.stream().mapToInt(Integer::intValue), IntStream.of(rest))
                        .sum())
                .isEqualTo(count);
        assertThat(claimed).noneMatch(task -> isThere(task.task().id()));
    }

    private int prune(Retention retention) {
        return pruning().prune(retention, MANY);
    }

    private boolean isThere(String id) {
        return store().find(id).isPresent();
    }

    private String succeeded() {
        return succeeded(TaskRequests.request());
    }

    private String succeeded(TaskRequests request) {
        ClaimedTask task = claimed(request);
        succeed(task);
        return task.task().id();
    }

    private String failed() {
        return claimedAndFailed(TaskRequests.request());
    }

    private String claimedAndFailed(TaskRequests request) {
        ClaimedTask task = claimed(request);
        fail(task);
        return task.task().id();
    }
}
