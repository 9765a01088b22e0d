package ee.tasks.engine.json;

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
import java.util.Base64;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A value that is one JSON string, number or boolean.
 *
 * @param quoted whether it is a string; other scalars need quotes as a map's key
 */
record ScalarForm(
        Class<?> type,
        boolean quoted,
        boolean isProven,
        BiConsumer<Object, StringBuilder> writer,
        Function<JsonCursor, Object> reader)
        implements JsonForm {

    private static final int MAX_EXPONENT = 10_000;
    private static final Map<Class<?>, ScalarForm> FORMS = new HashMap<>();

    static {
        bare(Boolean.class, (value, out) -> out.append((boolean) value), JsonCursor::bool);
        bare(Long.class, (value, out) -> out.append((long) value), JsonCursor::integer);
        bare(Integer.class, (value, out) -> out.append((int) value), in ->
                (int) inRange(in.integer(), Integer.MIN_VALUE, Integer.MAX_VALUE));
        bare(Short.class, (value, out) -> out.append((short) value), in ->
                (short) inRange(in.integer(), Short.MIN_VALUE, Short.MAX_VALUE));
        bare(Byte.class, (value, out) -> out.append((byte) value), in ->
                (byte) inRange(in.integer(), Byte.MIN_VALUE, Byte.MAX_VALUE));
        bare(
                Double.class,
                (value, out) -> out.append(finite((double) value)),
                in -> inRange(Double.parseDouble(in.numberText())));
        bare(Float.class, (value, out) -> out.append((float) finite((float) value)), in ->
                (float) inRange(Float.parseFloat(in.numberText())));
        bare(
                BigDecimal.class,
                (value, out) -> out.append(ScalarTexts.decimal((BigDecimal) value)),
                in -> new BigDecimal(in.numberText()));
        bare(
                BigInteger.class,
                (value, out) -> out.append(ScalarTexts.integer((BigInteger) value)),
                in -> bigInteger(in.numberText()));
        bare(
                Year.class,
                (value, out) -> out.append(((Year) value).getValue()),
                in -> Year.of(Math.toIntExact(in.integer())));

        text(String.class, value -> (String) value, value -> value);
        text(Character.class, Object::toString, ScalarForm::character);
        text(byte[].class, value -> Base64.getEncoder().encodeToString((byte[]) value), Base64.getDecoder()::decode);
        text(Locale.class, value -> LocaleAdapter.tag((Locale) value), Locale::forLanguageTag);
        text(Currency.class, Object::toString, Currency::getInstance);
        text(UUID.class, Object::toString, UUID::fromString);
        text(URI.class, value -> ScalarTexts.uri((URI) value), URI::create);
        text(Instant.class, Object::toString, Instant::parse);
        text(LocalDate.class, Object::toString, LocalDate::parse);
        text(LocalTime.class, Object::toString, LocalTime::parse);
        text(LocalDateTime.class, Object::toString, LocalDateTime::parse);
        text(OffsetTime.class, Object::toString, OffsetTime::parse);
        text(OffsetDateTime.class, Object::toString, OffsetDateTime::parse);
        zoned(ZonedDateTime.class, ZonedDateTime::parse);
        text(YearMonth.class, value -> ScalarTexts.yearMonth((YearMonth) value), YearMonth::parse);
        text(MonthDay.class, Object::toString, MonthDay::parse);
        text(Duration.class, Object::toString, Duration::parse);
        text(Period.class, Object::toString, Period::parse);
        zoned(ZoneId.class, ZoneId::of);
        text(ZoneOffset.class, Object::toString, ZoneOffset::of);
    }

    /** Of a class, primitives included; {@code null} if it is no scalar known here. */
    static ScalarForm of(Class<?> type) {
        if (type.isEnum()) {
            return isMarkedForJsonb(type) ? null : ofEnum(type);
        }
        return FORMS.get(boxed(type));
    }

    private static ScalarForm ofEnum(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new ScalarForm(
                type,
                true,
                true,
                (value, out) -> JsonText.quote(((Enum<?>) value).name(), out),
                in -> constant(constants, in));
    }

    private static Object constant(Map<String, Object> constants, JsonCursor in) {
        Object constant = constants.get(in.string());
        if (constant == null) {
            throw new JsonMismatch("the enum has no such constant");
        }
        return constant;
    }

    static boolean isMarkedForJsonb(Class<?> type) {
        for (var annotation : type.getAnnotations()) {
            if (annotation.annotationType().getPackageName().startsWith("jakarta.json.bind")) {
                return true;
            }
        }
        return false;
    }

    private static void bare(
            Class<?> type, BiConsumer<Object, StringBuilder> writer, Function<JsonCursor, Object> reader) {
        FORMS.put(type, new ScalarForm(type, false, true, writer, reader));
    }

    /** Of a final class that reads each of its texts as the value that it is of, or with a writer that refuses the others. */
    private static void text(Class<?> type, Function<Object, String> toText, Function<String, Object> fromText) {
        quoted(type, true, toText, fromText);
    }

    /** Which zones there are, and their texts, a provider of the application's may decide. */
    private static void zoned(Class<?> type, Function<String, Object> fromText) {
        quoted(type, false, Object::toString, fromText);
    }

    private static void quoted(
            Class<?> type, boolean proven, Function<Object, String> toText, Function<String, Object> fromText) {
        FORMS.put(
                type,
                new ScalarForm(
                        type,
                        true,
                        proven,
                        (value, out) -> JsonText.quote(toText.apply(value), out),
                        in -> fromText.apply(in.string())));
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                : type;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new RefusedValue(JsonMessage.NOT_FINITE);
        }
        return value;
    }

    private static long inRange(long value, long min, long max) {
        if (value < min || value > max) {
            throw new JsonMismatch("the number is out of range");
        }
        return value;
    }

    private static double inRange(double value) {
        if (!Double.isFinite(value)) {
            throw new JsonMismatch("the number is out of range");
        }
        return value;
    }

    private static BigInteger bigInteger(String text) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MAX_EXPONENT) { // a few characters would otherwise fill the heap
            throw new JsonMismatch("the number is out of range");
        }
        return number.toBigIntegerExact();
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new JsonMismatch("a string of one character is expected");
        }
        return text.charAt(0);
    }

    @Override
    public void write(Object value, StringBuilder out) {
        writer.accept(value, out);
    }

    /** As the name of a member of an object. */
    void writeName(Object value, StringBuilder out) {
        out.append(quoted ? "" : "\"");
        writeElement(value, out);
        out.append(quoted ? "" : "\"");
    }

    @Override
    public Object read(JsonCursor in) {
        return reader.apply(in);
    }
}
