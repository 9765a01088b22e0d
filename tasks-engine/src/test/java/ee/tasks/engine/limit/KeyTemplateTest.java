package ee.tasks.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {

    private static final KeyTemplate.KeyValues SHOWN = new KeyTemplate.KeyValues() {

        @Override
        public String argument(int index, List<String> path) {
            return "<" + index + path + ">";
        }

        @Override
        public String header(String name) {
            return "<" + name + ">";
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{0}                  | <0[]>",
                "{12}                 | <12[]>",
                "{0.tenant}           | <0[tenant]>",
                "{0.a.b}              | <0[a, b]>",
                "{1.straße}           | <1[straße]>",
                "{header.tenant}      | <tenant>",
                "{header.acme.trace-id} | <acme.trace-id>",
                "{0}/{1.id}:{header.t} | <0[]>/<1[id]>:<t>",
                "eu-{0}-x             | eu-<0[]>-x",
                "all                  | all"
            })
    void placeholdersAreReplaced(String template, String text) {
        KeyTemplate key = KeyTemplate.of(template);

        assertThat(key.text(SHOWN)).isEqualTo(text);
        assertThat(key).hasToString(template);
    }

    @Test
    void itsArgumentsAreListed() {
        assertThat(KeyTemplate.of("{1.id} {header.t} {0}").arguments())
                .containsExactly(
                        new KeyTemplate.Argument("{1.id}", 1, List.of("id")),
                        new KeyTemplate.Argument("{0}", 0, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{0", "0}", "{0}}", "{{0}}", "a{b{0}}", "{0}{"})
    void bracesComeInPairs(String template) {
        assertThatThrownBy(() -> KeyTemplate.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a brace without its other one at character ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{ 0}", "{-1}", "{0.}", "{0..a}", "{0.a.}", "{.a}", "{tenant}", "{Header.x}", "{9999}"})
    void aPlaceholderHasAForm(String template) {
        assertThatThrownBy(() -> KeyTemplate.of("x" + template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("has the placeholder " + template + ", which means nothing; write {0} for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{header.}", "{header.a b}", "{header.ä}"})
    void aHeaderHasANameThatHeadersMayHave(String template) {
        assertThatThrownBy(() -> KeyTemplate.of(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("has the placeholder " + template + ", but no header can have that name");
    }
}
