package ee.tasks.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.spi.UnreadablePayloadException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCodecTest {

    private final HeaderCodec codec = new HeaderCodec();

    @Test
    void noHeadersAreNoText() {
        assertThat(codec.write("mail", Map.of())).isNull();
        assertThat(codec.read("mail", null)).isEmpty();
    }

    @Test
    void equalHeadersHaveEqualTexts() {
        String json = codec.write("mail", Map.of("b", "2", "a", "1", "c", "\u00fc \"\\ \uD83D\uDE80 \uD800"));

        assertThat(json).isEqualTo("{\"a\":\"1\",\"b\":\"2\",\"c\":\"\u00fc \\\"\\\\ \uD83D\uDE80 \\ud800\"}");
        assertThat(codec.read("mail", json))
                .isEqualTo(Map.of("b", "2", "a", "1", "c", "\u00fc \"\\ \uD83D\uDE80 \uD800"));
    }

    @Test
    void theyTakeFourThousandBytesAtMost() {
        String longest = "\u00fc".repeat(1_996);
        assertThat(codec.write("mail", Map.of("h", longest))).hasSize(2_004);

        assertThatThrownBy(() -> codec.write("mail", Map.of("h", longest + "x")))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith(
                        "EETASK0337: the headers of task 'mail', those that it inherits included, would take 4001 bytes");
    }

    /** As after an edit by hand: a task must not run without the tenant that somebody gave it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "tenant", "[]", "{\"a\":1}", "{\"a\":null}", "{\"a\":\"1\"} x", "{\"a\":\"1\""})
    void whatIsNoObjectOfStringsIsUnreadable(String json) {
        assertThatThrownBy(() -> codec.read("mail", json))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageContaining("the headers of task 'mail'");
    }
}
