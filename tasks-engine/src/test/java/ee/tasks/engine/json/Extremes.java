package ee.tasks.engine.json;

import static java.util.Map.entry;

import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Operation;
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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Values at the ends of what each supported type holds, and of the subclasses that applications make of some. */
final class Extremes {

    static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** A number with a text of its own. */
    static final class Price extends BigDecimal {
        private static final long serialVersionUID = 1L;

        Price(String amount) {
            super(amount);
        }

        @Override
        public String toString() {
            return "CHF " + super.toString();
        }
    }

    /** A number with a text of its own. */
    static final class Pieces extends BigInteger {
        private static final long serialVersionUID = 1L;

        Pieces(String count) {
            super(count);
        }

        @Override
        public String toString() {
            return super.toString() + " pieces";
        }
    }

    private static final LocalDateTime FOLD = LocalDateTime.of(2026, 10, 25, 1, 30);

    /** All of them have a JSON form. */
    static final Map<Class<?>, List<?>> OF_TYPE = Map.ofEntries(
            entry(Boolean.class, List.of(true, false)),
            entry(Byte.class, List.of(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            entry(Short.class, List.of(Short.MIN_VALUE, Short.MAX_VALUE)),
            entry(Integer.class, List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE)),
            entry(Long.class, List.of(Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE)),
            entry(Float.class, List.of(-0f, 0.1f, 16_777_216f, Float.MIN_VALUE, -Float.MAX_VALUE)),
            entry(Double.class, List.of(-0.0, 0.1, 1e23, Double.MIN_VALUE, -Double.MAX_VALUE)),
            entry(Character.class, List.of('\0', '"', '\\', '\u2028', '\ud800', '\udfff', '\uffff')),
            entry(String.class, List.of("", "\0", "\"\\\u2028", "\ud83d\ude00\ud800", "null")),
            entry(
                    BigDecimal.class,
                    List.of(
                            new BigDecimal("1E+3"),
                            new BigDecimal("0.000"),
                            new BigDecimal("-1.00E-2147483640"),
                            new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
                            new BigDecimal(BigInteger.ONE, -Integer.MAX_VALUE),
                            new BigDecimal(BigInteger.valueOf(12), 1 - Integer.MAX_VALUE),
                            new Price("1.50"))),
            entry(
                    BigInteger.class,
                    List.of(BigInteger.ONE.shiftLeft(5_000).negate(), BigInteger.ZERO, new Pieces("-15"))),
            entry(UUID.class, List.of(new UUID(0, 0), new UUID(-1, -1))),
            entry(URI.class, List.of(URI.create(""), URI.create("HTTP://A/%c3?q#f"), URI.create("./b:c"))),
            entry(Instant.class, List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1))),
            entry(LocalDate.class, List.of(LocalDate.MIN, LocalDate.MAX, LocalDate.of(0, 2, 29))),
            entry(LocalTime.class, List.of(LocalTime.MIN, LocalTime.MAX)),
            entry(LocalDateTime.class, List.of(LocalDateTime.MIN, LocalDateTime.MAX)),
            entry(OffsetTime.class, List.of(OffsetTime.MIN, OffsetTime.MAX)),
            entry(OffsetDateTime.class, List.of(OffsetDateTime.MIN, OffsetDateTime.MAX)),
            entry(
                    ZonedDateTime.class,
                    List.of(
                            FOLD.atZone(LONDON).withEarlierOffsetAtOverlap(),
                            FOLD.atZone(LONDON).withLaterOffsetAtOverlap(),
                            LocalDateTime.MAX.atZone(ZoneOffset.UTC),
                            LocalDateTime.MIN.plusDays(2).atZone(ZoneId.of("UTC+01:00")))),
            entry(Year.class, List.of(Year.of(Year.MIN_VALUE), Year.of(0), Year.of(Year.MAX_VALUE))),
            entry(
                    YearMonth.class,
                    List.of(
                            YearMonth.of(9999, 12),
                            YearMonth.of(10_000, 1),
                            YearMonth.of(12_026, 1),
                            YearMonth.of(Year.MAX_VALUE, 12),
                            YearMonth.of(0, 1),
                            YearMonth.of(Year.MIN_VALUE, 1))),
            entry(MonthDay.class, List.of(MonthDay.of(2, 29))),
            entry(
                    Duration.class,
                    List.of(
                            Duration.ofSeconds(Long.MIN_VALUE),
                            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                            Duration.ofNanos(-1))),
            entry(Period.class, List.of(Period.of(-1, 2, -3), Period.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE))),
            entry(ZoneId.class, zones()),
            entry(ZoneOffset.class, List.of(ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.UTC)),
            entry(Locale.class, List.of(Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ja-JP-x-lvariant-JP"))),
            entry(Currency.class, List.copyOf(Currency.getAvailableCurrencies())),
            entry(Colour.class, List.of(Colour.values())),
            entry(Operation.class, List.of(Operation.values())));

    private Extremes() {}

    private static List<ZoneId> zones() {
        List<ZoneId> zones = new ArrayList<>(
                List.of(ZoneOffset.MIN, ZoneId.of("Z"), ZoneId.of("UTC+01:00"), ZoneId.of("GMT0"), ZoneId.of("UT-3")));
        ZoneId.getAvailableZoneIds().forEach(id -> zones.add(ZoneId.of(id)));
        return zones;
    }
}
