package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Settled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More wait for a task than one page of {@link ee.tasks.spi.TaskStore#settle} has. */
interface SettlingTests extends StoreSteps {

    int PAGE = 50;

    /** Two pages and some. */
    int FOLLOWERS = 130;

    /** Six pages. */
    int LINKS = 300;

    @Test
    default void manyThatWaitForATaskAreReleasedPageByPage() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        List<String> followers = insertMany(each -> each.dependsOn(first.task().id()));

        settlesInPages(first, new Outcome.Succeeded("null"), FOLLOWERS, 0);

        areReadyOnce(followers);
    }

    @Test
    default void manyThatWaitForAFlowAreReleasedPageByPage() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.BULK);
        ClaimedTask first = claimed(request().flow("flow"));
        ClaimedTask last = claimed(request().flow("flow"));
        List<String> followers = insertMany(each -> each.dependsOnFlow("flow"));

        settlesInPages(first, new Outcome.Succeeded("null"), 0, 0);
        settlesInPages(last, new Outcome.Succeeded("null"), FOLLOWERS, 0);

        areReadyOnce(followers);
    }

    @Test
    default void manyThatRunEvenIfFailedAreReleasedPageByPage() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        List<String> followers =
                insertMany(each -> each.dependsOn(first.task().id()).evenIfFailed());

        settlesInPages(first, new Outcome.Failed(error(first, "no")), FOLLOWERS, 0);

        areReadyOnce(followers);
    }

    @Test
    default void manyThatWaitForAFailureAreCancelledPageByPage() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        List<String> followers = insertMany(each -> each.dependsOn(first.task().id()));

        settlesInPages(first, new Outcome.Failed(error(first, "no")), 0, FOLLOWERS);

        assertThat(followers).allMatch(id -> status(id) == TaskStatus.CANCELLED);
        nothingIsDue();
    }

    @Test
    default void aLongChainIsCancelledPageByPage() {
        needs(Feature.DEPENDENCIES);
        ClaimedTask first = claimed();
        List<String> links = new ArrayList<>();
        String last = first.task().id();
        for (int link = 0; link < LINKS; link++) {
            last = insert(request().dependsOn(last));
            links.add(last);
        }
        settle();

        settlesInPages(first, new Outcome.Failed(error(first, "no")), 0, LINKS);

        assertThat(links).allMatch(id -> status(id) == TaskStatus.CANCELLED);
        nothingIsDue();
    }

    private List<String> insertMany(UnaryOperator<TaskRequests> after) {
        List<String> followers = Stream.generate(() -> insert(after.apply(request())))
                .limit(FOLLOWERS)
                .toList();
        settle();
        return followers;
    }

    /** Two stores take turns, and between two pages others finish. A store may settle all with the completion itself. */
    private void settlesInPages(ClaimedTask task, Outcome outcome, int readied, int cancelled) {
        boolean later = store().complete(List.of(new Completion(task.claim(), outcome, now())))
                .awaited();
        int allReadied = 0;
        Set<String> allCancelled = new HashSet<>();
        boolean more = true;
        for (int page = 0; more; page++) {
            Settled settled = (page % 2 == 0 ? store() : secondStore()).settle(PAGE);
            assertThat(settled.readied()).isLessThanOrEqualTo(PAGE);
            assertThat(settled.cancelled())
                    .hasSizeLessThanOrEqualTo(PAGE)
                    .allMatch(id -> allCancelled.add(id), "is cancelled once");
            allReadied += settled.readied();
            more = settled.more();
            ClaimedTask other = claimed(request().priority(1));
            assertThat(store().complete(List.of(new Completion(other.claim(), new Outcome.Succeeded("null"), now())))
                            .lost())
                    .isEmpty();
            assertThat(page).isLessThan(MANY);
        }
        assertThat(allReadied).isEqualTo(later ? readied : 0);
        assertThat(allCancelled).hasSize(later ? cancelled : 0);
    }

    private void areReadyOnce(List<String> followers) {
        assertThat(claimIds(newNode(), MANY)).containsExactlyInAnyOrderElementsOf(followers);
        nothingIsDue();
    }
}
