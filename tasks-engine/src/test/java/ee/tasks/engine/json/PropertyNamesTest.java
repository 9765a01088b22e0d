package ee.tasks.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyNamesTest {

    record Customer(long id, @JsonbProperty("e-mail") String mail) {}

    record Order(Customer customer, Map<String, String> notes, List<Customer> others, Adapted adapted) {}

    record Page<T>(T of, int number) {}

    public static class Person {
        public String nick;
        private String name;

        public String getName() {
            return name;
        }
    }

    public static class Employee extends Person {
        public boolean isActive() {
            return true;
        }
    }

    @JsonbTypeAdapter(AsMap.class)
    record Adapted(String inner) {}

    public static class AsMap implements JsonbAdapter<Adapted, Map<String, String>> {

        @Override
        public Map<String, String> adaptToJson(Adapted adapted) {
            return Map.of("outer", adapted.inner());
        }

        @Override
        public Adapted adaptFromJson(Map<String, String> json) {
            return new Adapted(json.get("outer"));
        }
    }

    interface Shape {}

    abstract static class Animal {}

    static Stream<Arguments> possible() {
        return Stream.of(
                Arguments.of(Customer.class, "id"),
                Arguments.of(Customer.class, "e-mail"),
                Arguments.of(Order.class, "customer.id"),
                Arguments.of(Order.class, "notes.anything"),
                Arguments.of(Order.class, "adapted.outer.more"),
                Arguments.of(Employee.class, "name"),
                Arguments.of(Employee.class, "nick"),
                Arguments.of(Employee.class, "active"),
                Arguments.of(GenericType.of(Page.class, Customer.class), "of.whatever"),
                Arguments.of(Adapted.class, "outer"),
                Arguments.of(Shape.class, "sides"),
                Arguments.of(Animal.class, "legs"),
                Arguments.of(JsonObject.class, "a.b"),
                Arguments.of(Object.class, "a"),
                Arguments.of(GenericType.of(Map.class, String.class, Customer.class), "a.b"),
                Arguments.of(GenericType.of(Optional.class, Customer.class), "nothing"));
    }

    @ParameterizedTest
    @MethodSource("possible")
    void whatThereMayBeIsNotMissing(Type type, String path) {
        assertThat(PropertyNames.missing(type, List.of(path.split("\\.")))).isEmpty();
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(Customer.class, "tenant", Customer.class, "tenant"),
                Arguments.of(Order.class, "customer.tenant", Customer.class, "tenant"),
                Arguments.of(Order.class, "customer.id.more", long.class, "more"),
                Arguments.of(Order.class, "others.id", GenericType.of(List.class, Customer.class), "id"),
                Arguments.of(Employee.class, "salary", Employee.class, "salary"),
                Arguments.of(
                        GenericType.of(Page.class, Customer.class),
                        "off",
                        GenericType.of(Page.class, Customer.class),
                        "off"),
                Arguments.of(String.class, "length", String.class, "length"),
                Arguments.of(int[].class, "length", int[].class, "length"),
                Arguments.of(Thread.State.class, "name", Thread.State.class, "name"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatThereCannotBeIs(Type type, String path, Type where, String name) {
        assertThat(PropertyNames.missing(type, List.of(path.split("\\.")))).hasValueSatisfying(missing -> {
            assertThat(missing.type().getTypeName()).isEqualTo(where.getTypeName());
            assertThat(missing.name()).isEqualTo(name);
        });
    }

    @Test
    void theNamesThatThereAreAreKnown() {
        assertThat(PropertyNames.missing(Customer.class, List.of("mial"))
                        .orElseThrow()
                        .known())
                .containsExactly("e-mail", "id", "mail");
    }
}
