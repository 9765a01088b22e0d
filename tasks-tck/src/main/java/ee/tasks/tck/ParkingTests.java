package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one version of an application cannot run waits for another. */
interface ParkingTests extends StoreSteps {

    @Test
    default void aParkedTaskIsReadyButNotDue() {
        String node = newNode();
        String id = insert(TaskRequests.of("mail"));
        TaskRecord before = find(id);
        park(claimOne(node), node);

        assertThat(find(id)).isEqualTo(before);
        nothingIsDue();
    }

    @Test
    default void ofManyThatAreParkedAtOnceThoseWhoseClaimsAreLostAreLetBe() {
        String node = newNode();
        List.of("mail", "mail", "report").forEach(task -> insert(TaskRequests.of(task)));
        List<ClaimedTask> claimed = claim(node, 3);
        store().release(List.of(claimed.get(1).claim()));

        store().park(List.of(
                new Parked(claimed.get(2).claim(), node, Parking.UNREADABLE, "a number, not a text"),
                new Parked(claimed.get(1).claim(), node, Parking.UNKNOWN_TASK, "no task of that name here"),
                new Parked(claimed.get(0).claim(), node, Parking.UNKNOWN_TASK, "no task of that name here")));

        assertThat(failingUnreadable().parked())
                .containsEntry(Parking.UNKNOWN_TASK, 1L)
                .containsEntry(Parking.UNREADABLE, 1L);
        assertThat(claimIds(newNode(), 9)).containsExactly(claimed.get(1).task().id());
        assertThat(store().unpark(newNode(), QueueSelection.ALL, Set.of("mail", "report")))
                .isEqualTo(2);
    }

    @Test
    default void timeDoesNotMakeAParkedTaskDue() {
        String node = newNode();
        String id = insert(TaskRequests.of("mail"));
        park(claimOne(node), node);
        letTimePass(Duration.ofDays(1));

        assertThat(store().promote(MANY)).isZero();
        nothingIsDue();
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void anotherNodeThatKnowsTheTaskUnparksIt() {
        String node = newNode();
        String id = insert(TaskRequests.of("mail"));
        park(claimOne(node), node);

        String other = newNode();
        assertThat(secondStore().unpark(other, QueueSelection.ALL, Set.of("mail", "report")))
                .isEqualTo(1);

        ClaimedTask again = claimOne(other);
        assertThat(again.task().id()).isEqualTo(id);
        assertThat(again.task().attempts()).isEqualTo(1);
        assertThat(again.startsAlone()).isFalse();
    }

    @Test
    default void aNodeDoesNotUnparkWhatItParkedItself() {
        String node = newNode();
        insert(TaskRequests.of("mail"));
        park(claimOne(node), node);

        assertThat(store().unpark(node, QueueSelection.ALL, Set.of("mail"))).isZero();
        nothingIsDue();
    }

    @Test
    default void aNodeDoesNotUnparkWhatItDoesNotKnow() {
        String node = newNode();
        insert(TaskRequests.of("mail"));
        park(claimOne(node), node);

        assertThat(store().unpark(newNode(), QueueSelection.ALL, Set.of("report", "Mail", "mai")))
                .isZero();
        assertThat(store().unpark(newNode(), QueueSelection.ALL, Set.of())).isZero();
        nothingIsDue();
    }

    @Test
    default void aNodeDoesNotUnparkWhatIsInNoQueueOfIts() {
        String node = newNode();
        String id = insert(TaskRequests.of("mail").queue("slow"));
        park(claimOne(node), node);
        String other = newNode();
        Set<String> known = Set.of("mail");

        assertThat(store().unpark(other, new QueueSelection(Set.of("fast", "Slow"), Set.of()), known))
                .isZero();
        assertThat(store().unpark(other, new QueueSelection(Set.of("*"), Set.of("fast", "slow")), known))
                .isZero();
        assertThat(store().unpark(other, new QueueSelection(Set.of("slow", "fast"), Set.of("slow")), known))
                .isZero();
        assertThat(store().unpark(other, new QueueSelection(Set.of(), Set.of()), known))
                .isZero();
        nothingIsDue();

        QueueSelection serving = new QueueSelection(Set.of("fast", "slow"), Set.of("default"));
        assertThat(store().unpark(other, serving, known)).isEqualTo(1);
        assertThat(claimOne(other).task().id()).isEqualTo(id);
    }

    @Test
    default void aTaskMayBeParkedAgainByAnother() {
        String first = newNode();
        insert(TaskRequests.of("mail"));
        park(claimOne(first), first);
        String second = newNode();
        store().unpark(second, QueueSelection.ALL, Set.of("mail"));
        park(claimOne(second), second);

        assertThat(store().unpark(second, QueueSelection.ALL, Set.of("mail"))).isZero();
        assertThat(store().unpark(first, QueueSelection.ALL, Set.of("mail"))).isEqualTo(1);
        assertThat(claimOne(first).task().attempts()).isEqualTo(1);
    }

    @Test
    default void unparkingTouchesNothingElse() {
        needs(Feature.DEFER);
        insert(TaskRequests.of("mail").delay(Duration.ofHours(1)));
        String ready = insert(TaskRequests.of("mail"));

        assertThat(store().unpark(newNode(), QueueSelection.ALL, Set.of("mail")))
                .isZero();

        assertThat(claimIds(newNode(), 9)).containsExactly(ready);
    }

    @Test
    default void aParkedTaskKeepsItsPlaceAndItsQueue() {
        needs(Feature.PRIORITY);
        String node = newNode();
        String urgent = insert(TaskRequests.of("mail").priority(5).queue("urgent"));
        park(claimOne(node), node);
        String ordinary = insert(request());
        String other = newNode();
        store().unpark(other, QueueSelection.ALL, Set.of("mail"));

        assertThat(claimIds(other, 9)).containsExactly(urgent, ordinary);
    }

    @Test
    default void aParkedTaskCanBeCancelled() {
        needs(Feature.CANCEL);
        String node = newNode();
        String id = insert(TaskRequests.of("mail"));
        park(claimOne(node), node);

        assertThat(store().cancel(id)).isTrue();

        assertThat(store().unpark(newNode(), QueueSelection.ALL, Set.of("mail")))
                .isZero();
        assertThat(status(id)).isEqualTo(TaskStatus.CANCELLED);
        nothingIsDue();
    }

    @Test
    default void aCancelledTaskThatIsParkedIsCancelled() {
        needs(Feature.CANCEL);
        needs(Feature.DEPENDENCIES);
        String node = newNode();
        String id = insert(TaskRequests.of("mail"));
        String follower = insert(TaskRequests.of("report").dependsOn(id).evenIfFailed());
        ClaimedTask claimed = claimOne(node);
        store().cancel(id);
        park(claimed, node);
        settle();

        assertThat(status(id)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(id).finishedAt()).isNotNull();
        assertThat(store().unpark(newNode(), QueueSelection.ALL, Set.of("mail")))
                .isZero();
        assertThat(claimIds(newNode(), 9)).containsExactly(follower);
    }

    @Test
    default void whatALostNodeParkedStaysParkedUntilAnotherKnowsIt() {
        String node = newNode();
        insert(TaskRequests.of("mail"));
        park(claimOne(node), node);
        loseAllNodes(3);
        nothingIsDue();

        String other = newNode();
        assertThat(store().unpark(other, QueueSelection.ALL, Set.of("mail"))).isEqualTo(1);
        claimOne(other);
    }

    private void park(ClaimedTask task, String node) {
        store().park(List.of(new Parked(task.claim(), node, Parking.UNKNOWN_TASK, "no task of that name here")));
    }
}
