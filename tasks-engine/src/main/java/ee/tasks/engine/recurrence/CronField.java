package ee.tasks.engine.recurrence;

import java.util.List;
import java.util.regex.Pattern;

/** A field of a cron expression: what people call it, and the numbers and names that it takes. */
enum CronField {
    SECOND("second", 0, 59),
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day of the month", 1, 31),
    MONTH("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
    /** Sunday is 7, and 0 as well. */
    DAY_OF_WEEK("day of the week", 0, 7, "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    final String label;
    final int least;
    private final int most;
    private final List<String> names;

    CronField(String label, int least, int most, String... names) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.names = List.of(names);
    }

    /** The largest number that means something of its own. */
    int last() {
        return this == DAY_OF_WEEK ? 6 : most;
    }

    /**
     * @param element where it stands
     * @throws IllegalArgumentException that goes on after "the hour of the cron expression '...'"
     */
    int number(String text, String element) {
        int number = names.contains(text) ? names.indexOf(text) + 1 : parsed(text);
        if (number < least || number > most) {
            String orNames = names.isEmpty() ? "" : " or %s to %s".formatted(names.get(0), names.get(names.size() - 1));
            throw new IllegalArgumentException(
                    "must be from %d to %d%s, was %s".formatted(least, most, orNames, shown(text, element)));
        }
        return number;
    }

    /** @throws IllegalArgumentException as {@link #number} */
    int step(String text, String element) {
        int step = parsed(text);
        if (step < 1 || step > most) {
            throw new IllegalArgumentException(
                    "must have a step from 1 to %d, was %s".formatted(most, shown(text, element)));
        }
        return step;
    }

    private static int parsed(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }

    private static String shown(String text, String element) {
        return text.equals(element) ? "'" + text + "'" : "'%s' in '%s'".formatted(text, element);
    }
}
