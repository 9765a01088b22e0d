package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    void everyMessageIsInTheTableOfMessages() throws IOException {
        String table = Files.readString(Path.of("..", "docs", "messages.adoc"));

        assertThat(Arrays.stream(JpaMessage.values()).map(JpaMessageTest::row))
                .allSatisfy(row -> assertThat(table).contains(row));
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsInARowBeginsNoLineOfTheLog(JpaMessage message) {
        String forged = "a\r\nEETASK0607: forged\u0085\u2028\u2029\u001b[2J";

        assertThat(message.text(forged, forged, forged, forged, forged, forged))
                .matches("EETASK\\d{4}: [^\\p{Cc}\\u2028\\u2029]*");
    }

    private static String row(JpaMessage message) {
        String text = message.text("...", "...", "...", "...", "...", "...");
        int afterId = text.indexOf(": ");
        return "|" + text.substring(0, afterId) + " |" + text.substring(afterId + 2) + " |";
    }
}
