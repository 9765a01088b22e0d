package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of errors, and of workers, the first nine and the last nine are kept. */
interface ErrorTests extends StoreSteps {

    @Test
    default void ofFortyErrorsTheFirstAndTheLastNineAreKept() {
        String id = insertOne();
        String node = newNode();
        for (int attempt = 1; attempt < 40; attempt++) {
            retry(claimOne(node));
        }
        fail(claimOne(node));

        TaskRecord task = find(id);
        assertThat(task.attempts()).isEqualTo(40);
        assertThat(task.errors())
                .extracting(TaskError::attempt)
                .containsExactly(IntStream.concat(IntStream.rangeClosed(1, 9), IntStream.rangeClosed(32, 40))
                        .boxed()
                        .toArray(Integer[]::new));
    }

    @Test
    default void ofFortyWorkersTheFirstAndTheLastNineAreKept() {
        String id = insertOne();
        List<String> nodes = new ArrayList<>();
        for (int attempt = 1; attempt <= 40; attempt++) {
            nodes.add(newNode());
            ClaimedTask task = claimOne(nodes.get(attempt - 1));
            assertThat(task.task().workerIds()).isEqualTo(find(id).workerIds()).isEqualTo(firstAndLast(nodes));
            retry(task);
            assertThat(find(id).workerIds()).isEqualTo(firstAndLast(nodes));
        }
    }

    private static List<String> firstAndLast(List<String> nodes) {
        List<String> kept = new ArrayList<>(nodes);
        if (kept.size() > 18) {
            kept.subList(9, kept.size() - 9).clear();
        }
        return kept;
    }

    @Test
    default void ofEighteenErrorsAllAreKept() {
        String id = insertOne();
        String node = newNode();
        for (int attempt = 1; attempt <= 18; attempt++) {
            retry(claimOne(node));
        }

        assertThat(find(id).errors()).hasSize(18);
    }

    @Test
    default void attemptsThatWereLostAreAmongTheErrors() {
        String id = insertOne();
        for (int attempt = 1; attempt <= 20; attempt++) {
            ClaimedTask task = claimOneLater();
            if (attempt % 4 == 0) {
                store().markStarted(task.claim());
                loseAllNodes(100);
            } else {
                retry(task);
            }
        }

        assertThat(find(id).attempts()).isEqualTo(20);
        assertThat(find(id).errors()).hasSize(18);
        assertThat(find(id).errors().get(3).exceptionClass()).isEqualTo("ee.tasks.WorkerLostError");
        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }
}
