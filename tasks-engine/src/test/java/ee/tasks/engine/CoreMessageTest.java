package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoreMessageTest {

    @ParameterizedTest
    @EnumSource
    void whatStandsInARowBeginsNoLineOfTheLog(CoreMessage message) {
        String forged = "a\r\nEETASK0236: forged\u0085\u2028\u2029\u001b[2J";

        assertThat(message.text(forged, forged, forged, forged, forged, forged))
                .matches("EETASK\\d{4}: [^\\p{Cc}\\u2028\\u2029]*");
    }
}
