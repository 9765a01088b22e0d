package ee.tasks.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerMessageTest {

    @Test
    void idsAreUniqueAndOfThisModule() {
        assertThat(TimerMessage.values())
                .extracting(TimerMessage::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 800 && id <= 819);
    }

    @Test
    void everyMessageIsInTheTableWithItsMeaningAndWhatToDo() throws IOException {
        List<String> table = Files.readAllLines(Path.of("..", "docs", "messages.adoc"));

        assertThat(Arrays.stream(TimerMessage.values()).map(message -> message.text("<...>", "<...>", "<...>")))
                .allSatisfy(text -> assertThat(table)
                        .filteredOn(row -> row.startsWith("|" + text.replaceFirst(": ", " |") + " |"))
                        .singleElement()
                        .satisfies(row -> assertThat(row.substring(1).split(" \\|", -1))
                                .hasSize(4)
                                .allSatisfy(cell -> assertThat(cell).isNotBlank())));
    }

    @Test
    void anIdBeginsNoLineOfTheLog() {
        assertThat(TimerMessage.NO_SCHEDULE.text("a", "b\r\nEETASK0001: forged", "c"))
                .doesNotContain("\r", "\n");
    }
}
