package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpaMessageTest {

    @Test
    void idsAreUniqueAndOfThisModule() {
        assertThat(JpaMessage.values())
                .extracting(JpaMessage::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 600 && id <= 799);
    }

    @Test
    void everyMessageIsInTheTableWithItsMeaningAndWhatToDo() throws IOException {
        List<String> table = Files.readAllLines(Path.of("..", "docs", "messages.adoc"));

        assertThat(Arrays.stream(JpaMessage.values()).map(JpaMessageTest::beginningOfRow))
                .allSatisfy(beginning -> assertThat(table)
                        .filteredOn(row -> row.startsWith(beginning))
                        .singleElement()
                        .satisfies(row -> assertThat(row.substring(1).split(" \\|", -1))
                                .hasSize(4)
                                .allSatisfy(cell -> assertThat(cell).isNotBlank())));
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsInARowBeginsNoLineOfTheLog(JpaMessage message) {
        String forged = "a\r\nEETASK0607: forged\u0085\u2028\u2029\u001b[2J";

        assertThat(message.text(forged, forged, forged, forged, forged, forged))
                .matches("EETASK\\d{4}: [^\\p{Cc}\\u2028\\u2029]*");
    }

    private static String beginningOfRow(JpaMessage message) {
        String text = message.text("<...>", "<...>", "<...>", "<...>", "<...>", "<...>");
        int afterId = text.indexOf(": ");
        return "|" + text.substring(0, afterId) + " |" + text.substring(afterId + 2) + " |";
    }
}
