package ee.tasks.engine.json;

import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.YEAR;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;

/** Texts of values whose {@code toString()} may be read as another value: completed, or refused. */
final class ScalarTexts {

    /** As {@code YearMonth.parse} reads it: {@code toString()} leaves out the sign that it needs after the year 9999. */
    private static final DateTimeFormatter YEAR_MONTH = new DateTimeFormatterBuilder()
            .appendValue(YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendLiteral('-')
            .appendValue(MONTH_OF_YEAR, 2)
            .toFormatter();

    private static final double DIGITS_PER_BIT = Math.log10(2);

    private ScalarTexts() {}

    static String yearMonth(YearMonth month) {
        return month.format(YEAR_MONTH);
    }

    /** What {@code relativize} returns may have the text of another URI: the path {@code b:c} is read as a scheme. */
    static String uri(URI uri) {
        String text = uri.toString();
        if (!isReadAs(uri, text)) {
            throw new RefusedValue(JsonMessage.LOST, "", "the text of a URI is read as another URI, or as none");
        }
        return text;
    }

    private static boolean isReadAs(URI uri, String text) {
        try {
            return URI.create(text).equals(uri);
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    /** By value: a subclass may have a {@code toString()} of its own, and what that says would be in the JSON as it is. */
    static BigDecimal decimal(BigDecimal value) {
        BigDecimal plain = value.getClass() == BigDecimal.class
                ? value
                : new BigDecimal(plain(value.unscaledValue()), value.scale());
        requireReadable(plain.unscaledValue());
        // BigDecimal.toString() may write an exponent that is no int, which BigDecimal does not read
        boolean beyondInt = plain.scale() < 0 && plain.precision() - 1L - plain.scale() > Integer.MAX_VALUE;
        if (beyondInt || plain.toString().length() > JsonInput.MAX_DIGITS) {
            throw new RefusedValue(JsonMessage.NUMBER_OUT_OF_RANGE, JsonInput.MAX_DIGITS);
        }
        return plain;
    }

    /** As a decimal, which keeps the text that was made to see whether it can be read. */
    static BigDecimal integer(BigInteger value) {
        return decimal(new BigDecimal(plain(value)));
    }

    private static BigInteger plain(BigInteger value) {
        return value.getClass() == BigInteger.class ? value : new BigInteger(value.toByteArray());
    }

    /** Before it is made text, which takes seconds for a million digits. */
    private static void requireReadable(BigInteger number) {
        if (number.bitLength() * DIGITS_PER_BIT > JsonInput.MAX_DIGITS + 1) {
            throw new RefusedValue(JsonMessage.NUMBER_OUT_OF_RANGE, JsonInput.MAX_DIGITS);
        }
    }
}
