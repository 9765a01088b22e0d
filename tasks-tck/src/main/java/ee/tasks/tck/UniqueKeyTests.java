package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** At most one unfinished task for a key. */
interface UniqueKeyTests extends StoreSteps {

    @Test
    default void aHeldKeyReturnsItsHolderAndWritesNothing() {
        needs(Feature.UNIQUE);
        TaskRecord holder = store().insert(request().unique("welcome-42").build());
        TaskRequest second = request().unique("welcome-42").arguments("[2]").build();

        assertThat(secondStore().insert(second)).isEqualTo(holder);

        assertThat(store().find(second.id())).isEmpty();
        assertThat(claimIds(newNode(), 9)).containsExactly(holder.id());
    }

    @Test
    default void aKeyIsHeldWhileItsTaskRunsAndBetweenAttempts() {
        needs(Feature.UNIQUE);
        ClaimedTask task = claimed(request().unique("k"));
        assertHeldBy(task.task().id(), "k");
        assertThat(store().insert(request().unique("k").build()).status()).isEqualTo(TaskStatus.RUNNING);

        retry(task);
        assertHeldBy(task.task().id(), "k");
    }

    @Test
    default void aKeyIsHeldWhileItsTaskIsLost() {
        needs(Feature.UNIQUE);
        ClaimedTask task = claimed(request().unique("k"));
        loseAllNodes(3);

        assertHeldBy(task.task().id(), "k");
    }

    @Test
    default void successFreesTheKey() {
        freesTheKey(this::succeed);
    }

    @Test
    default void failureFreesTheKey() {
        freesTheKey(this::fail);
    }

    @Test
    default void cancellationFreesTheKey() {
        freesTheKey(task -> complete(task, new Outcome.Cancelled()));
    }

    @Test
    default void aLossThatFailsATaskFreesItsKey() {
        freesTheKey(task -> {
            store().markStarted(task.claim());
            loseAllNodes(0);
        });
    }

    @Test
    default void cancellingAReadyTaskFreesItsKey() {
        needs(Feature.UNIQUE);
        needs(Feature.CANCEL);
        store().cancel(insert(request().unique("k")));

        assertFree("k");
    }

    @Test
    default void aKeyWithAPeriodIsHeldForThatTimeAlsoByAFinishedTask() {
        needs(Feature.UNIQUE);
        ClaimedTask task = claimed(request().unique("k", Duration.ofHours(2)));
        succeed(task);

        assertHeldBy(task.task().id(), "k");
        letTimePass(Duration.ofMinutes(90));
        assertHeldBy(task.task().id(), "k");
        letTimePass(Duration.ofMinutes(31));
        assertFree("k");
    }

    @Test
    default void aPeriodThatHasPassedDoesNotFreeAnUnfinishedTasksKey() {
        needs(Feature.UNIQUE);
        String id = insert(request().unique("k", Duration.ofHours(2)));
        letTimePass(Duration.ofHours(3));

        assertHeldBy(id, "k");
        succeed(claimOne());
        assertFree("k");
    }

    @Test
    default void aFreedKeyCanBeHeldAgainAndAgain() {
        needs(Feature.UNIQUE);
        for (int i = 0; i < 3; i++) {
            ClaimedTask task = claimed(request().unique("k"));
            assertHeldBy(task.task().id(), "k");
            succeed(task);
        }
    }

    @Test
    default void theCompletionOfAnEarlierHolderDoesNotFreeTheKeyOfALaterOne() {
        needs(Feature.UNIQUE);
        ClaimedTask first = claimed(request().unique("k"));
        succeed(first);
        ClaimedTask second = claimed(request().unique("k"));
        assertThat(complete(first, new Outcome.Succeeded("late"))).hasSize(1);

        assertHeldBy(second.task().id(), "k");
    }

    @Test
    default void aKeyBelongsToItsTask() {
        needs(Feature.UNIQUE);

        insert(TaskRequests.of("mail").unique("k"));
        insert(TaskRequests.of("report").unique("k"));

        assertThat(claim(newNode(), 9)).hasSize(2);
    }

    /** A rolling deployment of a rename: nodes of the old version know the old name alone. */
    @Test
    default void aKeyIsHeldUnderEachNameThatItsTaskHasHad() {
        needs(Feature.UNIQUE);
        TaskRequests[] old = {
            TaskRequests.of("sync"),
            TaskRequests.of("stock.sync"),
            TaskRequests.of("stock.sync").formerly("sync")
        };
        for (TaskRequests before : old) {
            String held = insert(before.unique("eu"));
            assertThat(renamed("eu")).isEqualTo(held);
            succeed(claimOne());

            String first = renamed("eu");
            TaskRequest again = before.id(TaskRequests.nextId()).build();
            assertThat(store().insert(again).id()).isEqualTo(first);
            succeed(claimOne());
        }
    }

    @Test
    default void aPeriodHoldsAKeyOverARename() {
        needs(Feature.UNIQUE);
        ClaimedTask old = claimed(TaskRequests.of("stock.sync").unique("eu", Duration.ofDays(1)));
        succeed(old);

        assertThat(renamed("eu")).isEqualTo(old.task().id());
        letTimePass(Duration.ofHours(25));
        assertThat(renamed("eu")).isNotEqualTo(old.task().id());
    }

    /** One of two names was free: what was taken of it must not stay with a task that is never written. */
    @Test
    default void aHitUnderOneNameLeavesTheOthersFree() {
        needs(Feature.UNIQUE);
        String held = insert(TaskRequests.of("stock.update").unique("eu"));

        assertThat(renamed("eu")).isEqualTo(held);

        String old = insert(TaskRequests.of("stock.sync").unique("eu"));
        assertThat(old).isNotEqualTo(held);
        assertThat(claimIds(newNode(), 9)).containsExactly(held, old);
    }

    @Test
    default void aRetriedTaskHoldsItsKeyAgainBesideAnotherWhosePeriodLasts() {
        needs(Feature.UNIQUE);
        needs(Feature.RETRY);
        ClaimedTask lasting = claimed(request().unique("lasting", Duration.ofHours(2)));
        succeed(lasting);
        ClaimedTask failed = claimed(request().unique("k"));
        fail(failed);

        assertThat(store().retry(failed.task().id())).isTrue();

        assertHeldBy(failed.task().id(), "k");
        assertHeldBy(lasting.task().id(), "lasting");
    }

    @Test
    default void ofEightThreadsWithOldAndNewNamesOneWrites() {
        needs(Feature.UNIQUE);
        for (int round = 0; round < 10; round++) {
            String key = "rename-" + round;

            List<String> ids = Race.run(
                    8,
                    number -> Race.won(() -> (number % 2 == 0 ? store() : secondStore())
                            .insert((number % 3 == 0
                                            ? TaskRequests.of("stock.sync")
                                            : TaskRequests.of("stock.update").formerly("sync", "stock.sync"))
                                    .unique(key)
                                    .build())
                            .id()));

            assertThat(ids).containsOnly(ids.get(0));
            assertThat(claimIds(newNode(), 9)).containsExactly(ids.get(0));
        }
    }

    private String renamed(String key) {
        return store().insert(TaskRequests.of("stock.update")
                        .formerly("sync", "stock.sync")
                        .unique(key)
                        .build())
                .id();
    }

    @Test
    default void aKeyHoldsAcrossQueues() {
        needs(Feature.UNIQUE);
        String id = insert(request().queue("a").unique("k"));

        assertThat(store().insert(request().queue("b").unique("k").build()).id())
                .isEqualTo(id);
    }

    @Test
    default void keysAreComparedToTheLetter() {
        needs(Feature.UNIQUE);

        long different = Stream.of("key", "KEY", "key ", " key", "k\u00E9y", "ke\u0301y", "key\uD83D\uDE80")
                .map(key -> insert(request().unique(key)))
                .distinct()
                .count();

        assertThat(different).isEqualTo(7);
    }

    @Test
    default void theLongestKeysAreToldApart() {
        needs(Feature.UNIQUE);
        String start = "\u4E2D".repeat(999);

        String id = insert(request().unique(start + "a"));
        insert(request().unique(start + "b"));

        assertHeldBy(id, start + "a");
    }

    @Test
    default void tasksWithoutAKeyAreNeverTheSame() {
        insertOne();
        insertOne();

        assertThat(claim(newNode(), 9)).hasSize(2);
    }

    @Test
    default void ofEightThreadsWithOneKeyOneWritesAndAllGetItsTask() {
        needs(Feature.UNIQUE);
        for (int round = 0; round < 10; round++) {
            String key = "race-" + round;

            List<String> ids = Race.run(
                    8,
                    number -> Race.won(() -> (number % 2 == 0 ? store() : secondStore())
                            .insert(request().unique(key).build())
                            .id()));

            assertThat(ids).containsOnly(ids.get(0));
            assertThat(claimIds(newNode(), 9)).containsExactly(ids.get(0));
        }
    }

    @Test
    default void aCompletionAndAnEnqueueWithTheSameKeyLeaveOneUnfinishedTaskAtMost() {
        needs(Feature.UNIQUE);
        for (int round = 0; round < 10; round++) {
            ClaimedTask task = claimed(request().unique("k"));
            Instant started = now();
            TaskRequest next = request().unique("k").build();

            List<String> ids = Race.run(2, number -> {
                if (number == 0) {
                    Race.won(() -> store().complete(
                                    List.of(new Completion(task.claim(), new Outcome.Succeeded("1"), started)))
                            .lost());
                    return null;
                }
                return Race.won(() -> secondStore().insert(next).id());
            });

            assertThat(ids.get(1)).isIn(task.task().id(), next.id());
            List<ClaimedTask> written = claim(newNode(), 9);
            assertThat(StoreSteps.ids(written))
                    .isEqualTo(ids.get(1).equals(next.id()) ? List.of(next.id()) : List.of());
            written.forEach(this::succeed);
            assertFreeAndFinish("k");
        }
    }

    @Test
    default void insertAllWritesOneTaskForAKey() {
        needs(Feature.UNIQUE);
        needs(Feature.BULK);
        String holder = insert(request().unique("held"));

        store().insertAll(Stream.of("new", "held", "new", "other")
                .map(key -> request().unique(key).build())
                .iterator());

        assertThat(claimIds(newNode(), 9)).hasSize(3).startsWith(holder);
    }

    /** Both are half read before either goes on: whoever wrote as it read would wait for the other's keys. */
    @Test
    default void bulksWithTheSameKeysInOppositeOrdersDoNotWaitForEachOther() {
        needs(Feature.UNIQUE);
        needs(Feature.BULK);
        int count = 1_200;
        CyclicBarrier half = new CyclicBarrier(2);

        List<Long> written = Race.run(2, number -> (number == 0 ? store() : secondStore())
                .insertAll(IntStream.range(0, count)
                        .peek(i -> await(i == count / 2, half))
                        .map(i -> number == 0 ? i : count - 1 - i)
                        .mapToObj(i -> request().unique("k-" + i).build())
                        .iterator()));

        assertThat(written.get(0) + written.get(1)).isEqualTo(count);
    }

    private static void await(boolean here, CyclicBarrier barrier) {
        if (here) {
            try {
                barrier.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError("the other bulk does not come", e);
            }
        }
    }

    private void freesTheKey(Consumer<ClaimedTask> completion) {
        needs(Feature.UNIQUE);
        completion.accept(claimed(request().unique("k")));

        assertFree("k");
    }

    private void assertFreeAndFinish(String key) {
        assertFree(key);
        succeed(claimOne());
    }

    private void assertHeldBy(String id, String key) {
        assertThat(store().insert(request().unique(key).build()).id()).isEqualTo(id);
    }

    private void assertFree(String key) {
        TaskRequest next = request().unique(key).build();
        assertThat(store().insert(next).id()).isEqualTo(next.id());
    }
}
