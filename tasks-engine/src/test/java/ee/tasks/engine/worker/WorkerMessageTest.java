package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkerMessageTest {

    @Test
    void idsAreUniqueAndInRange() {
        assertThat(Stream.of(WorkerMessage.values()).map(WorkerMessage::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 400 && id <= 499);
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsInARowBeginsNoLineOfTheLog(WorkerMessage message) {
        String forged = "a\r\nEETASK0402: forged\u0085\u2028\u2029\u001b[2J";

        assertThat(message.text(forged, forged, forged, forged)).matches("EETASK\\d{4}: [^\\p{Cc}\\u2028\\u2029]*");
    }
}
