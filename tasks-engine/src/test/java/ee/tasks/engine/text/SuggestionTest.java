package ee.tasks.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final Set<String> TYPES = Set.of("immediate", "memory", "dummy", "jpa");

    @Test
    void theNearestIsMeantIfOneIsNear() {
        assertThat(Suggestion.didYouMean("jpaa", TYPES)).isEqualTo("; did you mean 'jpa'?");
        assertThat(Suggestion.didYouMean("memry", TYPES)).isEqualTo("; did you mean 'memory'?");
        assertThat(Suggestion.didYouMean("jdbc", TYPES)).isEmpty();
        assertThat(Suggestion.didYouMean("x", Set.of())).isEmpty();
    }

    @Test
    void capitalsDoNotCount() {
        assertThat(Suggestion.nearest("EUROPE/LONDON", ZoneId.getAvailableZoneIds()))
                .contains("Europe/London");
        assertThat(Suggestion.nearest("Memory", TYPES)).contains("memory");
    }

    @Test
    void ofTwoThatAreAsNearTheFirstInTheAlphabetIsNamed() {
        assertThat(Suggestion.nearest("b1", Set.of("b3", "b2"))).contains("b2");
    }
}
