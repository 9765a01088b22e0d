package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.roundTrip;
import static ee.tasks.engine.json.Payloads.taking;
import static ee.tasks.engine.json.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.engine.json.Extremes.Pieces;
import ee.tasks.engine.json.Extremes.Price;
import ee.tasks.engine.json.Samples.Box;
import ee.tasks.engine.json.Samples.Point;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What would be read as another value, or as none, is refused at enqueue or kept whole. */
class OtherValueTest {

    private static final Type NUMBERS = new TypeRef<Map<String, Integer>>() {}.type();

    @Test
    void aNumberIsWrittenByItsValueWhateverItsClassSays() {
        assertThat(write(BigDecimal.class, new Price("1.50"))).isEqualTo("1.50");
        assertThat(write(BigInteger.class, new Pieces("15"))).isEqualTo("15");
        assertThat(write(new TypeRef<Map<BigDecimal, BigInteger>>() {}.type(), Map.of(new Price("2"), new Pieces("3"))))
                .isEqualTo("{\"2\":3}");
    }

    @Test
    void aNumberOfMoreDigitsThanAreReadIsRefused() {
        BigInteger large = BigInteger.TEN.pow(JsonInput.MAX_DIGITS + 1);
        PayloadCodec codec = new PayloadCodec(1 << 22);

        for (Object number : List.of(large, new BigDecimal(large, 7))) {
            assertThatThrownBy(() -> codec.writeArguments(taking(number.getClass()), List.of(number)))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageStartingWith(
                            "EETASK0335: parameter 1 'p1' of task 'mail.send' is or contains a number of"
                                    + " more than 1048576 characters");
        }
    }

    @Test
    void entriesAndElementsThatAreEqualAreNotLost() {
        Map<String, Integer> map = new IdentityHashMap<>();
        map.put("a", 1);
        map.put(new String("a"), 2);
        Set<String> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(List.of("a", new String("a")));
        Box<Map<String, Integer>> box = new Box<>();
        box.content = map;

        assertRefused(NUMBERS, map);
        assertRefused(new TypeRef<List<Map<String, Integer>>>() {}.type(), List.of(map));
        assertRefused(new TypeRef<Box<Map<String, Integer>>>() {}.type(), box);
        assertRefused(new TypeRef<Set<String>>() {}.type(), set);
        assertRefusedUndeclared(map);
        assertRefusedUndeclared(List.of(set));
        assertRefusedUndeclared(Map.of(1, "a", "1", "b"));
    }

    @Test
    void elementsThatHaveBecomeEqualAreNotLost() {
        List<String> first = new ArrayList<>(List.of("a"));
        List<String> second = new ArrayList<>();
        Set<List<String>> set = new HashSet<>(List.of(first, second));
        second.add("a");

        assertRefused(new TypeRef<Set<List<String>>>() {}.type(), set);
    }

    @Test
    void aUriWhoseTextIsAnotherOneIsRefused() {
        URI path = URI.create("http://host/a/").relativize(URI.create("http://host/a/b:c"));

        assertThat(path.getPath()).isEqualTo("b:c");
        assertRefused(URI.class, path);
        assertRefused(new TypeRef<List<URI>>() {}.type(), List.of(path));
        assertRefusedUndeclared(path);
    }

    @Test
    void propertiesAreKeptWithTheirDefaultsAndRefusedWithOtherValues() {
        Properties defaults = new Properties();
        defaults.setProperty("a", "1");
        Properties properties = new Properties(defaults);
        properties.setProperty("b", "2");

        assertThat(((Properties) roundTrip(Properties.class, properties)).getProperty("a"))
                .isEqualTo("1");
        assertThat(write(Properties.class, properties)).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        Properties number = new Properties();
        number.put("a", 1);
        assertRefused(Properties.class, number);
        Properties numbered = new Properties();
        numbered.put(1, "a");
        assertRefused(Properties.class, numbered);
        Box<Properties> box = new Box<>();
        box.content = number;
        assertRefused(new TypeRef<Box<Properties>>() {}.type(), box);
    }

    @Test
    void anOptionalOfAnOptionalIsRefusedAtDeployment() {
        for (Type type : List.of(
                new TypeRef<Optional<Optional<String>>>() {}.type(),
                new TypeRef<Optional<Optional<Point>>>() {}.type(),
                new TypeRef<List<Optional<OptionalInt>>>() {}.type(),
                new TypeRef<Map<String, Optional<OptionalLong>>>() {}.type(),
                new TypeRef<Box<Optional<OptionalDouble>>>() {}.type())) {
            assertThat(PayloadTypes.problems("the result of task 'x'", type))
                    .as(type.getTypeName())
                    .singleElement()
                    .asString()
                    .startsWith("EETASK0336: the result of task 'x'")
                    .contains("is an Optional of a java.util.Optional");
        }
        assertThat(PayloadTypes.problems("", new TypeRef<Optional<List<Optional<String>>>>() {}.type()))
                .isEmpty();
    }

    /** The rule of docs/reference/payloads.adoc, everywhere the same. */
    @Test
    void aNullOptionalIsReadAsEmptyWhereverItStands() {
        Box<List<OptionalInt>> box = new Box<>();
        box.content = Arrays.asList(OptionalInt.of(1), null);

        assertThat(roundTrip(new TypeRef<List<Optional<String>>>() {}.type(), Arrays.asList(null, Optional.of("a"))))
                .isEqualTo(List.of(Optional.empty(), Optional.of("a")));
        assertThat(roundTrip(new TypeRef<Map<String, OptionalLong>>() {}.type(), Collections.singletonMap("a", null)))
                .isEqualTo(Map.of("a", OptionalLong.empty()));
        assertThat(((Box<?>) roundTrip(new TypeRef<Box<List<OptionalInt>>>() {}.type(), box)).content)
                .isEqualTo(List.of(OptionalInt.of(1), OptionalInt.empty()));
    }

    private static void assertRefused(Type type, Object value) {
        assertThatThrownBy(() -> CODEC.writeArguments(taking(type), List.of(value)))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0305");
    }

    private static void assertRefusedUndeclared(Object value) {
        assertThatThrownBy(() -> CODEC.writeUndeclared("mail.send", List.of(value)))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0305: argument 1 of task 'mail.send'");
    }
}
