package ee.tasks.core.schedule;

import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import java.util.BitSet;

/** The numbers that a field of a cron expression means. */
final class CronValues {

    private CronValues() {}

    static BitSet of(int value) {
        BitSet values = new BitSet();
        values.set(value);
        return values;
    }

    static BitSet of(FieldExpression expression, int least, int most) {
        BitSet values = new BitSet();
        if (expression instanceof And list) {
            list.getExpressions().forEach(each -> values.or(of(each, least, most)));
        } else if (expression instanceof Every steps) {
            int period = steps.getPeriod().getValue();
            if (steps.getExpression() instanceof On from) {
                set(values, from.getTime().getValue(), most, period, least, most);
            } else if (steps.getExpression() instanceof Between range) {
                set(values, number(range.getFrom()), number(range.getTo()), period, least, most);
            } else {
                set(values, least, most, period, least, most);
            }
        } else if (expression instanceof Between range) {
            set(values, number(range.getFrom()), number(range.getTo()), 1, least, most);
        } else if (expression instanceof On single) {
            set(values, single.getTime().getValue(), single.getTime().getValue(), 1, least, most);
        } else {
            values.set(least, most + 1);
        }
        return values;
    }

    /** A range may go over the end: 22-2 is 22, 23, 0, 1, 2; and a 7 that is behind 0 to 6 is 0. */
    private static void set(BitSet values, int from, int to, int step, int least, int most) {
        int size = most - least + 1;
        int last = to < from ? to + size : to;
        for (int value = from; value <= last; value += step) {
            values.set(value > most ? value - size : value);
        }
    }

    private static int number(FieldValue<?> value) {
        if (value.getValue() instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException("A range goes from a number to a number, not to " + value);
    }

    static boolean startsWithStar(FieldExpression expression) {
        return expression instanceof Always
                || expression instanceof Every steps && startsWithStar(steps.getExpression())
                || expression instanceof And list
                        && startsWithStar(list.getExpressions().get(0));
    }
}
