package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Not before its time. */
interface DeferralTests extends StoreSteps {

    @Test
    @Tag("B192")
    default void aTaskIsNotClaimedBeforeItsInstantAndIsOnceItHasCome() {
        needs(Feature.DEFER);
        String id = insert(request().runAfter(now().plusSeconds(3_600)));
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
        nothingIsDue();

        letTimePass(Duration.ofMinutes(30));
        nothingIsDue();

        letTimePass(Duration.ofMinutes(31));
        assertThat(store().promote(MANY)).isEqualTo(1);
        assertThat(claimOne().task().id()).isEqualTo(id);
    }

    @Test
    default void aDelayCountsFromTheEnqueueOnTheStoresClock() {
        needs(Feature.DEFER);
        TaskRecord inserted =
                store().insert(request().delay(Duration.ofHours(1)).build());
        assertThat(inserted.runAfter()).isNotNull();
        assertThat(find(inserted.id()).runAfter()).isEqualTo(inserted.runAfter());
        nothingIsDue();

        letTimePass(Duration.ofMinutes(30));
        nothingIsDue();

        letTimePass(Duration.ofMinutes(31));
        assertThat(store().promote(MANY)).isEqualTo(1);
        assertThat(claimOne().task().id()).isEqualTo(inserted.id());
    }

    @Test
    default void anInstantThatHasPassedMeansAtOnce() {
        needs(Feature.DEFER);
        String past = insert(request().runAfter(now().minusSeconds(5)));
        String epoch = insert(request().runAfter(Instant.EPOCH));
        String zero = insert(request().delay(Duration.ZERO));
        store().promote(MANY);

        assertThat(claimIds(newNode(), 9)).containsExactly(epoch, past, zero);
    }

    @Test
    default void promotionIsBounded() {
        needs(Feature.DEFER);
        for (int i = 0; i < 5; i++) {
            insert(request().delay(Duration.ofHours(1)));
        }
        letTimePass(Duration.ofHours(2));

        assertThat(store().promote(2)).isEqualTo(2);
        assertThat(claim(newNode(), 9)).hasSize(2);
        assertThat(store().promote(9)).isEqualTo(3);
        assertThat(store().promote(9)).isZero();
        assertThat(claim(newNode(), 9)).hasSize(3);
    }

    @Test
    default void whatIsPromotedByTwoNodesAtOnceIsPromotedOnce() {
        needs(Feature.DEFER);
        for (int i = 0; i < 200; i++) {
            insert(request().delay(Duration.ofHours(1)));
        }
        letTimePass(Duration.ofHours(2));

        List<Integer> promoted = Race.run(4, number -> {
            int sum = 0;
            for (int round = 0; round < 10; round++) {
                sum += Race.won(() -> (number % 2 == 0 ? store() : secondStore()).promote(50));
            }
            return sum;
        });
        int rest = store().promote(MANY);

        assertThat(promoted.stream().mapToInt(Integer::intValue).sum() + rest).isEqualTo(200);
        assertThat(claim(newNode(), MANY)).hasSize(200);
    }

    @Test
    default void aFutureTaskOfHighPriorityHidesNothingThatIsDue() {
        needs(Feature.DEFER);
        insert(request().priority(100).delay(Duration.ofHours(1)));
        String due = insert(request().priority(-100));

        assertThat(claimIds(newNode(), 1)).containsExactly(due);
    }

    @Test
    default void whatIsDueStaysReady() {
        needs(Feature.DEFER);
        String id = insert(request().delay(Duration.ofHours(1)));
        letTimePass(Duration.ofHours(2));
        store().promote(MANY);

        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void whatWasCancelledIsNotPromoted() {
        needs(Feature.DEFER);
        needs(Feature.CANCEL);
        store().cancel(insert(request().delay(Duration.ofHours(1))));
        letTimePass(Duration.ofHours(2));

        assertThat(store().promote(MANY)).isZero();
        nothingIsDue();
    }
}
