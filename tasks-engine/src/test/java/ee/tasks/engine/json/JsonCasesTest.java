package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.returning;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.UnreadablePayloadException;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is JSON and what is not, case by case: json-cases.txt. */
class JsonCasesTest {

    private static final Pattern LINE = Pattern.compile("([yni]) \\|(.*)\\|(?: (.*))?");
    private static final Pattern CHARACTER = Pattern.compile("<([0-9a-f]{4})>");

    /** @param value what it is read as, {@code null} if it is refused */
    record Case(String kind, String json, String value) {

        static Case of(String line) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            return new Case(matcher.group(1), characters(matcher.group(2)), characters(matcher.group(3)));
        }

        private static String characters(String text) {
            return text == null
                    ? null
                    : CHARACTER
                            .matcher(text)
                            .replaceAll(found ->
                                    Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
        }

        @Override
        public String toString() {
            return kind + " "
                    + json.codePoints()
                            .mapToObj(c -> c > ' ' && c < 127 ? Character.toString(c) : "<%04x>".formatted(c))
                            .collect(Collectors.joining());
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream in = JsonCasesTest.class.getResourceAsStream("json-cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Case::of)
                    .toList();
        }
    }

    static Stream<Case> accepted() throws IOException {
        return cases().stream().filter(some -> some.value() != null);
    }

    static Stream<Case> refused() throws IOException {
        return cases().stream().filter(some -> some.value() == null);
    }

    @Test
    void theTableIsWhole() throws IOException {
        Map<String, Long> counts = cases().stream().collect(Collectors.groupingBy(Case::kind, Collectors.counting()));

        assertThat(counts.get("y")).isGreaterThan(80);
        assertThat(counts.get("n")).isGreaterThan(200);
        assertThat(counts.get("i")).isGreaterThan(20);
        assertThat(cases()).doesNotHaveDuplicates();
        assertThat(accepted()).noneMatch(some -> some.kind().equals("n"));
        assertThat(refused()).noneMatch(some -> some.kind().equals("y"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isRead(Case some) {
        assertThat(show(CODEC.readUntyped("mail.send", some.json()))).isEqualTo(some.value());
        assertThat(show(((List<?>) CODEC.readUntyped("mail.send", "[" + some.json() + "\n]")).get(0)))
                .isEqualTo(some.value());
        assertThat(CODEC.readArguments(taking(), "[]")).isEmpty();
        assertThatThrownBy(() -> CODEC.readArguments(taking(), "[" + some.json() + "]"))
                .hasMessageContaining("the stored JSON has 1:");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefused(Case some) {
        assertUnreadable(() -> CODEC.readUntyped("mail.send", some.json()));
        assertUnreadable(() -> CODEC.readUntyped("mail.send", "[[" + some.json() + " x"));
        if (some.kind().equals("n")) {
            assertUnreadable(() -> CODEC.readResult(returning(JsonValue.class), some.json()));
        }
        for (var type :
                List.of(long.class, String.class, boolean.class, List.class, new TypeRef<List<String>>() {}.type())) {
            assertUnreadable(() -> CODEC.readResult(returning(type), some.json()));
        }
    }

    private static void assertUnreadable(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageStartingWith("EETASK0310: ")
                .hasMessageMatching("(?s)[\\x20-\\x7e]*");
    }

    private static String show(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + show(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof List<?> list) {
            return list.stream().map(JsonCasesTest::show).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String ? "'" + value + "'" : Objects.toString(value);
    }
}
