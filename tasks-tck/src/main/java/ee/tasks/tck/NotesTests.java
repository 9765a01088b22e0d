package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.TaskRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a running task says of itself. */
interface NotesTests extends StoreSteps {

    @Test
    default void theLastProgressCounts() {
        ClaimedTask task = claimed();
        assertThat(find(task.task().id()).progress()).isNull();
        store().progress(task.claim(), new TaskProgress(1, 10, "one"));
        store().progress(task.claim(), new TaskProgress(2, 0, null));

        assertThat(secondStore().find(task.task().id()).map(TaskRecord::progress))
                .contains(new TaskProgress(2, 0, null));

        TaskProgress large = new TaskProgress(1L << 40, 1L << 41, "\u4E2D\uD83D\uDE80".repeat(333));
        store().progress(task.claim(), large);
        assertThat(find(task.task().id()).progress()).isEqualTo(large);
    }

    @Test
    default void notesAreKeptReplacedAndRemoved() {
        ClaimedTask task = claimed();
        store().metadata(task.claim(), "page", "1");
        store().metadata(task.claim(), "file \u4E2D", "a.pdf \uD83D\uDE80");
        store().metadata(task.claim(), "gone", "soon");
        store().metadata(task.claim(), "page", "2");
        store().metadata(task.claim(), "gone", null);
        store().metadata(task.claim(), "never there", null);

        assertThat(find(task.task().id()).metadata())
                .isEqualTo(Map.of("page", "2", "file \u4E2D", "a.pdf \uD83D\uDE80"));
    }

    @Test
    default void theLongestKeyOfANoteIsKept() {
        ClaimedTask task = claimed();
        String key = "\u4E2D".repeat(255);
        store().metadata(task.claim(), key, "v".repeat(10_000));
        store().metadata(task.claim(), "KEY", "1");
        store().metadata(task.claim(), "key", "2");

        assertThat(find(task.task().id()).metadata())
                .isEqualTo(Map.of(key, "v".repeat(10_000), "KEY", "1", "key", "2"));
    }

    @Test
    default void progressAndNotesOutliveTheTask() {
        ClaimedTask task = claimed();
        store().progress(task.claim(), new TaskProgress(3, 3, "done"));
        store().metadata(task.claim(), "page", "3");
        succeed(task);

        TaskRecord found = find(task.task().id());
        assertThat(found.progress()).isEqualTo(new TaskProgress(3, 3, "done"));
        assertThat(found.metadata()).isEqualTo(Map.of("page", "3"));
    }

    @Test
    default void notesOfOneTaskAreNotAnothers() {
        ClaimedTask one = claimed();
        ClaimedTask other = claimed();
        store().metadata(one.claim(), "page", "1");
        store().progress(one.claim(), new TaskProgress(1, 1, null));

        assertThat(find(other.task().id()).metadata()).isEmpty();
        assertThat(find(other.task().id()).progress()).isNull();
    }
}
