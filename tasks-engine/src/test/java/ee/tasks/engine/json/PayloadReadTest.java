package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.returning;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Point;
import ee.tasks.spi.UnreadablePayloadException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReadTest {

    @Test
    void missingTrailingArgumentsAreNullOrEmpty() {
        PayloadSignature today = taking(
                long.class,
                String.class,
                new TypeRef<Optional<String>>() {}.type(),
                new TypeRef<Optional<Point>>() {}.type(),
                OptionalInt.class,
                new TypeRef<List<Point>>() {}.type());

        assertThat(CODEC.readArguments(today, "[1]"))
                .containsExactly(1L, null, Optional.empty(), Optional.empty(), OptionalInt.empty(), null);
    }

    @Test
    void aMissingPrimitiveIsUnreadable() {
        assertUnreadable(
                taking(String.class, long.class),
                "[\"a\"]",
                "EETASK0311: parameter 2 'p2' of task 'mail.send' is missing in the stored JSON",
                "declare it as Long");
    }

    @Test
    void surplusArgumentsAreUnreadable() {
        assertUnreadable(
                taking(String.class),
                "[\"a\", {\"b\":[1,\"]\"]}, null]",
                "EETASK0312: the number of arguments for task 'mail.send' must be 1 (java.lang.String p1), but the stored JSON has 3");
        assertUnreadable(taking(), "[1]", "EETASK0312");
    }

    @Test
    void aValueOfAnotherTypeIsUnreadableAndItsValueNotSaid() {
        assertUnreadable(taking(long.class), "[\"secret\"]", "EETASK0310: parameter 1 'p1'", "a number is expected");
        assertUnreadable(taking(String.class), "[4711]", "a string is expected");
        assertUnreadable(taking(boolean.class), "[4711]", "a boolean is expected");
        assertUnreadable(taking(long.class), "[null]", "a long cannot be null");
        assertUnreadable(taking(int.class), "[4711000000000]", "out of range");
        assertUnreadable(taking(long.class), "[4711.5]", "has a fraction");
        assertUnreadable(taking(double.class), "[1e4711]", "out of range");
        assertUnreadable(taking(BigInteger.class), "[1e999999999]", "out of range");
        assertUnreadable(taking(char.class), "[\"secret\"]", "one character");
        assertUnreadable(taking(Colour.class), "[\"SECRET\"]", "no such constant");
        assertUnreadable(taking(LocalDate.class), "[\"secret\"]", "java.time.format.DateTimeParseException");
        assertUnreadable(taking(int[].class), "[[1,null]]", "contains null");
        assertUnreadable(taking(new TypeRef<List<Long>>() {}.type()), "[{\"secret\":1}]", "EETASK0310");
        assertUnreadable(taking(new TypeRef<Map<Integer, Long>>() {}.type()), "[{\"secret\":1}]", "EETASK0310");
        assertUnreadable(taking(Point.class), "[{\"x\":\"secret\"}]", "EETASK0310", "at property 'x'");
        assertUnreadable(taking(Point.class), "[\"secret\"]", "EETASK0310");
        assertUnreadable(taking(new TypeRef<Map<Point, LocalDate>>() {}.type()), "[{\"secret\":4711}]", "EETASK0310");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "1",
                "{}",
                "[1]]",
                "[1] x",
                "[01]",
                "[1.]",
                "[.5]",
                "[+1]",
                "[-]",
                "[1e]",
                "[0x1]",
                "[NaN]",
                "[tru]",
                "[nul]",
                "[\"a]",
                "[\"\\x\"]",
                "[\"\\u12\"]",
                "[\"\\u12g4\"]",
                "[\"\n\"]",
                "['a']",
                "[1 2]",
                "[{\"a\" 1}]",
                "[{a:1}]",
                "[{\"a\":1,}]",
                "[\"\\",
                "[}]",
                "[:]"
            })
    void whatIsNoJsonIsUnreadable(String json) {
        for (Type type : List.of(
                long.class,
                String.class,
                boolean.class,
                Point.class,
                new TypeRef<List<Long>>() {}.type(),
                new TypeRef<Map<String, String>>() {}.type())) {
            assertThat(catchThrowableOfType(
                            UnreadablePayloadException.class, () -> CODEC.readArguments(taking(type), json)))
                    .as(json + " as " + type)
                    .isNotNull();
        }
        if (!json.equals("1") && !json.equals("{}")) {
            assertThat(catchThrowableOfType(
                            UnreadablePayloadException.class, () -> CODEC.readUntyped("mail.send", json)))
                    .as(json)
                    .hasMessageContaining("EETASK0310: what is stored of task 'mail.send' cannot be read");
        }
    }

    @Test
    void nestingIsLimitedInsteadOfOverflowingTheStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(catchThrowableOfType(UnreadablePayloadException.class, () -> CODEC.readUntyped("mail.send", deep)))
                .hasMessageContaining("nested more than 1000 levels deep");
        assertUnreadable(taking(Point.class), "[" + deep + "]", "EETASK0310");
        assertUnreadable(taking(new TypeRef<List<List<Long>>>() {}.type()), "[" + deep + "]", "EETASK0310");
    }

    @Test
    void resultsThatDoNotBindAreUnreadable() {
        assertThat(catchThrowableOfType(
                        UnreadablePayloadException.class, () -> CODEC.readResult(returning(long.class), "\"secret\"")))
                .hasMessageStartingWith("EETASK0310: the result of task 'mail.send' cannot be read")
                .hasMessageNotContaining("secret");
        assertThat(catchThrowableOfType(
                        UnreadablePayloadException.class,
                        () -> CODEC.readResult("mail.send", LocalDate.class, "\"secret\"")))
                .hasMessageStartingWith(
                        "EETASK0310: the result of task 'mail.send', read as java.time.LocalDate, cannot be read");
        assertThat(catchThrowableOfType(
                        UnreadablePayloadException.class, () -> CODEC.readResult(returning(int.class), "1 2")))
                .hasMessageContaining("not JSON at character 2");
    }

    private static void assertUnreadable(PayloadSignature signature, String json, String... texts) {
        UnreadablePayloadException unreadable =
                catchThrowableOfType(UnreadablePayloadException.class, () -> CODEC.readArguments(signature, json));
        assertThat(unreadable).as(json).isNotNull();
        assertThat(unreadable).hasMessageContainingAll(texts);
        StringWriter trace = new StringWriter();
        unreadable.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContainIgnoringCase("secret").doesNotContain("4711");
    }
}
