package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderOptionsTest {

    private final TaskInvocation<?> invocation = TaskInvocation.named("reports.build");

    @Test
    void headersAreAddedAndTheLastOfANameWins() {
        assertThat(invocation
                        .header("a", "1")
                        .header("b", "")
                        .header("a", "2")
                        .options()
                        .headers())
                .isEqualTo(Map.of("a", "2", "b", ""));
        assertThat(invocation
                        .header("a", "1")
                        .options()
                        .orElse(invocation.header("a", "2").header("b", "3").options())
                        .headers())
                .isEqualTo(Map.of("a", "1", "b", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "\u00fc", "a\nb"})
    void aHeaderNeedsASimpleName(String name) {
        assertRefused(
                "EETASK0030: the name of a header must have 1 to 100 characters", () -> invocation.header(name, "v"));
        assertThat(invocation.header("A.b-c_9", "v").options().headers()).containsKey("A.b-c_9");
        assertThat(invocation.header("n".repeat(100), "v").options().headers()).hasSize(1);
        assertRefused("EETASK0030", () -> invocation.header("n".repeat(101), "v"));
    }

    /** The value may be a secret, or name a person. */
    @Test
    void aHeaderIsOneShortLine() {
        assertThat(invocation
                        .header("h", "\u00fc ' \" {} \uD83D\uDE80")
                        .options()
                        .headers())
                .hasSize(1);
        assertThat(invocation.header("h", "x".repeat(4_000)).options().headers())
                .hasSize(1);
        assertRefused(
                "EETASK0031: the value of header 'h' contains a control character, such as a line break or a tab; encode it, or"
                        + " pass it as an argument",
                () -> invocation.header("h", "a\nb"));
        assertRefused(
                "EETASK0031: the value of header 'h' has more than 4,000 characters; encode it, or pass it as an argument",
                () -> invocation.header("h", "x".repeat(4_001)));
    }

    private static void assertRefused(String id, Runnable step) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(step::run)
                .withMessageStartingWith(id);
    }
}
