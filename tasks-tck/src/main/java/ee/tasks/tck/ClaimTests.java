package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One task, one holder. */
interface ClaimTests extends StoreSteps {

    @Test
    default void aClaimedTaskIsRunningWithItsAttemptCountedAndItsWorkerLast() {
        String id = insert(request().arguments("[\"a\"]").priority(3).queue("mail"));
        TaskRecord before = find(id);
        String node = newNode();

        TaskRecord claimed = claimOne(node).task();

        assertThat(claimed)
                .usingRecursiveComparison()
                .ignoringFields("status", "attempts", "workerIds", "startedAt", "lastAttemptedAt")
                .isEqualTo(before);
        assertThat(claimed.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(claimed.workerIds()).containsExactly(node);
    }

    /** No start is shown before it: the worker only estimates the store's time. */
    @Test
    default void aClaimTellsWhenItWasMade() {
        Instant before = now();
        String id = insert(request());
        String node = newNode();

        TaskRecord claimed = claimOne(node).task();

        assertThat(claimed.lastAttemptedAt()).isBetween(before, now());
        assertThat(claimed.startedAt()).isEqualTo(claimed.lastAttemptedAt());
        assertThat(find(id).lastAttemptedAt()).isEqualTo(claimed.lastAttemptedAt());
        assertThat(find(id).startedAt()).isEqualTo(claimed.lastAttemptedAt());
    }

    @Test
    @Tag("B208")
    @Tag("B209")
    default void everyNodeSeesThatAClaimedTaskRunsAndWhere() {
        String id = insertOne();
        assertThat(find(id).workerIds()).isEmpty();
        String node = newNode();
        claimOne(node);

        TaskRecord found = secondStore().find(id).orElseThrow();

        assertThat(found.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.workerIds()).containsExactly(node);
        assertThat(found.finishedAt()).isNull();
    }

    @Test
    @Tag("B165")
    default void aTaskClaimedByOneNodeIsNotGivenToAnother() {
        String first = insertOne();
        String second = insertOne();

        assertThat(claimIds(newNode(), 1)).containsExactly(first);
        assertThat(StoreSteps.ids(secondStore().claim(newNode(), QueueSelection.ALL, 9, Long.MAX_VALUE)))
                .containsExactly(second);
    }

    @Test
    default void aTaskMayBeClaimedByTheNodeThatIsStillBusyWithAnother() {
        insertOne();
        insertOne();
        String node = newNode();

        assertThat(claimOne(node).claim()).isNotEqualTo(claimOne(node).claim());
    }

    @Test
    default void noClaimIdIsEverUsedAgain() {
        insertOne();
        String node = newNode();
        Set<String> claimIds = new HashSet<>();

        for (int i = 0; i < 5; i++) {
            ClaimedTask claimed = claimOne(node);
            assertThat(claimIds.add(claimed.claimId())).isTrue();
            store().release(List.of(claimed.claim()));
        }
    }

    @Test
    default void anOrdinaryTaskNeedNotStartAlone() {
        assertThat(claimed().startsAlone()).isFalse();
    }

    @Test
    @Tag("B214")
    default void tenThousandTasksSharedByTwoNodesAreEachClaimedOnce() {
        int tasks = 10_000;
        store().insertAll(StoreSteps.requests(tasks)
                .map(each -> each.queue("queue-" + Math.floorMod(each.hashCode(), 3)))
                .map(TaskRequests::build)
                .iterator());
        List<String> nodes = List.of(newNode(), newNode());
        Instant started = now();
        AtomicInteger left = new AtomicInteger(tasks);

        List<List<String>> claimedByThread = Race.run(8, number -> {
            TaskStore own = number % 2 == 0 ? store() : secondStore();
            List<String> mine = new ArrayList<>();
            while (left.get() > 0) {
                List<ClaimedTask> batch = Race.won(
                        () -> own.claim(nodes.get(number % 2), QueueSelection.ALL, 25 + number, Long.MAX_VALUE));
                left.addAndGet(-batch.size());
                mine.addAll(StoreSteps.ids(batch));
                assertThat(Race.won(
                                () -> own.complete(succeeded(batch, started)).lost()))
                        .isEmpty();
            }
            return mine;
        });

        List<String> claimed = claimedByThread.stream().flatMap(List::stream).toList();
        assertThat(claimed).hasSize(tasks).doesNotHaveDuplicates();
        nothingIsDue();
    }

    @Test
    default void whatManyThreadsClaimAndGiveBackIsHeldByOneOfThemAtATime() {
        int tasks = 20;
        for (int i = 0; i < tasks; i++) {
            insertOne();
        }
        List<String> nodes = List.of(newNode(), newNode());
        Map<String, Integer> holders = new ConcurrentHashMap<>();

        List<Integer> clashes = Race.run(8, number -> {
            TaskStore own = number % 2 == 0 ? store() : secondStore();
            int clashed = 0;
            for (int round = 0; round < 30; round++) {
                List<ClaimedTask> batch =
                        Race.won(() -> own.claim(nodes.get(number % 2), QueueSelection.ALL, 5, Long.MAX_VALUE));
                for (ClaimedTask each : batch) {
                    clashed += holders.putIfAbsent(each.task().id(), number) == null ? 0 : 1;
                }
                batch.forEach(each -> holders.remove(each.task().id()));
                Race.won(() -> {
                    own.release(StoreSteps.claims(batch));
                    return null;
                });
            }
            return clashed;
        });

        assertThat(clashes).containsOnly(0);
        assertThat(claim(newNode(), 99)).hasSize(tasks);
    }

    private static List<Completion> succeeded(List<ClaimedTask> batch, Instant started) {
        return batch.stream()
                .map(each -> new Completion(each.claim(), new Outcome.Succeeded("null"), started))
                .toList();
    }
}
