package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.read;
import static ee.tasks.engine.json.Payloads.returning;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.engine.json.Samples.Point;
import ee.tasks.spi.UnreadablePayloadException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Depth, sizes, numbers, halves of pairs and names twice: what JSON itself does not limit. */
class HostileJsonTest {

    private static final PayloadCodec CODEC = new PayloadCodec(1 << 24);
    private static final int MAX_DEPTH = 1000;
    private static final Type TEXTS = new TypeRef<List<String>>() {}.type();
    private static final Type DECIMALS = new TypeRef<Map<BigDecimal, BigDecimal>>() {}.type();

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String nestedObjects(int levels) {
        return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
    }

    @Test
    void aThousandLevelsAreReadAndNoMore() {
        for (String json : List.of(nested(MAX_DEPTH), nestedObjects(MAX_DEPTH))) {
            int levels = 0;
            Object value = CODEC.readUntyped("mail.send", json);
            while (value instanceof List<?> || value instanceof Map<?, ?>) {
                levels++;
                value = value instanceof List<?> list
                        ? list.isEmpty() ? null : list.get(0)
                        : ((Map<?, ?>) value).get("a");
            }
            assertThat(levels).isEqualTo(MAX_DEPTH);
        }
        for (String json : List.of(
                nested(MAX_DEPTH + 1),
                nestedObjects(MAX_DEPTH + 1),
                "[".repeat(MAX_DEPTH + 1),
                "{\"a\":[".repeat(MAX_DEPTH),
                nested(1_000_000),
                "[".repeat(10_000_000))) {
            assertThatThrownBy(() -> CODEC.readUntyped("mail.send", json))
                    .isInstanceOf(UnreadablePayloadException.class)
                    .hasMessageContaining("it is nested more than 1000 levels deep");
        }
    }

    /** Many levels after each other are no depth. */
    @Test
    void levelsThatWereLeftDoNotCount() {
        String wide = "[" + String.join(",", Collections.nCopies(5_000, "[{\"a\":[]}]")) + "]";

        assertThat((List<?>) CODEC.readUntyped("mail.send", wide)).hasSize(5_000);
        assertThat((List<?>) CODEC.readArguments(taking(JsonValue.class), "[" + wide + "]")[0])
                .hasSize(5_000);
    }

    @Test
    void depthIsLimitedInWhatIsSkippedAndInWhatJsonBReads() {
        for (Type type : List.of(JsonValue.class, Point.class, TEXTS, long.class)) {
            for (String deep : List.of(nested(100_000), "{\"x\":" + nested(100_000) + "}", "[".repeat(100_000))) {
                assertThatThrownBy(() -> CODEC.readArguments(taking(type), "[" + deep + "]"))
                        .isInstanceOf(UnreadablePayloadException.class)
                        .hasMessageStartingWith("EETASK0310");
            }
        }
        assertThatThrownBy(() -> CODEC.readArguments(taking(), "[" + nested(100_000) + "]"))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageContaining("it is nested more than 1000 levels deep");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500, 990, 996, 997, 998, 999, 1000, 1001, 1002, 1010, 2000})
    void whatIsAcceptedIsReadHoweverDeep(int levels) {
        JsonValue value = JsonValue.EMPTY_JSON_ARRAY;
        List<Object> list = new ArrayList<>();
        for (int i = 1; i < levels; i++) {
            value = Json.createArrayBuilder(List.of(value)).build();
            list = new ArrayList<>(Arrays.asList((Object) list));
        }

        assertReadIfAccepted(JsonValue.class, value, levels < 990);
        String undeclared;
        try {
            undeclared = CODEC.writeUndeclared("mail.send", List.of(list));
        } catch (InvalidTaskException e) {
            assertThat(e).hasMessageStartingWith("EETASK0304");
            assertThat(levels).isGreaterThan(990);
            return;
        }
        assertThat(CODEC.readUntyped("mail.send", undeclared)).isEqualTo(List.of(list));
    }

    private static void assertReadIfAccepted(Type type, Object value, boolean certain) {
        String arguments;
        String result;
        try {
            arguments = CODEC.writeArguments(taking(type), List.of(value));
            result = CODEC.writeResult(returning(type), value);
        } catch (InvalidTaskException e) {
            assertThat(certain).as(e.getMessage()).isFalse();
            return;
        }
        assertThat(CODEC.readArguments(taking(type), arguments)).containsExactly(value);
        assertThat(CODEC.readResult(returning(type), result)).isEqualTo(value);
    }

    @Test
    void aStringOfMillionsOfCharactersComesBack() {
        for (String part : List.of("x", "\"", "\n", "\u0000", "é", "😀", "\ud800", "\\u0041")) {
            String text = part.repeat(1_000_000 / part.length());
            String json = CODEC.writeArguments(taking(String.class), List.of(text));

            assertThat(CODEC.readArguments(taking(String.class), json)[0].equals(text))
                    .as(part)
                    .isTrue();
        }
    }

    /** Bytes, not time: an escape once cost a buffer of the whole payload. */
    @Test
    void readingAllocatesInProportionToTheText() {
        List<String> texts = Collections.nCopies(2_000, "he says \"yes\"\nand leaves");
        String json = CODEC.writeArguments(taking(TEXTS), List.of(texts));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();

        long before = threads.getThreadAllocatedBytes(self);
        Object read = CODEC.readArguments(taking(TEXTS), json)[0];
        long allocated = threads.getThreadAllocatedBytes(self) - before;

        assertThat(read).isEqualTo(texts);
        assertThat(allocated).isLessThan(40L * json.length());
    }

    /** JSON-B's part is cut out by the parser's offsets, which count on where its buffers end. */
    @Test
    void whatJsonBReadsIsCutOutWhereverItLies() {
        PayloadSignature signature = taking(String.class, Point.class, JsonValue.class, long.class);
        JsonValue value = Json.createArrayBuilder().add("é\"\n😀").add(1.5).build();
        String rest = ", {\"x\" : 1, \"y\":2 } , [\"\\u00e9\\\"\\n😀\", 1.5 ]\n, 7]";
        for (String unit : List.of("x", "é", "😀", "\\n", "\\u0041")) {
            for (int times = 0; times < 9_000; times += times % 4_000 < 3_900 ? 97 : 1) {
                String json = "[\"" + unit.repeat(times) + "\"" + rest;

                Object[] read = CODEC.readArguments(signature, json);

                assertThat(Arrays.copyOfRange(read, 1, 4)).as(unit + times).containsExactly(new Point(1, 2), value, 7L);
            }
        }
        for (int blanks = 4_000; blanks < 4_200; blanks++) {
            Object[] read = CODEC.readArguments(signature, "[" + " ".repeat(blanks) + "\"\"" + rest);
            assertThat(Arrays.copyOfRange(read, 1, 4)).containsExactly(new Point(1, 2), value, 7L);
        }
    }

    @Test
    void tenThousandDigitsAreReadAsThemselves() {
        for (String digits : List.of(
                "9".repeat(10_000),
                "-" + "9".repeat(10_000),
                "0." + "1".repeat(10_000),
                "1" + "0".repeat(10_000) + "." + "5".repeat(10_000),
                "1." + "2".repeat(10_000) + "E-100")) {
            BigDecimal number = new BigDecimal(digits);

            assertThat(read(BigDecimal.class, digits)).isEqualTo(number);
            assertThat(read(DECIMALS, "{\"" + digits + "\":" + digits + "}")).isEqualTo(Map.of(number, number));
            Object untyped = CODEC.readUntyped("mail.send", digits);
            assertThat(new BigDecimal(untyped.toString())).isEqualTo(number);
            assertReadIfAccepted(BigDecimal.class, number, true);
            assertReadIfAccepted(DECIMALS, Map.of(number, number), true);
            for (Type type : List.of(long.class, int.class, short.class, byte.class)) {
                assertUnreadable(type, digits);
            }
        }
        BigInteger integer = new BigInteger("9".repeat(10_000));
        assertReadIfAccepted(BigInteger.class, integer, true);
        assertThat(read(double.class, "0." + "1".repeat(10_000))).isEqualTo(1.0 / 9);
        assertThat(read(float.class, "0." + "1".repeat(10_000))).isEqualTo(1f / 9);
        assertUnreadable(double.class, "9".repeat(10_000));
    }

    @Test
    void aNumberTooLongIsRefusedBeforeItIsComputed() {
        String digits = "9".repeat(JsonInput.MAX_DIGITS + 1);
        for (Type type :
                List.of(long.class, double.class, BigDecimal.class, BigInteger.class, Point.class, JsonValue.class)) {
            for (String json : List.of(digits, "-" + digits, "0." + digits, "{\"x\":" + digits + "}", "1e" + digits)) {
                assertUnreadable(type, json);
            }
        }
        assertThatThrownBy(() -> CODEC.readUntyped("mail.send", digits)).hasMessageContaining("out of range");
    }

    @Test
    void halvesOfPairsSurviveUtf8InValuesAndNames() {
        Type type = new TypeRef<Map<String, List<Character>>>() {}.type();
        Map<String, List<Character>> value =
                Map.of("\ud800", List.of('\udc00', '\udfff', 'a'), "😀\udbff\"", List.of());

        String json = CODEC.writeArguments(taking(type), List.of(value));
        String undeclared = CODEC.writeUndeclared("mail.send", List.of(value));

        for (String text : List.of(json, undeclared)) {
            String stored = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(stored).isEqualTo(text);
            assertThat(CODEC.readArguments(taking(type), stored)).containsExactly(value);
        }
    }

    /** JSON-B gets a string as the JSON that JSON-P makes of it. */
    @Test
    void aStringThatJsonBReadsComesBack() {
        for (String text :
                List.of("", "a", "\"\\/", "\u0000\b\f\n\r\t\u001f\u007f\u2028", "é😀", "\ud800", "a\udc00b")) {
            JsonValue value = Json.createValue(text);
            String json = CODEC.writeArguments(taking(JsonValue.class), List.of(value));

            assertThat(CODEC.readArguments(taking(JsonValue.class), json))
                    .as(json)
                    .containsExactly(value);
            assertThat(CODEC.readArguments(taking(String.class), json)).as(json).containsExactly(text);
            assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(json);
        }
        for (JsonValue value : List.of(JsonValue.TRUE, JsonValue.FALSE, Json.createValue(1), Json.createValue(-1.5))) {
            assertThat(CODEC.readArguments(taking(JsonValue.class), "[" + value + "]"))
                    .containsExactly(value);
        }
    }

    @Test
    void ofANameTwiceTheLastOneCounts() {
        assertThat(read(new TypeRef<Map<String, Integer>>() {}.type(), "{\"a\":1,\"b\":2,\"\\u0061\":3}"))
                .isEqualTo(Map.of("a", 3, "b", 2));
        assertThat(read(new TypeRef<Map<Integer, String>>() {}.type(), "{\"1\":\"a\",\"1.0\":\"b\",\"1e0\":\"c\"}"))
                .isEqualTo(Map.of(1, "c"));
        assertThat(read(
                        new TypeRef<Map<String, Point>>() {}.type(),
                        "{\"a\":{\"x\":1,\"y\":1},\"a\":{\"x\":2,\"y\":2}}"))
                .isEqualTo(Map.of("a", new Point(2, 2)));
    }

    @Test
    void aMapsKeyThatIsANumberIsOneAndNothingElse() {
        Type type = new TypeRef<Map<Long, String>>() {}.type();
        for (String key :
                List.of("", " ", "x", "1 2", "01", "+1", "1.5", "0x1", "null", "true", "[1]", "\\u0000", "1\\u0000")) {
            assertUnreadable(type, "{\"" + key + "\":\"a\"}");
        }
        assertThat(read(type, "{\" 1 \":\"a\"}")).isEqualTo(Map.of(1L, "a"));
    }

    /** An application's thread may have any class loader, or one whose provider is another. */
    @Test
    void theProviderIsLookedUpOnceWhenTheCodecIsMade() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            thread.setContextClassLoader(empty);
            String json = CODEC.writeArguments(
                    taking(TEXTS, DECIMALS), List.of(List.of("a"), Map.of(BigDecimal.ONE, BigDecimal.TEN)));
            assertThat(json).isEqualTo("[[\"a\"],{\"1\":10}]");
            assertThat(CODEC.readArguments(taking(TEXTS, DECIMALS), json)[0]).isEqualTo(List.of("a"));
            assertThat(CODEC.writeUndeclared("mail.send", List.of(Set.of("a")))).isEqualTo("[[\"a\"]]");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void assertUnreadable(Type type, String json) {
        assertThatThrownBy(() -> CODEC.readArguments(taking(type), "[" + json + "]"))
                .as(type.getTypeName())
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageStartingWith("EETASK0310");
    }
}
