package ee.tasks.engine.recurrence;

import java.util.BitSet;

/** The numbers that a field of a cron expression means: numbers and names, their ranges and steps, and lists of these. */
final class CronValues {

    private CronValues() {}

    /** @throws IllegalArgumentException that goes on after "the hour of the cron expression '...'" */
    static BitSet of(CronField field, String list) {
        BitSet values = new BitSet();
        for (String element : list.split(",", -1)) {
            add(values, field, element);
        }
        return values;
    }

    private static void add(BitSet values, CronField field, String element) {
        int slash = element.indexOf('/');
        String range = slash < 0 ? element : element.substring(0, slash);
        int step = slash < 0 ? 1 : field.step(element.substring(slash + 1), element);
        if (range.equals("*")) {
            set(values, field, field.least, field.last(), step);
            return;
        }
        int dash = range.indexOf('-', 1);
        int from = field.number(dash < 0 ? range : range.substring(0, dash), element);
        int to = dash < 0 ? slash < 0 ? from : field.last() : field.number(range.substring(dash + 1), element);
        set(values, field, from, to, step);
    }

    /** A range may go over the end: 22-2 is 22, 23, 0, 1, 2; and a 7 that is behind 0 to 6 is 0. */
    private static void set(BitSet values, CronField field, int from, int to, int step) {
        int size = field.last() - field.least + 1;
        int last = to < from ? to + size : to;
        for (int value = from; value <= last; value += step) {
            values.set(value > field.last() ? value - size : value);
        }
    }
}
