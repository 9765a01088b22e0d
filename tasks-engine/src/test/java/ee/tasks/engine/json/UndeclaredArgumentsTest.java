package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Line;
import ee.tasks.engine.json.Samples.Operation;
import ee.tasks.engine.json.Samples.Point;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arguments of a task whose code is elsewhere are what a task would declare for them, not what the JDK made them of. */
class UndeclaredArgumentsTest {

    @Test
    void collectionsOfTheJdkAreArraysAndObjects() {
        for (List<?> list : List.of(
                List.of(1L, 2L),
                Arrays.asList(1L, 2L),
                Stream.of(1L, 2L).toList(),
                Collections.unmodifiableList(new ArrayList<>(List.of(1L, 2L))),
                Collections.synchronizedList(new ArrayList<>(List.of(1L, 2L))),
                new ArrayList<>(List.of(0L, 1L, 2L)).subList(1, 3))) {
            assertThat(write(list)).as(list.getClass().getName()).isEqualTo("[1,2]");
        }
        assertThat(write(Collections.emptyList())).isEqualTo("[]");
        assertThat(write(Collections.emptyMap())).isEqualTo("{}");
        assertThat(write(Collections.singleton(5L))).isEqualTo("[5]");
        assertThat(write(Map.of("a", 1))).isEqualTo("{\"a\":1}");
        assertThat(write(new HashMap<>(Map.of(1, "x")).keySet())).isEqualTo("[1]");
        assertThat(write(new HashMap<>(Map.of(1, "x")).values())).isEqualTo("[\"x\"]");
        assertThat(write(new TreeMap<>(Map.of("b", List.of(1), "a", List.of())).headMap("b")))
                .isEqualTo("{\"a\":[]}");
    }

    @Test
    void zonesAndEnumConstantsWithBodiesAreTheirNames() {
        assertThat(write(ZoneId.of("Europe/London"))).isEqualTo("\"Europe/London\"");
        assertThat(write(Operation.PLUS)).isEqualTo("\"PLUS\"");
        assertThat(write(EnumSet.allOf(Operation.class))).isEqualTo("[\"PLUS\",\"MINUS\"]");
        assertThat(write(new EnumMap<>(Map.of(Operation.MINUS, Colour.RED)))).isEqualTo("{\"MINUS\":\"RED\"}");
        assertThat(write(new Operation[] {Operation.PLUS, null})).isEqualTo("[\"PLUS\",null]");
    }

    @Test
    void whatIsInThemIsWrittenByTheSameRules() {
        assertThat(write(Arrays.asList(
                        1, "a", null, LocalDate.EPOCH, new BigDecimal("1.50"), Optional.of(Duration.ZERO))))
                .isEqualTo("[1,\"a\",null,\"1970-01-01\",1.50,\"PT0S\"]");
        assertThat(write(List.of(Optional.empty(), OptionalInt.of(3), new int[][] {{1}, {}}, new byte[] {1})))
                .isEqualTo("[null,3,[[1],[]],\"AQ==\"]");
        assertThat(write(List.of(new Point(1, 2), new Point(3, 4)))).isEqualTo("[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]");
        assertThat(write(Map.of("line", new Line("tea", 2, null))))
                .isEqualTo("{\"line\":{\"count\":2,\"price\":null,\"product\":\"tea\"}}");
    }

    @Test
    void aMapWithOtherKeysIsWhatADeclaredOneIs() {
        Map<Point, String> map = new LinkedHashMap<>();
        map.put(new Point(1, 2), "a");
        map.put(new Point(3, 4), null);
        Type declared = new TypeRef<Map<Point, String>>() {}.type();

        assertThat(CODEC.writeUndeclared("t", List.of(map)))
                .isEqualTo(CODEC.writeArguments(taking(declared), List.of(map)));
    }

    @Test
    void jsonAndCalendarsAreTakenByTheirInterfaces() {
        JsonValue object = Json.createObjectBuilder().add("a", 1).build();

        assertThat(write(object)).isEqualTo("{\"a\":1}");
        assertThat(write(List.of(JsonValue.TRUE, JsonValue.NULL))).isEqualTo("[true,null]");
        Calendar japanese = new Calendar.Builder()
                .setCalendarType("japanese")
                .setTimeZone(java.util.TimeZone.getTimeZone("UTC"))
                .setInstant(0)
                .build();
        assertThat(write(japanese)).isEqualTo("\"1970-01-01T00:00:00Z[UTC]\"");
        Properties properties = new Properties();
        properties.put("a", 1);
        assertThat(write(properties)).isEqualTo("{\"a\":1}");
    }

    @JsonbTypeAdapter(TagsAdapter.class)
    public static class Tags extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    public static class TagsAdapter implements jakarta.json.bind.adapter.JsonbAdapter<Tags, String> {
        @Override
        public String adaptToJson(Tags tags) {
            return String.join(" ", tags);
        }

        @Override
        public Tags adaptFromJson(String text) {
            Tags tags = new Tags();
            tags.addAll(List.of(text.split(" ")));
            return tags;
        }
    }

    @Test
    void aClassWithAnAdapterOfItsOwnKeepsIt() {
        Tags tags = new Tags();
        tags.addAll(List.of("a", "b"));

        assertThat(write(tags)).isEqualTo("\"a b\"");
    }

    @Test
    void whatContainsItselfOrHasNoFormIsRefused() {
        List<Object> self = new ArrayList<>();
        self.add(self);

        assertRefused(self, "EETASK0304: argument 1 of task 'reports.build'", "nested too deep, or contains itself");
        assertRefused(Stream.of(1), "EETASK030");
        assertRefused(List.of(Double.NaN), "EETASK0303: argument 1 of task 'reports.build' is or contains NaN");
        assertRefused(new HashMap<>(Collections.singletonMap(null, 1)), "EETASK0307");
        assertRefused(Map.entry("a", 1), "EETASK0304");
    }

    @Test
    void allProblemsAreReportedTogetherByTheNumberOfTheArgument() {
        assertThatThrownBy(() -> CODEC.writeUndeclared("reports.build", Arrays.asList(Double.NaN, null, Float.NaN)))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContainingAll("argument 1 of task 'reports.build'", "argument 3 of task 'reports.build'");
    }

    private static void assertRefused(Object value, String... texts) {
        assertThatThrownBy(() -> CODEC.writeUndeclared("reports.build", List.of(value)))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContainingAll(texts);
    }

    private static String write(Object value) {
        String json = CODEC.writeUndeclared("reports.build", Collections.singletonList(value));
        return json.substring(1, json.length() - 1);
    }
}
