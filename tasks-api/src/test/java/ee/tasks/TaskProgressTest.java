package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskProgressTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 10", "10, 10", "7, 0"})
    void progressInRangeIsAccepted(long done, long total) {
        TaskProgress progress = new TaskProgress(done, total, null);
        assertThat(progress.done()).isEqualTo(done);
        assertThat(progress.total()).isEqualTo(total);
    }

    @ParameterizedTest
    @CsvSource({"-1, 10", "11, 10", "0, -1", "-1, 0"})
    void progressOutOfRangeIsRefused(long done, long total) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskProgress(done, total, null))
                .withMessageStartingWith("EETASK0004: ")
                .withMessageEndingWith("was %d of %d", done, total);
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(new TaskProgress(0, 0, "m".repeat(1_001)).message()).hasSize(1_000);
        assertThat(new TaskProgress(0, 0, "m".repeat(999) + "\uD83D\uDE80").message())
                .as("never within a character")
                .hasSize(999);
    }
}
