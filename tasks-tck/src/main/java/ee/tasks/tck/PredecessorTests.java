package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Predecessors that are not found are not taken for finished; and those that were healed are. */
interface PredecessorTests extends StoreSteps {

    Retention NOTHING_IS_KEPT = new Retention(
            Map.of(
                    TaskStatus.SUCCESSFUL, Duration.ZERO,
                    TaskStatus.FAILED, Duration.ZERO,
                    TaskStatus.CANCELLED, Duration.ZERO),
            Map.of());

    /** Longer than the grace. */
    Duration TOO_LONG = Duration.ofMinutes(61);

    /** Of 2009. */
    String OLD = "01234567-89ab-7cde-8f01-23456789abcd";

    @Test
    default void whatIsNotThereYetIsWaitedFor() {
        needs(Feature.DEPENDENCIES);
        String id = newId();
        TaskRequests first = request().id(id);
        String second = insert(request().dependsOn(id));
        settle();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
        nothingIsDue();

        ClaimedTask task = claimed(first);
        settle();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
        succeed(task);

        assertThat(claimOne().task().id()).isEqualTo(second);
    }

    @Test
    default void whatIsCancelledAtItsEnqueueTellsWhoeverWaitsForItAlready() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        String id = newId();
        String third = insert(request().dependsOn(id));
        String anyway = insert(request().dependsOn(id).evenIfFailed());
        fail(first);

        TaskRequests second = request().id(id).dependsOn(first.task().id());
        assertThat(status(insert(second))).isEqualTo(TaskStatus.CANCELLED);
        settle();

        assertThat(status(third)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(status(anyway)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void soIsAFlow() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.BULK);
        String flow = newId();
        String chord = insert(request().dependsOnFlow(flow));
        settle();
        assertThat(status(chord)).isEqualTo(TaskStatus.WAITING);

        store().insertAll(StoreSteps.requests(2)
                .map(each -> each.flow(flow).build())
                .iterator());
        settle();
        List<ClaimedTask> tasks = claim(newNode(), 9);
        assertThat(tasks).hasSize(2);
        for (ClaimedTask each : tasks) {
            assertThat(status(chord)).isEqualTo(TaskStatus.WAITING);
            succeed(each);
        }

        assertThat(claimOne().task().id()).isEqualTo(chord);
    }

    @Test
    default void whatNeverComesCancelsWhatWaits() {
        needs(Feature.DEPENDENCIES);
        String waits = insert(request().dependsOn(newId()));
        String waitsForAFlow = insert(request().dependsOnFlow(newId()));
        String next = insert(request().dependsOn(waits));
        letTimePass(Duration.ofMinutes(59));
        settle();
        assertThat(status(waits)).isEqualTo(TaskStatus.WAITING);

        letTimePass(TOO_LONG);
        settle();

        assertThat(List.of(waits, waitsForAFlow, next)).map(this::status).containsOnly(TaskStatus.CANCELLED);
    }

    @Test
    default void whatNeverComesReleasesWhatRunsEvenIfFailed() {
        needs(Feature.DEPENDENCIES);
        String waits = insert(request().dependsOn(newId()).evenIfFailed());

        letTimePass(TOO_LONG);
        settle();

        assertThat(claimOne().task().id()).isEqualTo(waits);
    }

    @Test
    default void anIdThatDoesNotTellItsAgeIsWaitedFor() {
        needs(Feature.DEPENDENCIES);
        String waits = insert(request().dependsOn("no id of ours"));
        settle();
        assertThat(status(waits)).isEqualTo(TaskStatus.WAITING);

        letTimePass(TOO_LONG);
        settle();

        assertThat(status(waits)).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void whatIsUnknownAndOldIsRefused() {
        needs(Feature.DEPENDENCIES);
        for (TaskRequests refused : List.of(
                request().dependsOn(OLD),
                request().dependsOnFlow(OLD),
                request().dependsOn(OLD).evenIfFailed())) {
            assertThatThrownBy(() -> store().insert(refused.build()))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageContaining("no longer kept")
                    .hasMessageContaining(OLD);
        }
        needs(Feature.BULK);
        assertThatThrownBy(() -> store().insertAll(List.of(
                                request().build(), request().dependsOn(OLD).build())
                        .iterator()))
                .isInstanceOf(InvalidTaskException.class);

        nothingIsDue();
    }

    @Test
    default void theStatusOfAPrunedTaskStaysKnown() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask good = claimed();
        succeed(good);
        ClaimedTask bad = claimed();
        fail(bad);
        assertThat(pruning().prune(NOTHING_IS_KEPT, MANY)).isEqualTo(2);

        assertThat(statusOf(request().dependsOn(good.task().id()))).isEqualTo(TaskStatus.READY);
        assertThat(statusOf(request().dependsOn(bad.task().id()))).isEqualTo(TaskStatus.CANCELLED);
        assertThat(statusOf(request().dependsOn(bad.task().id()).evenIfFailed()))
                .isEqualTo(TaskStatus.READY);
    }

    @Test
    default void theStatusOfAPrunedFlowStaysKnown() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.BULK);
        String good = TaskRequests.nextId();
        succeed(claimed(request().flow(good)));
        String bad = TaskRequests.nextId();
        succeed(claimed(request().flow(bad)));
        fail(claimed(request().flow(bad)));
        assertThat(pruning().prune(NOTHING_IS_KEPT, MANY)).isEqualTo(3);

        assertThat(statusOf(request().dependsOnFlow(good))).isEqualTo(TaskStatus.READY);
        assertThat(statusOf(request().dependsOnFlow(bad))).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    default void aFlowThatWasHealedHasSucceeded() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.RETRY);
        String flow = TaskRequests.nextId();
        succeed(claimed(request().flow(flow)));
        ClaimedTask failed = claimed(request().flow(flow));
        fail(failed);
        assertThat(statusOf(request().dependsOnFlow(flow))).isEqualTo(TaskStatus.CANCELLED);

        store().retry(failed.task().id());
        String whileItRuns = insert(request().dependsOnFlow(flow));
        assertThat(status(whileItRuns)).isEqualTo(TaskStatus.WAITING);
        succeed(claimOne());

        assertThat(status(whileItRuns)).isEqualTo(TaskStatus.READY);
        assertThat(statusOf(request().dependsOnFlow(flow))).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void soHasOneOfWhichACancelledTaskWasRetried() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.RETRY);
        needs(Feature.CANCEL);
        String flow = TaskRequests.nextId();
        String cancelled = insert(request().flow(flow));
        store().cancel(cancelled);
        store().retry(cancelled);
        succeed(claimOne());

        assertThat(statusOf(request().dependsOnFlow(flow))).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void whatRunsEvenIfFailedWaitsForAFlowOfWhichATaskIsRetried() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.RETRY);
        String flow = TaskRequests.nextId();
        store().insertAll(StoreSteps.requests(2)
                .map(each -> each.flow(flow).build())
                .iterator());
        String last = insert(request().dependsOnFlow(flow).evenIfFailed());
        List<ClaimedTask> tasks = claim(newNode(), 9);
        fail(tasks.get(0));
        store().retry(tasks.get(0).task().id());
        succeed(tasks.get(1));
        assertThat(status(last)).isEqualTo(TaskStatus.WAITING);

        succeed(claimOne());

        assertThat(claimOne().task().id()).isEqualTo(last);
    }

    private TaskStatus statusOf(TaskRequests request) {
        return store().insert(request.build()).status();
    }
}
