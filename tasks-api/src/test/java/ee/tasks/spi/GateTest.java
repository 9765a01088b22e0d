package ee.tasks.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final Capacity FIVE = Capacity.ofConcurrent(5);

    @Test
    void theIdOfAnOrdinaryGateCanBeRead() {
        assertThat(id("openai", null)).isEqualTo("openai");
        assertThat(id("openai", "t7")).isEqualTo("openai:t7");
        assertThat(id("openai", "a:b")).isEqualTo("openai:a:b");
        assertThat(id("openai", "")).isEqualTo("openai:");
        assertThat(id("x".repeat(100), "y".repeat(27))).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "M\u00fcller", "\uD83D\uDE80", "a\u0000b", "a\tb", " a", "a ", "a\u007f", ":a", "::"})
    void anUnusualKeyIsHashed(String key) {
        assertThat(id("openai", key)).startsWith("openai::").hasSize("openai::".length() + 64);
    }

    @Test
    void anUnusualNameIsHashedAndShown() {
        assertThat(id("M\u00fcller: a", null)).startsWith("M_ller__a::");
        assertThat(id("x".repeat(255), null)).startsWith("x".repeat(60) + "::");
        assertThat(id("\uD83D\uDE80".repeat(200), "k")).hasSizeLessThanOrEqualTo(128);
    }

    @Test
    void gatesOfOtherNamesOrKeysHaveOtherIds() {
        List<String> texts = List.of(
                "",
                "a",
                "A",
                "a:",
                ":a",
                "a:b",
                "a::b",
                "b",
                "a b",
                "a\u0000",
                "a\u0000b",
                "\u0000",
                "a\u0000\u0000",
                "x".repeat(128),
                "x".repeat(129),
                "x".repeat(255),
                "\u00e4",
                "a\u0308",
                "1:a",
                "a1",
                "_",
                "a_");
        Set<String> ids = new HashSet<>();
        int gates = 0;
        for (String name : texts) {
            ids.add(id(name, null));
            gates++;
            for (String key : texts) {
                ids.add(id(name, key));
                gates++;
            }
        }

        assertThat(ids).hasSize(gates);
        assertThat(ids).allMatch(each -> each.length() <= 128 && each.matches("[!-~]*"));
    }

    /** Keys may be what users have typed. */
    @Test
    void noKeyImitatesTheHashOfAnother() {
        String hashed = id("openai", "M\u00fcller");

        assertThat(id("openai", hashed.substring("openai:".length()))).isNotEqualTo(hashed);
    }

    @Test
    void neitherWeightNorCapacityCountInTheId() {
        Gate gate = new Gate("openai", "t7", 3, Capacity.ofRate(9, Duration.ofSeconds(1)));

        assertThat(gate.id()).isEqualTo(id("openai", "t7"));
    }

    @Test
    void aWeightThatNeverHasRoomIsRefused() {
        new Gate("g", null, 5, FIVE);
        isRefused(0, FIVE);
        isRefused(-1, FIVE);
        isRefused(6, FIVE);
        isRefused(6, Capacity.ofRate(5, Duration.ofSeconds(1)));
        isRefused(3, new Capacity(2, 5, Duration.ofSeconds(1), false, false));
    }

    private static void isRefused(int weight, Capacity capacity) {
        assertThatThrownBy(() -> new Gate("g", null, weight, capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(weight));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0,
            -1, 0,
            -1, 1, PT1S
            1, -1, PT1S
            0, 1,
            1, 0, PT1S
            0, 1, PT0S
            0, 1, -PT1S
            """)
    void aCapacityThatLimitsNothingOrContradictsItselfIsRefused(int concurrent, int starts, Duration period) {
        assertThatThrownBy(() -> new Capacity(concurrent, starts, period, false, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCapacityMayBoundBoth() {
        Capacity both = new Capacity(2, 100, Duration.ofMinutes(1), true, true);

        assertThat(both.concurrent()).isEqualTo(2);
        assertThat(both.starts()).isEqualTo(100);
    }

    private static String id(String name, String key) {
        return new Gate(name, key, 1, FIVE).id();
    }
}
