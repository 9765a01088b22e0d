package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two transactions that do not see each other may both miss that a task has nothing left to wait for. Each leaves a mark, and {@code
 * settle} finds it.
 */
interface DependencyRaceTests extends StoreSteps {

    @Test
    default void whatWaitsForTwoThatFinishAtOnceIsReleasedInTheEnd() {
        needs(Feature.DEPENDENCIES);
        for (int round = 0; round < 10; round++) {
            ClaimedTask one = claimed();
            ClaimedTask two = claimed();
            String third =
                    insert(request().dependsOn(one.task().id(), two.task().id()));

            completeAtOnce(List.of(one, two));
            settle();

            assertThat(status(third)).isEqualTo(TaskStatus.READY);
            succeed(claimOne());
            nothingIsDue();
        }
    }

    @Test
    default void aChordWhoseFlowFinishesOnManyNodesRunsOnce() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.BULK);
        store().insertAll(StoreSteps.requests(8)
                .map(each -> each.flow("flow").build())
                .iterator());
        String chord = insert(request().dependsOnFlow("flow"));
        List<ClaimedTask> tasks = claim(newNode(), 9);

        completeAtOnce(tasks);
        settle();

        assertThat(claimIds(newNode(), 9)).containsExactly(chord);
    }

    @Test
    default void whatIsEnqueuedWhileItsPredecessorFinishesIsReleasedInTheEnd() {
        needs(Feature.DEPENDENCIES);
        for (int round = 0; round < 10; round++) {
            ClaimedTask first = claimed();
            Instant started = now();
            TaskRequests second = request().dependsOn(first.task().id());

            List<String> ids = Race.run(
                    2,
                    number -> number == 0
                            ? Race.won(() -> succeed(secondStore(), first, started))
                            : Race.won(() -> store().insert(second.build()).id()));
            settle();

            assertThat(status(ids.get(1))).isEqualTo(TaskStatus.READY);
            succeed(claimOne());
        }
    }

    @Test
    default void whatIsEnqueuedWhileItsManyPredecessorsFinishIsReleasedInTheEnd() {
        needs(Feature.DEPENDENCIES);
        needs(TRANSACTIONS);
        String[] many = Stream.generate(this::insertOne).limit(25).toArray(String[]::new);
        List<ClaimedTask> claimed = claim(newNode(), MANY);
        TaskRequest last = request().dependsOn(many).build();

        inTransaction(true, () -> {
            store().insert(last);
            CompletableFuture.runAsync(() -> claimed.forEach(this::succeed)).join();
        });
        settle();

        assertThat(claimIds(newNode(), 9)).containsExactly(last.id());
    }

    @Test
    default void whatWaitsForManyIsReleasedByTheLastOfThem() {
        needs(Feature.DEPENDENCIES);
        String[] many = Stream.generate(this::insertOne).limit(25).toArray(String[]::new);
        String last = insert(request().dependsOn(many));
        settle();
        List<ClaimedTask> claimed = claim(newNode(), MANY);
        for (ClaimedTask each : claimed) {
            assertThat(status(last)).isEqualTo(TaskStatus.WAITING);
            succeed(each);
        }

        assertThat(claimIds(newNode(), 9)).containsExactly(last);
    }

    private void completeAtOnce(List<ClaimedTask> tasks) {
        Instant started = now();
        Race.run(
                tasks.size(),
                number ->
                        Race.won(() -> succeed(number % 2 == 0 ? store() : secondStore(), tasks.get(number), started)));
    }

    private static String succeed(TaskStore store, ClaimedTask task, Instant started) {
        assertThat(store.complete(List.of(new Completion(task.claim(), new Outcome.Succeeded("1"), started)))
                        .lost())
                .isEmpty();
        return task.task().id();
    }
}
