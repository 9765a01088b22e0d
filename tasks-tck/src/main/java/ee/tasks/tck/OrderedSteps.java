package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.OnFailure;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Steps for tests of ordered tasks. */
interface OrderedSteps extends StoreSteps {

    String KEY = "account-7";

    static TaskRequests ordered() {
        return TaskRequests.request().ordered(KEY);
    }

    static TaskRequests holding() {
        return TaskRequests.request().ordered(KEY, OnFailure.HOLD);
    }

    default void ordering() {
        needs(Feature.ORDER);
    }

    /** Enqueues tasks of {@link #KEY}. */
    default List<String> insertOrdered(int count) {
        ordering();
        return Stream.generate(() -> insert(ordered())).limit(count).toList();
    }

    /** Claims all that is due, which is this one. */
    default ClaimedTask claimOnly(String id) {
        store().promote(MANY);
        List<ClaimedTask> claimed = claim(newNode(), MANY);
        assertThat(StoreSteps.ids(claimed)).containsExactly(id);
        return claimed.get(0);
    }

    /** They run in this order, one at a time. */
    default void runInOrder(List<String> ids) {
        for (String id : ids) {
            ClaimedTask task = claimOnly(id);
            nothingIsDue();
            succeed(task);
        }
        nothingIsDue();
        assertThat(ids).allSatisfy(id -> assertThat(status(id)).isEqualTo(TaskStatus.SUCCESSFUL));
    }

    static List<String> without(List<String> ids, String left) {
        List<String> others = new ArrayList<>(ids);
        others.remove(left);
        return others;
    }
}
