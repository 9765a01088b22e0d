package ee.tasks.engine.json;

import jakarta.json.stream.JsonGenerator;
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
 * How values are written and read that are one JSON string, number or boolean.
 *
 * @param quoted whether it is a string; other scalars become strings as a map's key
 * @param text its text as a map's key
 */
record ScalarForm(
        Class<?> type,
        boolean quoted,
        boolean isProven,
        Function<Object, String> text,
        BiConsumer<Object, JsonGenerator> writer,
        Function<JsonInput, Object> reader)
        implements JsonForm {

    private static final int MAX_EXPONENT = 10_000;
    private static final Map<Class<?>, ScalarForm> FORMS = new HashMap<>();

    static {
        bare(Boolean.class, Object::toString, (value, out) -> out.write((boolean) value), JsonInput::bool);
        bare(Long.class, Object::toString, (value, out) -> out.write((long) value), JsonInput::integer);
        bare(Integer.class, Object::toString, (value, out) -> out.write((int) value), in ->
                (int) inRange(in.integer(), Integer.MIN_VALUE, Integer.MAX_VALUE));
        bare(Short.class, Object::toString, (value, out) -> out.write((short) value), in ->
                (short) inRange(in.integer(), Short.MIN_VALUE, Short.MAX_VALUE));
        bare(Byte.class, Object::toString, (value, out) -> out.write((byte) value), in ->
                (byte) inRange(in.integer(), Byte.MIN_VALUE, Byte.MAX_VALUE));
        bare(
                Double.class,
                value -> Double.toString(finite((double) value)),
                (value, out) -> out.write(finite((double) value)),
                in -> inRange(Double.parseDouble(in.number())));
        bare(
                Float.class,
                value -> Float.toString((float) finite((float) value)),
                (value, out) -> writeFloat((float) finite((float) value), out),
                in -> (float) inRange(Float.parseFloat(in.number())));
        bare(
                BigDecimal.class,
                value -> ScalarTexts.decimal((BigDecimal) value).toString(),
                (value, out) -> out.write(ScalarTexts.decimal((BigDecimal) value)),
                in -> new BigDecimal(in.number()));
        bare(
                BigInteger.class,
                value -> ScalarTexts.integer((BigInteger) value).toString(),
                (value, out) -> out.write(ScalarTexts.integer((BigInteger) value)),
                in -> bigInteger(in.number()));
        bare(
                Year.class,
                Object::toString,
                (value, out) -> out.write(((Year) value).getValue()),
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

    /** The form of a class or primitive; {@code null} if it is none of these scalars. */
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
        return quoted(type, true, value -> ((Enum<?>) value).name(), name -> constant(constants, name));
    }

    private static Object constant(Map<String, Object> constants, String name) {
        Object constant = constants.get(name);
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
            Class<?> type,
            Function<Object, String> text,
            BiConsumer<Object, JsonGenerator> writer,
            Function<JsonInput, Object> reader) {
        FORMS.put(type, new ScalarForm(type, false, true, text, writer, reader));
    }

    /** For a final class that reads each text as the value that wrote it; {@code toText} refuses values that are not. */
    private static void text(Class<?> type, Function<Object, String> toText, Function<String, Object> fromText) {
        FORMS.put(type, quoted(type, true, toText, fromText));
    }

    /** For zones: the application may have a provider of zones, so it decides their names. */
    private static void zoned(Class<?> type, Function<String, Object> fromText) {
        FORMS.put(type, quoted(type, false, Object::toString, fromText));
    }

    private static ScalarForm quoted(
            Class<?> type, boolean proven, Function<Object, String> toText, Function<String, Object> fromText) {
        return new ScalarForm(
                type,
                true,
                proven,
                toText,
                (value, out) -> out.write(toText.apply(value)),
                in -> fromText.apply(in.string()));
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

    /** JSON-P writes no floats, and each as a double has digits that it does not mean. A decimal has no -0. */
    private static void writeFloat(float value, JsonGenerator out) {
        if (value == 0) {
            out.write((double) value);
        } else {
            out.write(new BigDecimal(Float.toString(value)));
        }
    }

    private static long inRange(long value, long min, long max) {
        if (value < min || value > max) {
            throw JsonInput.outOfRange();
        }
        return value;
    }

    private static double inRange(double value) {
        if (!Double.isFinite(value)) {
            throw JsonInput.outOfRange();
        }
        return value;
    }

    private static BigInteger bigInteger(String text) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MAX_EXPONENT) { // a few characters would otherwise fill the heap
            throw JsonInput.outOfRange();
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
    public void write(Object value, JsonGenerator out) {
        writer.accept(value, out);
    }

    @Override
    public Object read(JsonInput in) {
        return reader.apply(in);
    }

    /** @throws RefusedValue if {@code key}, never {@code null} here, is of another class or has no text */
    String name(Object key) {
        requireType(key);
        return text.apply(key);
    }

    Object readName(JsonInput in) {
        if (quoted) {
            return read(in);
        }
        try (JsonInput name = in.name()) {
            Object key = read(name);
            name.end();
            return key;
        }
    }
}
