package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the tasks behind one that fails. */
interface OrderedFailureTests extends OrderedSteps {

    @Test
    default void behindAFailedTaskTheNextOneRuns() {
        List<String> ids = insertOrdered(2);
        fail(claimOnly(ids.get(0)));

        runInOrder(ids.subList(1, 2));
    }

    @Test
    default void aRetryOfATaskThatHoldsNothingRunsOutsideTheOrder() {
        needs(Feature.RETRY);
        List<String> ids = insertOrdered(2);
        fail(claimOnly(ids.get(0)));
        assertThat(store().retry(ids.get(0))).isTrue();

        assertThat(claimIds(newNode(), MANY)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void behindAFailedTaskThatHoldsItsKeyNothingRuns() {
        String second = behindAFailedHead();

        nothingIsDue();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void aRetryOfATaskThatHoldsItsKeyRunsAtItsOldPlace() {
        needs(Feature.RETRY);
        ordering();
        String first = insert(OrderedSteps.holding());
        String second = insert(OrderedSteps.ordered());
        fail(claimOnly(first));
        assertThat(store().retry(first)).isTrue();

        runInOrder(List.of(first, second));
    }

    @Test
    default void whatIsEnqueuedBehindAFailedTaskThatHoldsItsKeyWaits() {
        behindAFailedHead();
        String third = insert(OrderedSteps.ordered());

        nothingIsDue();
        assertThat(status(third)).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void aTaskThatHoldsItsKeyIsNotPrunedWhileOthersWait() {
        String second = behindAFailedHead();
        letTimePass(Duration.ofDays(1));

        assertThat(pruning().prune(atOnce(), MANY)).isZero();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    default void aTaskThatHoldsAKeyForNobodyIsPruned() {
        ordering();
        fail(claimOnly(insert(OrderedSteps.holding())));
        letTimePass(Duration.ofDays(1));

        assertThat(pruning().prune(atOnce(), MANY)).isEqualTo(1);
        runInOrder(insertOrdered(2));
    }

    private String behindAFailedHead() {
        ordering();
        String first = insert(OrderedSteps.holding());
        String second = insert(OrderedSteps.ordered());
        fail(claimOnly(first));
        return second;
    }

    private static Retention atOnce() {
        return new Retention(
                Map.of(
                        TaskStatus.SUCCESSFUL, Duration.ZERO,
                        TaskStatus.FAILED, Duration.ZERO,
                        TaskStatus.CANCELLED, Duration.ZERO),
                Map.of());
    }
}
