package ee.tasks.engine.recurrence;

import static ee.tasks.engine.recurrence.CronField.DAY_OF_MONTH;
import static ee.tasks.engine.recurrence.CronField.DAY_OF_WEEK;
import static ee.tasks.engine.recurrence.CronField.SECOND;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A cron expression, taken apart into its fields: minutes, hours, days of the month, months and days of the week, seconds before them
 * or not. A {@code ?} for a day is a {@code *}.
 */
final class CronText {

    private static final int MAX_LENGTH = 255;
    private static final int MIN_FIELDS = 5;

    private final String expression;
    private final Map<CronField, String> fields = new EnumMap<>(CronField.class);

    /** @throws IllegalArgumentException that says what is wrong with the expression, as a clause */
    CronText(String expression) {
        this.expression = expression;
        if (expression.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("its cron expression has %d characters, and at most %d are allowed"
                    .formatted(expression.length(), MAX_LENGTH));
        }
        String trimmed = expression.strip().toUpperCase(Locale.ROOT);
        String[] texts = trimmed.isEmpty() ? new String[0] : trimmed.split("\\s+");
        int skipped = CronField.values().length - texts.length;
        if (texts.length < MIN_FIELDS || skipped < 0) {
            throw new IllegalArgumentException(
                    ("the cron expression '%s' has %d field%s; write five (minute, hour, day of the month, month, day of the"
                                    + " week), or six with seconds before them")
                            .formatted(expression, texts.length, texts.length == 1 ? "" : "s"));
        }
        fields.put(SECOND, "0");
        for (int i = 0; i < texts.length; i++) {
            fields.put(CronField.values()[i + skipped], texts[i]);
        }
        fields.replace(DAY_OF_MONTH, "?", "*");
        fields.replace(DAY_OF_WEEK, "?", "*");
        if (restricts(DAY_OF_MONTH) && restricts(DAY_OF_WEEK)) {
            throw new IllegalArgumentException(
                    ("the cron expression '%s' restricts the day of the month and the day of the week, which means either"
                                    + " day to some programs and both to others; leave one of them '*'")
                            .formatted(expression));
        }
    }

    String field(CronField field) {
        return fields.get(field);
    }

    boolean restricts(CronField field) {
        return !fields.get(field).equals("*");
    }

    boolean startsWithStar(CronField field) {
        return fields.get(field).startsWith("*");
    }

    /**
     * What a field means.
     *
     * @param reader throws IllegalArgumentException that goes on after "the hour of the cron expression '...'"
     */
    <T> T read(CronField field, Function<String, T> reader) {
        try {
            return reader.apply(fields.get(field));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the %s of the cron expression '%s' %s".formatted(field.label, expression, e.getMessage()), e);
        }
    }
}
