package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Completions that are written in the transaction in which an atomic task did its work. An insert stands for that work. */
interface TransactionTests extends StoreSteps {

    Outcome SUCCESS = new Outcome.Succeeded("null");

    @Test
    default void aCompletionInTheCallersTransactionIsCommittedWithIt() {
        joins();
        ClaimedTask task = claimed();
        Completion completion = completion(task, SUCCESS);
        List<String> work = new ArrayList<>();

        inTransaction(true, () -> {
            work.add(insertOne());
            assertThat(store().complete(List.of(completion)).lost()).isEmpty();
        });

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(store().find(work.get(0))).isPresent();
    }

    @Test
    default void aCompletionThatIsRolledBackLeavesTheTaskRunningUnderItsClaim() {
        joins();
        ClaimedTask task = claimed();
        TaskRecord before = find(task.task().id());
        Completion completion = completion(task, SUCCESS);
        List<String> work = new ArrayList<>();

        inTransaction(false, () -> {
            work.add(insertOne());
            assertThat(store().complete(List.of(completion)).lost()).isEmpty();
        });

        assertThat(find(task.task().id())).isEqualTo(before);
        assertThat(store().find(work.get(0))).isEmpty();
        fail(task);
    }

    @Test
    default void noOutcomeOfARolledBackTransactionLeavesATrace() {
        joins();
        ClaimedTask task = claimed();
        String follower = insert(request().dependsOn(task.task().id()));
        TaskRecord before = find(task.task().id());

        for (Outcome outcome : List.of(
                SUCCESS,
                new Outcome.Failed(error(task, "no")),
                new Outcome.Retrying(error(task, "again"), Duration.ZERO),
                new Outcome.Cancelled())) {
            Completion completion = completion(task, outcome);
            inTransaction(false, () -> assertThat(
                            store().complete(List.of(completion)).lost())
                    .isEmpty());
        }

        assertThat(find(task.task().id())).isEqualTo(before);
        assertThat(status(follower)).isEqualTo(TaskStatus.WAITING);
        succeed(task);
        assertThat(status(follower)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aLostClaimIsRefusedInTheCallersTransactionAndARollbackUndoesAZombiesWork() {
        joins();
        ClaimedTask zombie = claimed();
        loseAllNodes(3);
        ClaimedTask now = claimOneLater();
        Completion completion = completion(zombie, SUCCESS);
        List<String> work = new ArrayList<>();

        inTransaction(false, () -> {
            work.add(insertOne());
            assertThat(store().complete(List.of(completion)).lost()).containsExactly(zombie.claim());
        });

        assertThat(store().find(work.get(0))).isEmpty();
        assertThat(status(now.task().id())).isEqualTo(TaskStatus.RUNNING);
        succeed(now);
    }

    @Test
    default void aClaimThatIsGivenBackWhileTheTransactionIsOpenIsRefusedInIt() {
        joins();
        ClaimedTask zombie = claimed();
        Completion completion = completion(zombie, SUCCESS);

        inTransaction(false, () -> {
            insertOne();
            elsewhere(() -> {
                secondStore().release(List.of(zombie.claim()));
                return null;
            });
            assertThat(store().complete(List.of(completion)).lost()).containsExactly(zombie.claim());
        });

        assertThat(claimOne().task().id()).isEqualTo(zombie.task().id());
    }

    @Test
    default void nobodyTakesATaskWhoseCompletionIsWrittenAndNotCommitted() {
        joins();
        ClaimedTask task = claimed();
        Completion completion = completion(task, SUCCESS);
        letTimePass(LONGER_THAN_THE_LEASE);
        String claimer = newNode();

        inTransaction(true, () -> {
            assertThat(store().complete(List.of(completion)).lost()).isEmpty();
            elsewhere(() -> secondStore().rescue(3, MANY));
            elsewhere(() -> claim(claimer, MANY));
        });

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(secondStore().rescue(3, MANY).readied()).isZero();
        nothingIsDue();
    }

    @Test
    default void aCompletionThatIsNotCommittedHoldsUpNobodyElse() {
        joins();
        String node = newNode();
        insertOne();
        insertOne();
        List<ClaimedTask> running = claim(node, 2);
        ClaimedTask atomic = running.get(0);
        ClaimedTask neighbour = running.get(1);
        String due = insertOne();
        Completion completion = completion(atomic, SUCCESS);
        Completion neighboursCompletion = completion(neighbour, SUCCESS);

        inTransaction(true, () -> {
            insertOne();
            assertThat(store().complete(List.of(completion)).lost()).isEmpty();
            assertThat(elsewhere(() -> secondStore().renew(node, LEASE))).isPresent();
            assertThat(elsewhere(() -> claimIds(node, 1))).containsExactly(due);
            assertThat(elsewhere(() -> secondStore()
                            .complete(List.of(neighboursCompletion))
                            .lost()))
                    .isEmpty();
            assertThat(elsewhere(() -> secondStore().stopping(List.of(atomic.claim()))))
                    .isEmpty();
        });

        assertThat(status(atomic.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(status(neighbour.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    /** Nor the other of the same flow, though the same task waits for both. */
    @Test
    default void aCompletionThatIsNotCommittedHoldsUpNoOtherOfItsFlow() {
        joins();
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed(request().flow("flow"));
        ClaimedTask second = claimed(request().flow("flow"));
        String chord = insert(request().dependsOnFlow("flow"));
        String follower =
                insert(request().dependsOn(first.task().id(), second.task().id()));
        settle();
        Completion completion = completion(first, SUCCESS);
        Completion othersCompletion = completion(second, SUCCESS);

        inTransaction(true, () -> {
            assertThat(store().complete(List.of(completion)).lost()).isEmpty();
            assertThat(elsewhere(() ->
                            secondStore().complete(List.of(othersCompletion)).lost()))
                    .isNotNull()
                    .isEmpty();
            elsewhere(() -> secondStore().settle(MANY));
        });
        assertThat(status(second.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(List.of(status(chord), status(follower))).containsOnly(TaskStatus.WAITING);

        letTimePass(Duration.ofSeconds(2));
        settle();
        assertThat(claimIds(newNode(), MANY)).containsExactlyInAnyOrder(chord, follower);
    }

    @Test
    default void aTaskThatATransactionHoldsKeepsNoOtherFromBeingClaimed() {
        joins();
        String held = insert(request().priority(1));
        List<String> others = insertMany(10);
        String node = newNode();

        inTransaction(false, () -> {
            assertThat(store().cancel(held)).isTrue();
            assertThat(elsewhere(() -> claimIds(node, 10))).containsExactlyElementsOf(others);
        });

        assertThat(claimOne(node).task().id()).isEqualTo(held);
    }

    @Test
    default void manyTasksThatATransactionHoldsKeepNoOtherFromBeingClaimed() {
        joins();
        List<String> held = insertMany(12);
        List<String> others = insertMany(5);
        String node = newNode();

        inTransaction(false, () -> {
            held.forEach(each -> assertThat(store().cancel(each)).isTrue());
            assertThat(elsewhere(() -> claimIds(node, 5))).containsExactlyElementsOf(others);
        });

        assertThat(claimIds(node, MANY)).containsExactlyElementsOf(held);
    }

    @Test
    default void aTaskThatATransactionHoldsKeepsNoOtherFromBecomingDue() {
        joins();
        String held = insert(request().priority(1).delay(Duration.ofMinutes(1)));
        String other = insert(request().delay(Duration.ofMinutes(2)));
        String node = newNode();
        letTimePass(Duration.ofMinutes(3));

        inTransaction(false, () -> {
            assertThat(store().cancel(held)).isTrue();
            assertThat(elsewhere(() -> store().promote(1))).isEqualTo(1);
            assertThat(elsewhere(() -> claimIds(node, 2))).containsExactly(other);
        });

        assertThat(store().promote(MANY)).isEqualTo(1);
        assertThat(claimOne(node).task().id()).isEqualTo(held);
    }

    private List<String> insertMany(int count) {
        return Stream.generate(this::insertOne).limit(count).toList();
    }

    @Test
    default void whatATaskNotesWaitsForNoTransactionOfItsOwn() {
        joins();
        ClaimedTask task = claimed();
        String id = task.task().id();
        Completion completion = completion(task, SUCCESS);

        inTransaction(false, () -> {
            assertThat(store().complete(List.of(completion)).lost()).isEmpty();
            elsewhere(() -> {
                secondStore().progress(task.claim(), new TaskProgress(1, 2, "half"));
                secondStore().metadata(task.claim(), "colour", "green");
                return null;
            });
        });

        assertThat(find(id).progress()).isEqualTo(new TaskProgress(1, 2, "half"));
        assertThat(find(id).metadata()).containsEntry("colour", "green");
    }

    /** Made before the transaction, since asking for the time writes. */
    private Completion completion(ClaimedTask task, Outcome outcome) {
        return new Completion(task.claim(), outcome, now());
    }

    private void joins() {
        needs(TRANSACTIONS);
    }

    /** On another thread, and so in no transaction; a store may say that the open one is in the way. */
    private static <T> T elsewhere(Supplier<T> step) {
        try {
            return CompletableFuture.supplyAsync(() -> {
                        try {
                            return step.get();
                        } catch (TaskStoreException e) {
                            if (e.isLostRace()) {
                                return null;
                            }
                            throw e;
                        }
                    })
                    .get(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError("a step beside the transaction", e);
        }
    }
}
