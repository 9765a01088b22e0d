package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.QueueSelection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A claim is bounded by the size of the arguments, too, or a batch of large ones would not fit into memory. */
interface ClaimSizeTests extends StoreSteps {

    @Test
    default void aClaimBringsTheFirstTasksWhoseArgumentsFitTogether() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(insert(request().size(100)));
        }

        assertThat(claimWithin(399)).containsExactlyElementsOf(ids.subList(0, 3));
        assertThat(claimWithin(300)).containsExactlyElementsOf(ids.subList(3, 6));
    }

    @Test
    default void theFirstTaskIsClaimedHoweverLargeItIsAndThenAlone() {
        String large = insert(request().size(1_000));
        String small = insert(request().size(10));

        assertThat(claimWithin(500)).containsExactly(large);
        assertThat(claimWithin(500)).containsExactly(small);
    }

    /** Else it would wait for as long as there are small ones. */
    @Test
    default void nothingOvertakesATaskThatDoesNotFit() {
        String first = insert(request().size(100));
        String large = insert(request().size(1_000));
        String last = insert(request().size(100));

        assertThat(claimWithin(500)).containsExactly(first);
        assertThat(claimWithin(500)).containsExactly(large);
        assertThat(claimWithin(500)).containsExactly(last);
    }

    @Test
    default void whatFitsTogetherIsTakenInTheOrderOfClaimsAcrossQueues() {
        String low = insert(request().size(100).queue("a").priority(1));
        String high = insert(request().size(100).queue("b").priority(2));
        String highest = insert(request().size(100).queue("c").priority(3));

        assertThat(claimWithin(250)).containsExactly(highest, high);
        assertThat(claimWithin(250)).containsExactly(low);
    }

    @Test
    default void aTaskThatIsAttemptedAgainHasItsSizeStill() {
        String first = insert(request().size(300));
        retry(claimOne());
        String second = insert(request().size(300));

        // In which order the clocks of two nodes decide.
        List<String> one = claimWithin(599);
        List<String> other = claimWithin(599);
        assertThat(List.of(one, other)).containsExactlyInAnyOrder(List.of(first), List.of(second));
    }

    default List<String> claimWithin(long characters) {
        return StoreSteps.ids(store().claim(newNode(), QueueSelection.ALL, MANY, characters));
    }
}
