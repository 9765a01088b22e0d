package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
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

/** Arguments that nobody can read are offered to each node once, and are an error after a while; unknown names never are. */
interface UnreadableTests extends StoreSteps {

    Duration GRACE = Duration.ofHours(1);

    @Test
    default void whatOneNodeCannotReadIsOfferedToAnotherAndToNobodyElse() {
        String first = newNode();
        String second = newNode();
        String id = insertOne();
        unreadable(claimOne(first), first);
        assertThat(unpark(second)).isEqualTo(1);

        assertThat(claim(first, MANY)).isEmpty();
        assertThat(claim(newNode(), MANY)).isEmpty();
        assertThat(claimOne(second).task().id()).isEqualTo(id);
    }

    @Test
    default void anOfferThatIsNotTakenIsOpenToAllAfterAWhile() {
        String first = newNode();
        String id = insertOne();
        unreadable(claimOne(first), first);
        unpark(newNode());
        letTimePass(Duration.ofMinutes(1));

        assertThat(claimOne(first).task().id()).isEqualTo(id);
    }

    @Test
    default void offersStandInNobodysWay() {
        needs(Feature.PRIORITY);
        String first = newNode();
        for (int i = 0; i < 20; i++) {
            insert(TaskRequests.request().priority(9));
            unreadable(claimOne(first), first);
        }
        unpark(newNode());
        String other = insertOne();

        assertThat(claimIds(first, 3)).containsExactly(other);
    }

    @Test
    default void offersInOneQueueStandInTheWayOfNoOther() {
        String first = newNode();
        for (int i = 0; i < 5; i++) {
            insert(TaskRequests.request().queue("mail"));
            unreadable(claimOne(first), first);
        }
        unpark(newNode());
        String other = insert(TaskRequests.request().queue("reports"));

        assertThat(StoreSteps.ids(secondStore().claim(first, QueueSelection.ALL, 3, Long.MAX_VALUE)))
                .containsExactly(other);
    }

    @Test
    default void noNodeIsOfferedTwiceWhatItCannotRead() {
        String first = newNode();
        String second = newNode();
        insertOne();
        unreadable(claimOne(first), first);
        unpark(second);
        unreadable(claimOne(second), second);

        assertThat(unpark(first)).isZero();
        assertThat(unpark(second)).isZero();
        nothingIsDue();
        assertThat(unpark(newNode())).isEqualTo(1);
    }

    @Test
    default void anUnreadableTaskFailsWhenTheGraceIsOverItsArgumentsUntouched() {
        needs(Feature.DEPENDENCIES);
        String node = newNode();
        String id = insert(TaskRequests.request().arguments("[\"from another version\"]"));
        String follower = insert(TaskRequests.request().dependsOn(id));
        unreadable(claimOne(node), node);
        letTimePass(Duration.ofMinutes(59));
        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();
        assertThat(status(id)).isEqualTo(TaskStatus.READY);

        letTimePass(Duration.ofMinutes(2));
        assertThat(secondStore().failUnreadable(GRACE, MANY)).containsExactly(id);
        settle();

        TaskRecord failed = find(id);
        assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(failed.finishedAt()).isNotNull();
        assertThat(failed.arguments()).isEqualTo("[\"from another version\"]");
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.errors()).hasSize(1);
        TaskError error = failed.errors().get(0);
        assertThat(error.exceptionClass()).isEqualTo("ee.tasks.UnreadableTaskError");
        assertThat(error.message()).startsWith("EETASK").contains("a number, not a text", "PT1H");
        assertThat(error.attempt()).isEqualTo(1);
        assertThat(status(follower)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();
        nothingIsDue();
    }

    @Test
    default void theGraceCountsFromTheFirstNodeThatCouldNotReadIt() {
        String first = newNode();
        String id = insertOne();
        unreadable(claimOne(first), first);
        letTimePass(Duration.ofMinutes(50));
        String second = newNode();
        unpark(second);
        unreadable(claimOne(second), second);
        letTimePass(Duration.ofMinutes(11));

        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).containsExactly(id);
    }

    @Test
    default void anAttemptThatCouldReadItStartsTheGraceAnew() {
        String old = newNode();
        String id = insertOne();
        unreadable(claimOne(old), old);
        letTimePass(Duration.ofMinutes(50));
        String young = newNode();
        unpark(young);
        retry(claimOne(young));
        letTimePass(Duration.ofMinutes(1));
        unreadable(claimOne(old), old);
        letTimePass(Duration.ofMinutes(30));

        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();
        assertThat(unpark(young)).isEqualTo(1);
        assertThat(claimOne(young).task().id()).isEqualTo(id);
    }

    @Test
    default void anUnknownTaskNeverFails() {
        String node = newNode();
        String id = insertOne();
        store().park(List.of(new Parked(claimOne(node).claim(), node, Parking.UNKNOWN_TASK, "no such task")));
        letTimePass(Duration.ofDays(9));

        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
        assertThat(unpark(newNode())).isEqualTo(1);
    }

    @Test
    default void whatIsOfferedOrRunsIsNotFailed() {
        String first = newNode();
        String second = newNode(Duration.ofDays(1));
        String id = insertOne();
        unreadable(claimOne(first), first);
        letTimePass(Duration.ofHours(2));
        unpark(second);
        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();
        ClaimedTask running = claimOne(second);
        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();

        succeed(running);
        assertThat(status(id)).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    default void whatABusyNodeHasNotTriedIsNotFailedBeforeItHas() {
        String first = newNode(Duration.ofDays(1));
        String busy = newNode(Duration.ofDays(1));
        String id = insertOne();
        unreadable(claimOne(first), first);
        letTimePass(Duration.ofHours(2));
        for (int i = 0; i < 3; i++) {
            assertThat(unpark(busy)).isEqualTo(1);
            letTimePass(Duration.ofMinutes(1));
            unreadable(claimOne(first), first);
            assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).isEmpty();
        }
        assertThat(unpark(busy)).isEqualTo(1);
        unreadable(claimOne(busy), busy);
        letTimePass(Duration.ofMinutes(1));

        assertThat(unpark(first) + unpark(busy)).isZero();
        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).containsExactly(id);
    }

    @Test
    default void aNodeThatIsGoneKeepsNothingFromBeingFailed() {
        String first = newNode(Duration.ofDays(1));
        String gone = newNode(Duration.ofDays(1));
        String id = insertOne();
        unreadable(claimOne(first), first);
        letTimePass(Duration.ofHours(2));
        unpark(gone);
        store().leave(gone);
        letTimePass(Duration.ofMinutes(1));
        unreadable(claimOne(first), first);
        letTimePass(Duration.ofMinutes(1));

        assertThat(failingUnreadable().failUnreadable(GRACE, MANY)).containsExactly(id);
    }

    @Test
    default void noMoreFailAtOnceThanWanted() {
        String node = newNode();
        for (int i = 0; i < 5; i++) {
            insertOne();
            unreadable(claimOne(node), node);
        }
        letTimePass(Duration.ofHours(2));

        assertThat(failingUnreadable().failUnreadable(GRACE, 3)).hasSize(3);
        assertThat(failingUnreadable().failUnreadable(GRACE, 3)).hasSize(2);
    }

    @Test
    default void parkedTasksAreCountedByReason() {
        String node = newNode();
        for (int i = 0; i < 3; i++) {
            insertOne();
            unreadable(claimOne(node), node);
        }
        insertOne();
        store().park(List.of(new Parked(claimOne(node).claim(), node, Parking.UNKNOWN_TASK, "no such task")));
        insertOne();

        assertThat(failingUnreadable().parked())
                .containsEntry(Parking.UNREADABLE, 3L)
                .containsEntry(Parking.UNKNOWN_TASK, 1L);
        assertThat(storeOf(namespace() + "-other").parked())
                .containsEntry(Parking.UNREADABLE, 0L)
                .containsEntry(Parking.UNKNOWN_TASK, 0L);
    }

    private int unpark(String node) {
        return store().unpark(node, QueueSelection.ALL, Set.of("contract.send"));
    }

    private void unreadable(ClaimedTask task, String node) {
        store().park(List.of(new Parked(task.claim(), node, Parking.UNREADABLE, "a number, not a text")));
    }
}
