package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lost worker held is not lost. */
interface RescueTests extends StoreSteps {

    @Test
    default void whatALostNodeHeldIsReadyAgain() {
        ClaimedTask task = claimed();
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(1, List.of()));

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.READY);
        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(0, List.of()));
        assertThat(claimOneLater().task().id()).isEqualTo(task.task().id());
    }

    @Test
    default void whatWasNotHeldIsLeftAlone() {
        String waiting = insertOne();
        ClaimedTask done = claimed(request().priority(1));
        succeed(done);
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(secondStore().rescue(0, MANY)).isEqualTo(new Rescue(0, List.of()));

        assertThat(status(waiting)).isEqualTo(TaskStatus.READY);
        assertThat(status(done.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    default void whatALivingNodeHoldsIsLeftAlone() {
        ClaimedTask lost = claimed();
        letTimePass(LONGER_THAN_THE_LEASE);
        ClaimedTask held = claimed();

        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(1, List.of()));

        assertThat(status(lost.task().id())).isEqualTo(TaskStatus.READY);
        succeed(held);
    }

    @Test
    default void moreThanAPageIsRescuedInOneRound() {
        for (int i = 0; i < 25; i++) {
            insert(i % 5 == 0 ? request().notRerunIfLost() : request());
        }
        List<ClaimedTask> tasks = claim(newNode(), 25);
        tasks.stream().filter(ClaimedTask::startsAlone).forEach(each -> store().markStarted(each.claim()));
        letTimePass(LONGER_THAN_THE_LEASE);

        Rescue rescue = secondStore().rescue(3, 4);

        assertThat(rescue.readied()).isEqualTo(20);
        assertThat(rescue.failed()).hasSize(5);
        assertThat(secondStore().rescue(3, 4)).isEqualTo(new Rescue(0, List.of()));
    }

    @Test
    default void roundsOfSeveralNodesRescueEachTaskOnce() {
        for (int i = 0; i < 100; i++) {
            insertOne();
        }
        claim(newNode(), 100);
        letTimePass(LONGER_THAN_THE_LEASE);

        List<Integer> readied = Race.run(
                6,
                number -> Race.won(() ->
                        (number % 2 == 0 ? store() : secondStore()).rescue(3, 7).readied()));
        int rest = store().rescue(3, 7).readied();

        assertThat(readied.stream().mapToInt(Integer::intValue).sum() + rest).isEqualTo(100);
    }

    @Test
    default void aTaskThatWasLostStartsAloneFromThenOn() {
        claimed();
        loseAllNodes(3);

        ClaimedTask again = claimOneLater();
        assertThat(again.startsAlone()).isTrue();
        store().release(List.of(again.claim()));
        assertThat(claimOneLater().startsAlone()).isTrue();
    }

    @Test
    default void theFirstLossCountsAlthoughNobodyKnowsWhetherItHadStarted() {
        ClaimedTask task = claimed();
        loseAllNodes(3);

        TaskRecord found = find(task.task().id());
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.workerIds()).isEqualTo(task.task().workerIds());
        isLoss(found.errors().get(0), 1, task.task().workerIds().get(0));
        ClaimedTask again = claimOneLater();
        assertThat(again.task().attempts()).isEqualTo(2);
        assertThat(again.attemptsBefore()).as("it costs none of its attempts").isEqualTo(1);
    }

    @Test
    default void aLaterLossBeforeTheStartIsNone() {
        ClaimedTask task = claimed();
        loseAllNodes(3);
        claimOneLater();
        loseAllNodes(3);

        TaskRecord found = find(task.task().id());
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.errors()).hasSize(1);
    }

    @Test
    default void everyLossLeavesAnErrorWithItsNode() {
        String id = insertOne();
        List<String> nodes = new ArrayList<>();
        for (int loss = 0; loss < 4; loss++) {
            ClaimedTask task = claimOneLater();
            nodes.add(task.task().workerIds().get(loss));
            if (task.startsAlone()) {
                assertThat(store().markStarted(task.claim())).isTrue();
            }
            loseAllNodes(3);
        }

        TaskRecord found = find(id);
        assertThat(found.status()).as("lost more often than allowed").isEqualTo(TaskStatus.FAILED);
        assertThat(found.errors()).hasSize(4);
        for (int loss = 0; loss < 4; loss++) {
            isLoss(found.errors().get(loss), loss + 1, nodes.get(loss));
        }
    }

    private static void isLoss(TaskError error, int attempt, String node) {
        assertThat(error.exceptionClass()).isEqualTo("ee.tasks.WorkerLostError");
        assertThat(error.attempt()).isEqualTo(attempt);
        assertThat(error.workerId()).isEqualTo(node);
        assertThat(error.failedAt()).isNotNull();
    }

    @Test
    default void aLossAfterTheStartIsAnAttempt() {
        ClaimedTask task = claimed();
        assertThat(store().markStarted(task.claim())).isTrue();
        loseAllNodes(3);

        TaskRecord found = find(task.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.READY);
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.workerIds()).isEqualTo(task.task().workerIds());
        assertThat(claimOneLater().task().attempts()).isEqualTo(2);
    }

    @Test
    default void lossesBeforeTheStartDoNotFailATask() {
        String id = insertOne();
        for (int i = 0; i < 4; i++) {
            claimOneLater();
            loseAllNodes(1);
        }

        assertThat(status(id)).isEqualTo(TaskStatus.READY);
        assertThat(find(id).attempts()).isEqualTo(1);
    }

    @Test
    default void aTaskThatIsLostTooOftenAfterItsStartFails() {
        String id = insertOne();
        for (int i = 0; i < 2; i++) {
            assertThat(store().markStarted(claimOneLater().claim())).isTrue();
            loseAllNodes(2);
            assertThat(status(id)).isEqualTo(TaskStatus.READY);
        }
        ClaimedTask last = claimOneLater();
        store().markStarted(last.claim());
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(secondStore().rescue(2, MANY)).isEqualTo(new Rescue(0, List.of(id)));

        isFailedByLoss(last);
        assertThat(find(id).attempts()).isEqualTo(3);
        nothingIsDue();
    }

    @Test
    default void noLossIsForgivenWhereNoneIsAllowed() {
        ClaimedTask task = claimed();
        store().markStarted(task.claim());
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(secondStore().rescue(0, MANY).failed())
                .containsExactly(task.task().id());
        isFailedByLoss(task);
    }

    @Test
    default void failedAttemptsAreNotLosses() {
        String id = insertOne();
        for (int i = 0; i < 3; i++) {
            ClaimedTask task = claimOneLater();
            store().markStarted(task.claim());
            retry(task);
        }
        store().markStarted(claimOneLater().claim());
        loseAllNodes(1);

        assertThat(status(id)).isEqualTo(TaskStatus.READY);
        assertThat(find(id).attempts()).isEqualTo(4);
    }

    @Test
    default void aTaskThatMustNotBeRerunStartsAlone() {
        assertThat(claimed(request().notRerunIfLost()).startsAlone()).isTrue();
    }

    @Test
    default void aTaskThatMustNotBeRerunIsReadyAgainWhenLostBeforeItsStart() {
        ClaimedTask task = claimed(request().notRerunIfLost());
        loseAllNodes(3);

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.READY);
        assertThat(claimOneLater().task().id()).isEqualTo(task.task().id());
    }

    @Test
    default void aTaskThatMustNotBeRerunFailsWhenLostAfterItsStart() {
        ClaimedTask task = claimed(request().notRerunIfLost());
        assertThat(store().markStarted(task.claim())).isTrue();
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(secondStore().rescue(3, MANY))
                .isEqualTo(new Rescue(0, List.of(task.task().id())));
        isFailedByLoss(task);
    }

    @Test
    default void aClaimTellsWhetherItsRunMayBeGivenBack() {
        ClaimedTask task = claimed();
        assertThat(task.rerunIfLost()).isTrue();
        assertThat(claimed(request().notRerunIfLost()).rerunIfLost()).isFalse();
        loseAllNodes(3);

        for (int n = 0; n < 2; n++) {
            ClaimedTask again = claimOneLater();
            assertThat(again.startsAlone()).isTrue();
            assertThat(again.rerunIfLost())
                    .isEqualTo(again.task().id().equals(task.task().id()));
        }
    }

    @Test
    default void aStartIsForgottenWhenItIsGivenBack() {
        ClaimedTask task = claimed();
        store().markStarted(task.claim());
        store().release(List.of(task.claim()));
        assertThat(find(task.task().id()).attempts()).isZero();
        claimOneLater();
        loseAllNodes(0);

        assertThat(status(task.task().id())).as("none is allowed").isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aStartIsForgottenWithItsAttempt() {
        ClaimedTask task = claimed();
        store().markStarted(task.claim());
        retry(task);
        claimOneLater();
        loseAllNodes(0);

        assertThat(status(task.task().id())).as("none is allowed").isEqualTo(TaskStatus.READY);
        assertThat(find(task.task().id()).attempts()).isEqualTo(2);
    }

    private void isFailedByLoss(ClaimedTask task) {
        TaskRecord found = find(task.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(found.finishedAt()).isNotNull();
        TaskError last = found.errors().get(found.errors().size() - 1);
        assertThat(last.exceptionClass()).isEqualTo("ee.tasks.WorkerLostError");
        assertThat(last.attempt()).isEqualTo(found.attempts());
        assertThat(last.workerId())
                .isEqualTo(found.workerIds().get(found.workerIds().size() - 1));
        assertThat(last.failedAt()).isNotNull();
    }
}
