package ee.tasks.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.UnreadablePayloadException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLookupTest {

    private final JsonLookup lookup = new JsonLookup();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"t7\"]                        | 0          | t7",
                "[\"a\\\"b\\u00e4\"]             | 0          | a\"bä",
                "[\"\"]                          | 0          | ``",
                "[1, -2.50]                      | 1          | -2.50",
                "[true, false]                   | 1          | false",
                "[null]                          | 0          | ``",
                "[]                              | 0          | ``",
                "[1]                             | 1          | ``",
                "[[1, \"x\"], 2]                 | 0          | [1, \"x\"]",
                "[{\"a\": {\"b\": 1}}]           | 0          | {\"a\": {\"b\": 1}}",
                "[{\"a\": {\"b\": 1}}]           | 0.a        | {\"b\": 1}",
                "[{\"a\": {\"b\": 1}}]           | 0.a.b      | 1",
                "[{\"a\": {\"b\": \"x\"}, \"b\": 2}] | 0.a.b  | x",
                "[{\"a\": {\"b\": 1}}]           | 0.b        | ``",
                "[{\"a\": null}]                 | 0.a.b      | ``",
                "[\"text\"]                      | 0.a        | ``",
                "[[{\"a\": 1}]]                  | 0.a        | ``",
                "[{\"a\": 1, \"a\": 2}]          | 0.a        | 2",
                "[{\"x\": [{\"tenant\": 1}], \"tenant\": \"t7\"}, {\"tenant\": \"t8\"}] | 0.tenant | t7"
            })
    void aValueIsFoundByItsPath(String arguments, String path, String text) {
        List<String> steps = List.of(path.split("\\."));

        assertThat(lookup.text("mail", arguments, Integer.parseInt(steps.get(0)), steps.subList(1, steps.size())))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1", "[1,]", "{}", "\"a\"", "[1] 2", "[\"a\", tru]", "[\"a\", {\"b\": }]"})
    void whatIsNoArrayIsNoticedWhateverIsLookedFor(String arguments) {
        assertThatThrownBy(() -> lookup.text("mail", arguments, 0, List.of()))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageStartingWith("EETASK0310: the arguments of task 'mail' cannot be read");
    }

    @Test
    void noDepthOverflowsTheStack() {
        String deep = Stream.generate(() -> "[").limit(100_000).reduce("", String::concat);

        assertThatThrownBy(() -> lookup.text("mail", deep, 0, List.of()))
                .isInstanceOf(UnreadablePayloadException.class);
    }
}
