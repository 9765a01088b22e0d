package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.CODEC;
import static ee.tasks.engine.json.Payloads.read;
import static ee.tasks.engine.json.Payloads.returning;
import static ee.tasks.engine.json.Payloads.roundTrip;
import static ee.tasks.engine.json.Payloads.taking;
import static ee.tasks.engine.json.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.json.Samples.Bean;
import ee.tasks.engine.json.Samples.Blob;
import ee.tasks.engine.json.Samples.Circle;
import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.DateBox;
import ee.tasks.engine.json.Samples.Everything;
import ee.tasks.engine.json.Samples.Line;
import ee.tasks.engine.json.Samples.Made;
import ee.tasks.engine.json.Samples.Money;
import ee.tasks.engine.json.Samples.Node;
import ee.tasks.engine.json.Samples.Operation;
import ee.tasks.engine.json.Samples.Order;
import ee.tasks.engine.json.Samples.Point;
import ee.tasks.engine.json.Samples.Shape;
import ee.tasks.engine.json.Samples.Square;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {

    @Test
    @Tag("B110")
    void argumentsArePositionsOfOneArray() {
        PayloadSignature signature = taking(long.class, Long.class, String.class, boolean.class, double.class);

        String json = CODEC.writeArguments(signature, Arrays.asList(1L, null, "a\"b", true, 1e300));

        assertThat(json).isEqualTo("[1,null,\"a\\\"b\",true,1.0E300]");
        assertThat(CODEC.readArguments(signature, json)).containsExactly(1L, null, "a\"b", true, 1e300);
        assertThat(CODEC.writeArguments(taking(), List.of())).isEqualTo("[]");
        assertThat(CODEC.readArguments(taking(), " [ ] ")).isEmpty();
    }

    @Test
    @Tag("B110")
    void everyScalarComesBackEqual() {
        for (Object value : List.of(
                Long.MIN_VALUE,
                Integer.MAX_VALUE,
                Short.MIN_VALUE,
                Byte.MIN_VALUE,
                Double.MIN_VALUE,
                -0.0,
                Float.MAX_VALUE,
                'x',
                '\ud800',
                "",
                new BigDecimal("1.00"),
                new BigDecimal("1E+400"),
                new BigInteger("9".repeat(40)),
                UUID.randomUUID(),
                URI.create("urn:a?b#c"),
                Instant.MAX,
                Instant.MIN,
                LocalDate.MIN,
                LocalTime.MIN,
                LocalDateTime.MAX,
                OffsetTime.MAX,
                OffsetDateTime.MIN,
                ZonedDateTime.of(LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                Year.of(-5),
                YearMonth.of(2026, 2),
                MonthDay.of(2, 29),
                Duration.ofNanos(-1),
                Period.of(1, -2, 3),
                Currency.getInstance("CHF"),
                Locale.forLanguageTag("de-CH-1996"),
                Locale.ROOT,
                ZoneOffset.ofHours(-7),
                Colour.RED)) {
            assertThat(roundTrip(value.getClass(), value))
                    .as(value.getClass().getName())
                    .isEqualTo(value);
        }
        assertThat(roundTrip(ZoneId.class, ZoneId.of("Europe/Berlin"))).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(roundTrip(Operation.class, Operation.PLUS)).isSameAs(Operation.PLUS);
        assertThat(roundTrip(byte[].class, new byte[] {1, -2})).isEqualTo(new byte[] {1, -2});
    }

    @Test
    void halvesOfSurrogatePairsSurviveUtf8() {
        assertThat(write(String.class, "😀\ud800")).isEqualTo("\"😀\\ud800\"");
        assertThat(write(new TypeRef<Map<Point, String>>() {}.type(), Map.of(new Point(1, 2), "\udc00")))
                .contains("\\udc00");
        assertThat(roundTrip(String.class, "😀\ud800\u0000\u001f\\")).isEqualTo("😀\ud800\u0000\u001f\\");
    }

    @Test
    @Tag("B112")
    void listsSetsAndArraysAreArrays() {
        assertThat(write(new TypeRef<List<Long>>() {}.type(), List.of())).isEqualTo("[]");
        assertThat(write(new TypeRef<List<Long>>() {}.type(), new LinkedList<>(Arrays.asList(1L, null))))
                .isEqualTo("[1,null]");
        assertThat(write(new TypeRef<List<List<String>>>() {}.type(), List.of(List.of("a"), List.of())))
                .isEqualTo("[[\"a\"],[]]");
        assertThat(write(int[][].class, new int[][] {{1}, {}, null})).isEqualTo("[[1],[],null]");
        assertThat(roundTrip(int[][].class, new int[][] {{1}, {}, null})).isEqualTo(new int[][] {{1}, {}, null});
        assertThat(roundTrip(new TypeRef<List<LocalDate>[]>() {}.type(), new List<?>[] {List.of(LocalDate.MIN)}))
                .isEqualTo(new List<?>[] {List.of(LocalDate.MIN)});
        assertThat(roundTrip(new TypeRef<Set<Colour>>() {}.type(), EnumSet.allOf(Colour.class)))
                .isEqualTo(Set.of(Colour.RED, Colour.GREEN));
        assertThat(roundTrip(new TypeRef<List<Point>>() {}.type(), List.of(new Point(1, 2))))
                .isEqualTo(List.of(new Point(1, 2)));
    }

    @Test
    @Tag("B113")
    void mapsAreObjectsAndTheirKeysStrings() {
        UUID id = UUID.randomUUID();

        assertThat(write(new TypeRef<Map<Integer, String>>() {}.type(), new TreeMap<>(Map.of(1, "a"))))
                .isEqualTo("{\"1\":\"a\"}");
        assertThat(roundTrip(new TypeRef<Map<Integer, String>>() {}.type(), Map.of(1, "a", -2, "b")))
                .isEqualTo(Map.of(1, "a", -2, "b"));
        assertThat(roundTrip(new TypeRef<Map<Operation, Long>>() {}.type(), Map.of(Operation.PLUS, 1L)))
                .isEqualTo(Map.of(Operation.PLUS, 1L));
        assertThat(roundTrip(new TypeRef<Map<UUID, LocalDate>>() {}.type(), Map.of(id, LocalDate.MIN)))
                .isEqualTo(Map.of(id, LocalDate.MIN));
        assertThat(roundTrip(new TypeRef<Map<String, List<Point>>>() {}.type(), Map.of("", List.of(new Point(1, 2)))))
                .isEqualTo(Map.of("", List.of(new Point(1, 2))));
        Map<String, Long> withNull = Collections.singletonMap("a", null);
        assertThat(roundTrip(new TypeRef<Map<String, Long>>() {}.type(), withNull))
                .isEqualTo(withNull);
    }

    @Test
    void aNullOptionalComesBackEmpty() {
        assertThat(roundTrip(new TypeRef<Optional<String>>() {}.type(), null)).isEqualTo(Optional.empty());
        assertThat(roundTrip(new TypeRef<Optional<Point>>() {}.type(), null)).isEqualTo(Optional.empty());
        assertThat(roundTrip(new TypeRef<Optional<Point>>() {}.type(), Optional.of(new Point(1, 2))))
                .isEqualTo(Optional.of(new Point(1, 2)));
        assertThat(roundTrip(new TypeRef<Optional<Point>>() {}.type(), Optional.empty()))
                .isEqualTo(Optional.empty());
        assertThat(roundTrip(new TypeRef<Optional<String>>() {}.type(), Optional.of("")))
                .isEqualTo(Optional.of(""));
        assertThat(roundTrip(OptionalInt.class, null)).isEqualTo(OptionalInt.empty());
        assertThat(roundTrip(OptionalLong.class, OptionalLong.of(3))).isEqualTo(OptionalLong.of(3));
        assertThat(roundTrip(OptionalDouble.class, OptionalDouble.of(3))).isEqualTo(OptionalDouble.of(3));
    }

    @Test
    void recordsInRecordsComeBackEqual() {
        Order order = new Order(
                UUID.randomUUID(),
                "Ada",
                Instant.parse("2026-11-22T10:00:00.123456789Z"),
                List.of(new Line("tea", 2, new Money(new BigDecimal("1.50"), Currency.getInstance("EUR")))),
                Map.of(Colour.RED, 1),
                Optional.of("now"),
                Operation.MINUS,
                Set.of(1L, 2L));

        assertThat(roundTrip(Order.class, order)).isEqualTo(order);
        assertThat(roundTrip(Order.class, new Order(null, null, null, null, null, null, null, null)))
                .isEqualTo(new Order(null, null, null, null, null, Optional.empty(), null, null));
    }

    @Test
    void everyTypeOfPropertyComesBackEqual() {
        Everything all = new Everything(
                true,
                (byte) 1,
                (short) 2,
                3,
                Long.MAX_VALUE,
                0.1f,
                0.1,
                'é',
                BigInteger.TWO.pow(100),
                Duration.ofMillis(5),
                LocalDate.of(2026, 2, 28),
                ZoneId.of("Asia/Tokyo"),
                Year.of(2026),
                Locale.GERMANY,
                Currency.getInstance("JPY"),
                OptionalInt.of(4),
                Map.of(1, "x"),
                Map.of(UUID.randomUUID(), LocalDate.MAX),
                Map.of(Locale.FRANCE, Year.of(1)),
                null,
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                EnumSet.of(Colour.GREEN),
                List.of(Optional.of("a"), Optional.empty()),
                List.of(List.of(new Point(1, 2))));

        assertThat(roundTrip(Everything.class, all)).isEqualTo(all);
    }

    @Test
    void dequesArraysAndBytesInRecordsComeBack() {
        Blob blob = (Blob) roundTrip(Blob.class, new Blob(new byte[] {0, -1}, new int[][] {{1}, {2, 3}}));

        assertThat(blob.bytes()).containsExactly(0, -1);
        assertThat(blob.grid()).isDeepEqualTo(new int[][] {{1}, {2, 3}});
        assertThat(write(Blob.class, blob)).contains("\"AP8=\"");
        assertThat(roundTrip(new TypeRef<ArrayDeque<String>>() {}.type(), new ArrayDeque<>(List.of("a", "b"))))
                .asInstanceOf(InstanceOfAssertFactories.ITERABLE)
                .containsExactly("a", "b");
    }

    @Test
    void beansTheirGenericBasesAndFactoriesComeBack() {
        Bean bean = new Bean();
        bean.setName("x");
        bean.setDays(List.of(LocalDate.EPOCH));
        bean.child = new Bean();
        DateBox box = new DateBox();
        box.content = LocalDate.EPOCH;

        assertThat(roundTrip(Bean.class, bean)).isEqualTo(bean);
        assertThat(((DateBox) roundTrip(DateBox.class, box)).content).isEqualTo(LocalDate.EPOCH);
        assertThat(((Made) roundTrip(Made.class, Made.of(4))).getA()).isEqualTo(4);
        assertThat(roundTrip(Node.class, new Node("a", List.of(new Node("b", null)))))
                .isEqualTo(new Node("a", List.of(new Node("b", null))));
    }

    @Test
    void subtypesWithTypeInformationComeBackAsWhatTheyWere() {
        assertThat(write(Shape.class, new Circle(1))).isEqualTo("{\"@type\":\"circle\",\"radius\":1.0}");
        assertThat(roundTrip(Shape.class, new Circle(1))).isEqualTo(new Circle(1));
        assertThat(roundTrip(new TypeRef<List<Shape>>() {}.type(), List.of(new Square(1), new Circle(2))))
                .isEqualTo(List.of(new Square(1), new Circle(2)));
    }

    @Test
    void aPayloadNeverNamesAClass() {
        String json = write(
                new TypeRef<List<Order>>() {}.type(),
                new ArrayList<>(List.of(new Order(null, "x", null, null, null, null, Operation.PLUS, null))));

        assertThat(json).doesNotContain("ee.tasks").doesNotContain("java.").doesNotContain("$");
    }

    @Test
    void theOrderOfASetMayChangeOnTheWay() {
        Set<Point> points = new HashSet<>(512);
        for (int i = 0; i < 50; i++) {
            points.add(new Point(i * 37, i));
        }

        assertThat(roundTrip(new TypeRef<Set<Point>>() {}.type(), points)).isEqualTo(points);
    }

    @Test
    void freeFormDataIsAJsonObject() {
        JsonObject data = Json.createObjectBuilder().add("a", 1).addNull("b").build();

        assertThat(roundTrip(JsonObject.class, data)).isEqualTo(data);
    }

    @Test
    void resultsAreSingleValues() {
        assertThat(CODEC.writeResult(returning(void.class), null)).isEqualTo("null");
        assertThat(CODEC.readResult(returning(void.class), "null")).isNull();
        assertThat(CODEC.readResult(returning(void.class), "5")).isNull();
        assertThat(CODEC.writeResult(returning(int.class), 5)).isEqualTo("5");
        assertThat(CODEC.readResult(returning(int.class), "5")).isEqualTo(5);
        assertThat(CODEC.writeResult(returning(Point.class), new Point(1, 2))).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(CODEC.readResult(returning(Point.class), "{\"x\":1,\"y\":2}"))
                .isEqualTo(new Point(1, 2));
        assertThat(CODEC.writeResult(returning(String.class), null)).isEqualTo("null");
        assertThat(CODEC.readResult("mail.send", long.class, " 7 ")).isEqualTo(7L);
        assertThat(CODEC.readResult("mail.send", Point.class, "{\"y\":2}")).isEqualTo(new Point(0, 2));
    }

    @Test
    @Tag("B110")
    void withoutATypeJsonIsPlainMapsListsAndValues() {
        Object value = CODEC.readUntyped(
                "mail.send", " {\"b\":[1, -2.5, true, null, \"x\\u0041\"], \"a\":{}, \"c\":123456789012345678901} ");

        assertThat(value)
                .isEqualTo(Map.of(
                        "b",
                        Arrays.asList(1L, -2.5, true, null, "xA"),
                        "a",
                        Map.of(),
                        "c",
                        new BigInteger("123456789012345678901")));
        assertThat(((Map<?, ?>) value).keySet().iterator().next()).isEqualTo("b");
        assertThat(CODEC.readUntyped("mail.send", "0.1234567890123456789"))
                .isEqualTo(new BigDecimal("0.1234567890123456789"));
        assertThat(CODEC.readUntyped("mail.send", "1E400")).isEqualTo(new BigDecimal("1E400"));
        assertThat(CODEC.readUntyped("mail.send", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void numbersAreReadByValueNotBySpelling() {
        assertThat(read(long.class, "1.0")).isEqualTo(1L);
        assertThat(read(int.class, "1e2")).isEqualTo(100);
        assertThat(read(double.class, "3")).isEqualTo(3.0);
        assertThat(read(BigInteger.class, "1e2")).isEqualTo(BigInteger.valueOf(100));
    }
}
