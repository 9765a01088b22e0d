package ee.tasks.contract;

import static ee.tasks.contract.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Ends that are written in the transaction in which an atomic task did its work. An insert stands for that work. */
interface TransactionTests extends StoreSteps {

    @Test
    default void anEndInTheCallersTransactionIsCommittedWithIt() {
        joins();
        ClaimedTask task = claimed();
        List<String> work = new ArrayList<>();

        inTransaction(true, () -> {
            work.add(insertOne());
            succeed(task);
        });

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(store().find(work.get(0))).isPresent();
    }

    @Test
    default void anEndThatIsRolledBackLeavesTheTaskRunningUnderItsClaim() {
        joins();
        ClaimedTask task = claimed();
        TaskRecord before = find(task.task().id());
        List<String> work = new ArrayList<>();

        inTransaction(false, () -> {
            work.add(insertOne());
            succeed(task);
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

        inTransaction(false, () -> fail(task));
        inTransaction(false, () -> retry(task));
        inTransaction(false, () -> complete(task, new Outcome.Cancelled()));

        assertThat(find(task.task().id())).isEqualTo(before);
        assertThat(status(follower)).isEqualTo(TaskStatus.WAITING);
        succeed(task);
        assertThat(status(follower)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void theFenceHoldsInTheCallersTransactionAndARollbackUndoesAZombiesWork() {
        joins();
        ClaimedTask zombie = claimed();
        loseAllNodes(3);
        ClaimedTask now = claimOneLater();
        List<String> work = new ArrayList<>();

        inTransaction(false, () -> {
            work.add(insertOne());
            assertThat(complete(zombie, new Outcome.Succeeded("\"zombie\""))).containsExactly(zombie.claim());
        });

        assertThat(store().find(work.get(0))).isEmpty();
        assertThat(status(now.task().id())).isEqualTo(TaskStatus.RUNNING);
        succeed(now);
    }

    @Test
    default void theFenceHoldsWhenTheTaskIsTakenBackWhileTheTransactionIsOpen() {
        joins();
        ClaimedTask zombie = claimed();

        inTransaction(false, () -> {
            insertOne();
            elsewhere(() -> {
                secondStore().release(List.of(zombie.claim()));
                return null;
            });
            assertThat(complete(zombie, new Outcome.Succeeded("null"))).containsExactly(zombie.claim());
        });

        assertThat(claimOne().task().id()).isEqualTo(zombie.task().id());
    }

    @Test
    default void nobodyTakesATaskWhoseEndIsWrittenAndNotCommitted() {
        joins();
        ClaimedTask task = claimed();
        String claimer = newNode();
        letTimePass(LONGER_THAN_THE_LEASE);

        inTransaction(true, () -> {
            succeed(task);
            elsewhere(() -> secondStore().rescue(3, MANY));
            elsewhere(() -> secondStore().claim(claimer, ee.tasks.spi.QueueSelection.ALL, MANY));
        });

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(secondStore().rescue(3, MANY).readied()).isZero();
        nothingIsDue();
    }

    @Test
    default void anEndThatIsNotCommittedHoldsUpNobodyElse() {
        joins();
        String node = newNode();
        insertOne();
        insertOne();
        List<ClaimedTask> running = claim(node, 2);
        ClaimedTask atomic = running.get(0);
        ClaimedTask neighbour = running.get(1);
        String due = insertOne();

        inTransaction(true, () -> {
            insertOne();
            succeed(atomic);
            assertThat(elsewhere(() -> secondStore().renew(node, LEASE))).isPresent();
            assertThat(elsewhere(() -> claimIds(node, 1))).containsExactly(due);
            assertThat(elsewhere(() -> complete(neighbour, new Outcome.Succeeded("null"))))
                    .isEmpty();
            assertThat(elsewhere(() -> secondStore().stopping(List.of(atomic.claim()))))
                    .isEmpty();
        });

        assertThat(status(atomic.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(status(neighbour.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    default void whatATaskNotesWaitsForNoTransactionOfItsOwn() {
        joins();
        ClaimedTask task = claimed();
        String id = task.task().id();

        inTransaction(false, () -> {
            succeed(task);
            elsewhere(() -> {
                secondStore().progress(task.claim(), new TaskProgress(1, 2, "half"));
                secondStore().metadata(task.claim(), "colour", "green");
                return null;
            });
        });

        assertThat(find(id).progress()).isEqualTo(new TaskProgress(1, 2, "half"));
        assertThat(find(id).metadata()).containsEntry("colour", "green");
    }

    private void joins() {
        assumeTrue(store().joinsTransaction(), "the store joins no transaction");
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
