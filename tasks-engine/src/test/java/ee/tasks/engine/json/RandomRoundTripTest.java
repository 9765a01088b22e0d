package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Line;
import ee.tasks.engine.json.Samples.Money;
import ee.tasks.engine.json.Samples.Node;
import ee.tasks.engine.json.Samples.Operation;
import ee.tasks.engine.json.Samples.Order;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomRoundTripTest {

    private static final int SIGNATURES = 60;
    private static final List<Class<?>> SCALARS = List.of(
            boolean.class,
            byte.class,
            Short.class,
            int.class,
            Long.class,
            float.class,
            Double.class,
            char.class,
            String.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            ZonedDateTime.class,
            Duration.class,
            Period.class,
            Currency.class,
            Colour.class,
            Operation.class);

    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    @Tag("B110")
    @Tag("B112")
    @Tag("B113")
    void argumentsOfRandomTypesComeBackEqual(long seed) {
        random = new Random(seed);
        for (int i = 0; i < SIGNATURES; i++) {
            Type[] types = new Type[random.nextInt(5)];
            Arrays.setAll(types, at -> type(2));
            List<Object> arguments = new ArrayList<>();
            for (Type type : types) {
                arguments.add(value(type, 3));
            }
            assertSame(taking(types), arguments);
        }
    }

    private static void assertSame(PayloadSignature signature, List<Object> arguments) {
        assertThat(signature.problems()).isEmpty();

        String json = CODEC.writeArguments(signature, arguments);
        String stored = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(CODEC.readArguments(signature, stored))
                .as(json)
                .usingRecursiveComparison()
                .isEqualTo(arguments.toArray());
        JsonArray array = Json.createReader(new StringReader(stored)).readArray();
        assertThat(array).hasSameSizeAs(arguments);
        assertThat((List<?>) CODEC.readUntyped("random", stored)).hasSameSizeAs(arguments);
    }

    private Type type(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        return switch (random.nextInt(8)) {
            case 0 -> GenericType.of(List.class, boxedType(depth - 1));
            case 1 -> GenericType.of(Set.class, ScalarForm.boxed(scalar()));
            case 2 -> GenericType.of(Map.class, ScalarForm.boxed(scalar()), boxedType(depth - 1));
            case 3 -> GenericType.of(Optional.class, ScalarForm.boxed(scalar()));
            case 4 -> scalar().arrayType();
            case 5 -> Order.class;
            case 6 -> Node.class;
            default -> GenericType.of(List.class, GenericType.of(Optional.class, Line.class));
        };
    }

    private Class<?> scalar() {
        return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    private Type boxedType(int depth) {
        Type type = type(depth);
        return type instanceof Class<?> raw ? ScalarForm.boxed(raw) : type;
    }

    private Object value(Type type, int depth) {
        if (type instanceof GenericType of) {
            return switch (of.raw().getSimpleName()) {
                case "List" -> list(of.arguments()[0], depth);
                case "Set" -> new HashSet<>(list(of.arguments()[0], depth));
                case "Map" -> map(of, depth);
                default -> random.nextBoolean() ? Optional.empty() : Optional.of(value(of.arguments()[0], depth));
            };
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isArray()) {
            int length = random.nextInt(4);
            Object array = java.lang.reflect.Array.newInstance(raw.getComponentType(), length);
            for (int i = 0; i < length; i++) {
                java.lang.reflect.Array.set(array, i, value(raw.getComponentType(), depth));
            }
            return array;
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        }
        return switch (raw.getSimpleName()) {
            case "Order" -> order(depth);
            case "Node" -> node(depth);
            case "Line" -> line();
            default -> scalar(ScalarForm.boxed(raw));
        };
    }

    private List<Object> list(Type element, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(element, depth - 1));
        }
        return list;
    }

    private Map<Object, Object> map(GenericType of, int depth) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(of.arguments()[0], depth), value(of.arguments()[1], depth - 1));
        }
        return map;
    }

    private Order order(int depth) {
        return new Order(
                UUID.randomUUID(),
                (String) scalar(String.class),
                (Instant) scalar(Instant.class),
                random.nextBoolean() ? null : List.of(line(), line()),
                Map.of(Colour.GREEN, depth),
                random.nextBoolean() ? Optional.empty() : Optional.of((String) scalar(String.class)),
                Operation.values()[random.nextInt(2)],
                Set.of(random.nextLong(), random.nextLong()));
    }

    private Line line() {
        Money price = new Money((BigDecimal) scalar(BigDecimal.class), (Currency) scalar(Currency.class));
        return new Line((String) scalar(String.class), random.nextInt(), random.nextBoolean() ? null : price);
    }

    private Node node(int depth) {
        List<Node> children = new ArrayList<>();
        for (int i = depth; i > 0; i--) {
            children.add(node(i - 1));
        }
        return new Node((String) scalar(String.class), children);
    }

    private Object scalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Boolean" -> random.nextBoolean();
            case "Byte" -> (byte) random.nextInt();
            case "Short" -> (short) random.nextInt();
            case "Integer" -> random.nextInt();
            case "Long" -> random.nextLong() >> random.nextInt(64);
            case "Float" -> finite(Float.intBitsToFloat(random.nextInt()));
            case "Double" -> finite(Double.longBitsToDouble(random.nextLong()));
            case "Character" -> (char) random.nextInt(0x10000);
            case "String" -> string();
            case "BigDecimal" -> new BigDecimal(new BigInteger(90, random), random.nextInt(40) - 20);
            case "BigInteger" -> new BigInteger(200, random).negate();
            case "UUID" -> new UUID(random.nextLong(), random.nextLong());
            case "Instant" -> instant();
            case "LocalDate" -> local().toLocalDate();
            case "LocalTime" -> local().toLocalTime();
            case "LocalDateTime" -> local();
            case "ZonedDateTime" -> instant().atZone(ZoneId.of(random.nextBoolean() ? "Europe/Berlin" : "Z"));
            case "Duration" -> Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
            case "Period" -> Period.of(random.nextInt(99), -random.nextInt(99), random.nextInt(99));
            case "Currency" -> Currency.getInstance(random.nextBoolean() ? "EUR" : "JPY");
            default -> throw new IllegalArgumentException(type.getName());
        };
    }

    private Float finite(float value) {
        return Float.isFinite(value) ? value : Float.MIN_VALUE;
    }

    private Double finite(double value) {
        return Double.isFinite(value) ? value : Double.MIN_NORMAL;
    }

    /** Control characters, quotes and halves of pairs more often than a text has them. */
    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> (char) random.nextInt(32);
                        case 1 -> "\"\\/{}[]:,".charAt(random.nextInt(9));
                        case 2 -> (char) (0xd7f0 + random.nextInt(0x820));
                        case 3 -> (char) random.nextInt(0x800);
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return text.toString();
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt() * 30L, random.nextInt(1_000_000_000));
    }

    private LocalDateTime local() {
        return LocalDateTime.ofInstant(instant(), ZoneId.of("Z"));
    }
}
