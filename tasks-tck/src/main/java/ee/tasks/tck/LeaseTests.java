package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Rescue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node holds what it claimed for as long as it renews its lease. */
interface LeaseTests extends StoreSteps {

    @Test
    default void renewingTellsTheStoresTime() {
        needs(Feature.DEFER);
        Instant time = store().renew(newNode(), LEASE).orElseThrow();
        insert(request().runAfter(time.plusSeconds(1_800)));
        String past = insert(request().runAfter(time.minusSeconds(1_800)));
        store().promote(MANY);

        assertThat(claimIds(newNode(), 9)).containsExactly(past);
        assertThat(secondStore().renew(newNode(), LEASE).orElseThrow()).isAfterOrEqualTo(time);
    }

    @Test
    default void aNodeThatRenewsKeepsWhatItHolds() {
        String node = newNode();
        insertOne();
        ClaimedTask task = claimOne(node);
        for (int i = 0; i < 3; i++) {
            letTimePass(Duration.ofMinutes(40));
            assertThat(store().renew(node, LEASE)).isPresent();
            assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(0, List.of()));
        }

        succeed(task);
    }

    @Test
    default void nothingIsRescuedBeforeTheLeaseHasRunOut() {
        ClaimedTask task = claimed();
        letTimePass(Duration.ofMinutes(50));

        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(0, List.of()));

        succeed(task);
    }

    @Test
    default void aLongerLeaseHoldsLonger() {
        String node = newNode(Duration.ofMinutes(1));
        insertOne();
        ClaimedTask task = claimOne(node);
        assertThat(store().renew(node, Duration.ofDays(1))).isPresent();
        letTimePass(Duration.ofHours(20));

        assertThat(secondStore().rescue(3, MANY).readied()).isZero();
        succeed(task);
    }

    @Test
    default void aNodeThatWasGivenUpCannotRenewNorClaim() {
        String node = newNode();
        letTimePass(LONGER_THAN_THE_LEASE);
        secondStore().rescue(3, MANY);
        insertOne();

        assertThat(store().renew(node, LEASE)).isEmpty();
        assertThat(claim(node, 9)).isEmpty();
        assertThat(claim(newNode(), 9)).hasSize(1);
    }

    @Test
    default void aNodeIsGivenUpAlsoWhenItHoldsNothing() {
        String node = newNode();
        letTimePass(LONGER_THAN_THE_LEASE);
        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(0, List.of()));

        assertThat(store().renew(node, LEASE)).isEmpty();
    }

    @Test
    default void aNodeWhoseLeaseIsOverCannotRenewThoughNobodyGaveItUp() {
        String node = newNode();
        insertOne();
        claimOne(node);
        letTimePass(LONGER_THAN_THE_LEASE);

        assertThat(store().renew(node, LEASE)).isEmpty();

        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(1, List.of()));
    }

    @Test
    default void aNodeThatNobodyKnowsCanNeitherRenewNorClaim() {
        insertOne();

        assertThat(store().renew("nobody", LEASE)).isEmpty();
        assertThat(claim("nobody", 9)).isEmpty();
        store().leave("nobody");
    }

    @Test
    default void aNodeThatLeftCanNeitherRenewNorClaim() {
        String node = newNode();
        insertOne();
        store().leave(node);

        assertThat(store().renew(node, LEASE)).isEmpty();
        assertThat(claim(node, 9)).isEmpty();
    }

    @Test
    default void whatANodeHeldWhenItLeftIsRescuedAtOnce() {
        String node = newNode();
        insertOne();
        ClaimedTask task = claimOne(node);
        store().leave(node);

        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(1, List.of()));
        assertThat(status(task.task().id())).isEqualTo(TaskStatus.READY);
        assertThat(claimOneLater().task().id()).isEqualTo(task.task().id());
    }

    @Test
    default void aNodeThatHoldsNothingLeavesWithoutATrace() {
        String node = newNode();
        insertOne();
        succeed(claimOne(node));
        store().leave(node);

        assertThat(secondStore().rescue(3, MANY)).isEqualTo(new Rescue(0, List.of()));
    }

    @Test
    default void theLongestNodeNameIsKept() {
        String node = "n".repeat(64);
        store().join(node, LEASE);
        insertOne();

        assertThat(claimOne(node).task().workerIds()).containsExactly(node);
    }
}
