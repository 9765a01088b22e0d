package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiMessageTest {

    private static final Path TABLE = Path.of("..", "docs", "messages.adoc");

    @Test
    void idsAreUnique() {
        assertThat(ApiMessage.values()).extracting(ApiMessage::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void idsAreInTheRangeOfThisModule(ApiMessage message) {
        assertThat(message.id()).isBetween(1, 199);
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageIsInTheTableWithItsTextAndAWayOut(ApiMessage message) throws IOException {
        String shown = message.template().replaceAll("%(\\d\\$)?s", "<...>");
        assertThat(rows().get("EETASK%04d".formatted(message.id())))
                .as("row of %s in %s", message, TABLE)
                .isNotNull()
                .satisfies(row -> assertThat(row.get(1)).isEqualTo(shown))
                .satisfies(row -> assertThat(row.get(2)).isNotBlank());
    }

    @Test
    void theTableHasNoOtherMessageOfThisModule() throws IOException {
        assertThat(rows().keySet().stream().map(id -> Integer.valueOf(id.substring(6))))
                .filteredOn(id -> id < 200)
                .containsExactlyElementsOf(Stream.of(ApiMessage.values())
                        .map(ApiMessage::id)
                        .sorted()
                        .toList());
    }

    @Test
    void factsStayOnOneLineAndAreCut() {
        assertThat(ApiMessage.TASK_NAME_INVALID.text("a\r\nEETASK0001\u001b[31m" + "x".repeat(10_000)))
                .startsWith("EETASK0016: ")
                .contains("was 'a??EETASK0001?[31mxxx")
                .endsWith("x...'")
                .hasSizeLessThan(NumberedMessage.MAX_FACT + 150);
    }

    /** The rows of the table by id, each as its three cells. */
    private static Map<String, List<String>> rows() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.filter(line -> line.startsWith("|EETASK"))
                    .map(line -> Stream.of(line.substring(1).split(" \\|", 3))
                            .map(String::strip)
                            .toList())
                    .collect(Collectors.toMap(
                            cells -> cells.get(0), Function.identity(), (a, b) -> b, java.util.TreeMap::new));
        }
    }
}
