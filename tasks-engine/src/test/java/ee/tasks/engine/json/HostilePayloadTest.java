package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.engine.json.Samples.Bean;
import ee.tasks.engine.json.Samples.Circle;
import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Money;
import ee.tasks.engine.json.Samples.Node;
import ee.tasks.engine.json.Samples.Point;
import ee.tasks.engine.json.Samples.Shape;
import ee.tasks.engine.json.Samples.Square;
import ee.tasks.spi.UnreadablePayloadException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the database is read as what the method declares, or is unreadable: never an error of another kind. */
class HostilePayloadTest {

    private static final int DEEP = 100_000;

    private static final List<Type> TYPES = List.of(
            boolean.class,
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            char.class,
            Integer.class,
            Long.class,
            Double.class,
            String.class,
            BigDecimal.class,
            BigInteger.class,
            Year.class,
            byte[].class,
            int[].class,
            int[][].class,
            String[].class,
            Locale.class,
            Currency.class,
            UUID.class,
            URI.class,
            Instant.class,
            LocalDate.class,
            ZonedDateTime.class,
            ZoneId.class,
            Duration.class,
            Period.class,
            Colour.class,
            Point.class,
            Money.class,
            Node.class,
            Bean.class,
            Shape.class,
            OptionalInt.class,
            new TypeRef<Optional<String>>() {}.type(),
            new TypeRef<Optional<Point>>() {}.type(),
            new TypeRef<List<Long>>() {}.type(),
            new TypeRef<Set<Colour>>() {}.type(),
            new TypeRef<Map<String, Point>>() {}.type(),
            new TypeRef<Map<Integer, List<BigInteger>>>() {}.type());

    static Stream<String> values() {
        String digits = "9".repeat((1 << 20) + 1);
        return Stream.of(
                "null",
                "true",
                "0",
                "-0",
                "1e999",
                "-1e999999999999999999",
                "1e-999999999999999999",
                "1e2147483647",
                "0." + "0".repeat(2000) + "1",
                digits,
                "-" + digits + "." + digits + "e" + digits,
                "\"\"",
                "\"" + "x".repeat(1 << 20) + "\"",
                "\"\\u0000\\ud800\\udfff\"",
                "\"java.lang.Runtime\"",
                "\"+999999999-12-31T23:59:59.999999999Z\"",
                "\"PT9223372036854775807S\"",
                "\"P-2147483648Y\"",
                "\"../../etc/passwd\"",
                "\"-2147483648\"",
                "[]",
                "{}",
                "[[[]]]",
                "[null,null]",
                "{\"x\":1,\"x\":2,\"y\":3,\"y\":4}",
                "{\"x\":1e999999999,\"y\":1}",
                "{\"amount\":1e999999999,\"currency\":\"EUR\"}",
                "{\"amount\":" + digits + ",\"currency\":\"EUR\"}",
                "{\"\":{}, \"@class\":\"java.lang.Runtime\", \"class\":\"javax.naming.InitialContext\"}",
                "{\"@type\":\"java.lang.Runtime\",\"radius\":1}",
                "{\"@type\":\"circle\",\"@type\":\"square\",\"radius\":1,\"width\":2}",
                "{\"@type\":{\"@type\":\"circle\"}}",
                "[".repeat(DEEP) + "]".repeat(DEEP),
                "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
                "{\"children\":[".repeat(DEEP) + "]}".repeat(DEEP),
                "{\"name\":\"n\",\"children\":[".repeat(5_000) + "]}".repeat(5_000),
                "[".repeat(DEEP),
                "{\"a\":".repeat(DEEP),
                "\"" + "\\u0041".repeat(1 << 17) + "\"",
                "\"\\",
                "\uFEFF1",
                "\uFF11",
                "/* 1 */ 1",
                "NaN",
                "Infinity");
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsReadAsDeclaredOrIsUnreadable(String value) {
        for (Type type : TYPES) {
            assertReadOrUnreadable(type, "[" + value + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void insideOfCollectionsAndBeansToo(String value) {
        for (Type type : TYPES) {
            assertReadOrUnreadable(type, "[[" + value + "]]");
            assertReadOrUnreadable(type, "[{\"x\":" + value + ",\"a\":" + value + ",\"name\":" + value + "}]");
        }
    }

    /** What a console shows of a task that is unknown here. */
    @ParameterizedTest
    @MethodSource("values")
    void withoutTypesItIsPlainOrUnreadable(String value) {
        try {
            Object plain = CODEC.readUntyped("mail.send", value);
            assertThat(plain == null || plain.getClass().getName().startsWith("java."))
                    .isTrue();
        } catch (UnreadablePayloadException e) {
            assertThat(e).hasMessageStartingWith("EETASK03");
        }
    }

    @Test
    void noTypeInformationMakesWhatIsNotDeclared() {
        Object shape = CODEC.readArguments(taking(Shape.class), "[{\"@type\":\"circle\",\"radius\":1}]")[0];

        assertThat(shape).isInstanceOfAny(Circle.class, Square.class);
        assertThatThrownBy(() -> CODEC.readArguments(taking(Shape.class), "[{\"@type\":\"java.lang.Runtime\"}]"))
                .isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> CODEC.readArguments(
                        taking(Shape.class), "[{\"@type\":\"ee.tasks.engine.json.Samples$Point\",\"x\":1,\"y\":1}]"))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    void anotherPayloadFormatIsUnreadable() {
        for (int format : new int[] {0, -1, 2, 99, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> CODEC.requireFormat("mail.send", format))
                    .isInstanceOf(UnreadablePayloadException.class)
                    .hasMessageStartingWith("EETASK0313: ");
        }
        assertThatCode(() -> CODEC.requireFormat("mail.send", PayloadCodec.FORMAT))
                .doesNotThrowAnyException();
    }

    private static void assertReadOrUnreadable(Type type, String json) {
        Object value;
        try {
            value = CODEC.readArguments(taking(type), json)[0];
        } catch (UnreadablePayloadException e) {
            assertThat(e).hasMessageStartingWith("EETASK03");
            assertThat(e.getMessage()).as(type.getTypeName()).hasSizeLessThan(1_000);
            return;
        } catch (Throwable other) {
            throw new AssertionError(type + " from " + json.substring(0, Math.min(60, json.length())), other);
        }
        Class<?> raw = type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : ScalarForm.boxed((Class<?>) type);
        assertThat(value == null || raw.isInstance(value))
                .as(type + " from " + Arrays.asList(json.substring(0, Math.min(60, json.length()))))
                .isTrue();
    }
}
