package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.returning;
import static ee.tasks.engine.json.Payloads.roundTrip;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.engine.json.Samples.Box;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is accepted is read as an equal value: each type at its ends, in each place, in the JDK's own odd collections. */
class ExtremesTest {

    private static final int ROUNDS = 400;

    static Stream<Class<?>> types() {
        return Extremes.OF_TYPE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void asArgumentAndAsResult(Class<?> type) {
        for (Object value : Extremes.OF_TYPE.get(type)) {
            assertSame(value, roundTrip(type, value));
            String result = CODEC.writeResult(returning(type), value);
            assertSame(value, CODEC.readResult(returning(type), result));
        }
    }

    /** What JSON-B binds: it would lose or change some of these, see {@link YassonLossTest}. Those are refused, or come back equal. */
    @ParameterizedTest
    @MethodSource("types")
    void asPropertyOfABean(Class<?> type) {
        for (Object value : Extremes.OF_TYPE.get(type)) {
            Box<Object> box = new Box<>();
            box.content = value;
            Type boxed = GenericType.of(Box.class, type);
            String json;
            try {
                json = Payloads.write(boxed, box);
            } catch (InvalidTaskException e) {
                assertThat(isBeyondJsonB(value)).as("%s: %s", value, e).isTrue();
                assertThat(e).hasMessageStartingWith("EETASK0305");
                continue;
            }
            assertSame(value, ((Box<?>) Payloads.read(boxed, json)).content);
        }
    }

    /** JSON-B writes them as it writes others, in whatever of a bean they are. */
    @Test
    void whatIsReadAsAnotherIsRefusedAnywhereInABean() {
        YearMonth early = YearMonth.of(-5, 1);
        URI path = URI.create("http://host/a/").relativize(URI.create("http://host/a/b:c"));

        assertRefused(GenericType.of(Box.class, URI.class), path);
        assertRefused(GenericType.of(Box.class, float[].class), new float[] {1, -0f});
        assertRefused(GenericType.of(Box.class, YearMonth[].class), new YearMonth[] {early});
        assertRefused(GenericType.of(Box.class, GenericType.of(List.class, Float.class)), List.of(1f, -0f));
        assertRefused(GenericType.of(Box.class, GenericType.of(Set.class, YearMonth.class)), Set.of(early));
        assertRefused(GenericType.of(Box.class, GenericType.of(Optional.class, Float.class)), Optional.of(-0f));
        assertRefused(
                GenericType.of(Box.class, GenericType.of(Map.class, YearMonth.class, String.class)),
                Map.of(early, "a"));
        assertRefused(GenericType.of(Box.class, GenericType.of(Map.class, String.class, URI.class)), Map.of("a", path));
        Box<YearMonth> inner = new Box<>();
        inner.content = early;
        assertRefused(GenericType.of(Box.class, GenericType.of(Box.class, YearMonth.class)), inner);
    }

    private static void assertRefused(Type boxed, Object content) {
        Box<Object> box = new Box<>();
        box.content = content;
        assertThatThrownBy(() -> Payloads.write(boxed, box))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0305");
    }

    private static boolean isBeyondJsonB(Object value) {
        return value instanceof Extremes.Price
                || value instanceof Extremes.Pieces
                || value instanceof BigDecimal number && Math.abs((long) number.scale()) > 100_000
                || value instanceof BigInteger number && number.bitLength() > 1_000
                || value instanceof Instant instant && (instant.equals(Instant.MIN) || instant.equals(Instant.MAX))
                || value instanceof YearMonth month && month.getYear() < 1
                || value.equals(-0f);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void inCollectionsOfTheJdk(long seed) {
        Random random = new Random(seed);
        List<Class<?>> types = new ArrayList<>(Extremes.OF_TYPE.keySet());
        types.sort((a, b) -> a.getName().compareTo(b.getName()));
        for (int i = 0; i < ROUNDS; i++) {
            Class<?> scalar = types.get(random.nextInt(types.size()));
            Class<?> key = types.get(random.nextInt(types.size()));
            List<Object> items = pick(random, scalar);
            switch (random.nextInt(6)) {
                case 0 -> assertComesBack(GenericType.of(List.class, scalar), list(random, items));
                case 1 -> assertComesBack(GenericType.of(Collection.class, scalar), list(random, items));
                case 2 -> assertComesBack(GenericType.of(Set.class, scalar), set(random, items));
                case 3 ->
                    assertComesBack(GenericType.of(Map.class, key, scalar), map(random, pick(random, key), items));
                case 4 ->
                    assertComesBack(
                            GenericType.of(Optional.class, scalar),
                            items.stream().findFirst());
                default -> assertComesBack(scalar.arrayType(), array(scalar, items));
            }
        }
    }

    /** A worker that declares what these are reads what a node wrote that knows nothing of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void forATaskWhoseCodeIsElsewhere(long seed) {
        Random random = new Random(seed);
        List<Class<?>> types = new ArrayList<>(Extremes.OF_TYPE.keySet());
        types.sort((a, b) -> a.getName().compareTo(b.getName()));
        for (int i = 0; i < ROUNDS; i++) {
            Class<?> scalar = types.get(random.nextInt(types.size()));
            Class<?> key = types.get(random.nextInt(types.size()));
            List<Object> items = pick(random, scalar);
            List<Object> arguments = List.of(
                    items.get(0),
                    list(random, items),
                    set(random, items),
                    map(random, pick(random, key), items),
                    items.stream().findFirst(),
                    array(scalar, items));

            String json = CODEC.writeUndeclared("reports.build", arguments);

            PayloadSignature declared = taking(
                    scalar,
                    GenericType.of(List.class, scalar),
                    GenericType.of(Set.class, scalar),
                    GenericType.of(Map.class, key, scalar),
                    GenericType.of(Optional.class, scalar),
                    scalar.arrayType());
            assertThat(CODEC.writeArguments(declared, arguments)).isEqualTo(json);
            Object[] read = CODEC.readArguments(declared, json);
            for (int at = 0; at < read.length; at++) {
                assertSame(arguments.get(at), read[at]);
            }
        }
    }

    @Test
    void eachNumberWithAnExponentIsReadOrRefused() {
        for (int scale = 0; scale < 8; scale++) {
            for (String digits : List.of("0", "1", "12", "12345")) {
                BigDecimal number = new BigDecimal(new BigInteger(digits), Integer.MIN_VALUE + scale);
                boolean readable = isRead(number.toString());
                assertThat(isAccepted(number)).as(number.toString()).isEqualTo(readable);
            }
        }
    }

    private static boolean isRead(String text) {
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isAccepted(BigDecimal number) {
        try {
            assertThat(roundTrip(BigDecimal.class, number)).isEqualTo(number);
            return true;
        } catch (InvalidTaskException e) {
            assertThat(e).hasMessageStartingWith("EETASK0335");
            return false;
        }
    }

    private static void assertComesBack(Type type, Object value) {
        String json = CODEC.writeArguments(taking(type), Arrays.asList(value));
        String stored = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertSame(value, CODEC.readArguments(taking(type), stored)[0]);
    }

    private static void assertSame(Object value, Object read) {
        if (value instanceof Object[] array) {
            assertThat((Object[]) read).isEqualTo(array);
        } else if (value instanceof Collection<?> items && !(value instanceof Set)) {
            assertThat(new ArrayList<>((Collection<?>) read)).isEqualTo(new ArrayList<>(items));
        } else if (value instanceof Enum) {
            assertThat(read).isSameAs(value);
        } else {
            assertThat(read).isEqualTo(value);
        }
    }

    private static List<Object> pick(Random random, Class<?> type) {
        List<?> all = Extremes.OF_TYPE.get(type);
        List<Object> picked = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            picked.add(all.get(random.nextInt(all.size())));
        }
        return picked;
    }

    private static List<Object> list(Random random, List<Object> items) {
        return switch (random.nextInt(9)) {
            case 0 -> List.copyOf(items);
            case 1 -> Arrays.asList(items.toArray());
            case 2 -> Collections.unmodifiableList(items);
            case 3 -> Collections.synchronizedList(items);
            case 4 -> items.subList(0, items.size());
            case 5 -> Collections.nCopies(3, items.get(0));
            case 6 -> items.stream().toList();
            case 7 -> new LinkedList<>(items);
            default -> new CopyOnWriteArrayList<>(items);
        };
    }

    private static Set<Object> set(Random random, List<Object> items) {
        return switch (random.nextInt(6)) {
            case 0 -> Set.copyOf(items);
            case 1 -> Collections.singleton(items.get(0));
            case 2 -> Collections.unmodifiableSet(new LinkedHashSet<>(items));
            case 3 -> new HashMap<>(Map.of(items.get(0), 1)).keySet();
            case 4 -> Collections.emptySet();
            default -> ConcurrentHashMap.newKeySet();
        };
    }

    private static Map<Object, Object> map(Random random, List<Object> keys, List<Object> values) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return switch (random.nextInt(6)) {
            case 0 -> Map.copyOf(map);
            case 1 -> Collections.unmodifiableMap(map);
            case 2 -> Collections.synchronizedMap(map);
            case 3 -> Collections.singletonMap(keys.get(0), values.get(0));
            case 4 -> new ConcurrentHashMap<>(map);
            default -> Collections.emptyMap();
        };
    }

    private static Object array(Class<?> component, List<Object> items) {
        Object array = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }
}
