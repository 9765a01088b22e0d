package ee.tasks.core.schedule;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.SpecialChar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/** Which days of a month a cron expression means. */
@FunctionalInterface
interface CronDays {

    /** @return the matching days, from 1; a day that the month lacks is not among them */
    BitSet of(YearMonth month);

    static CronDays ofMonth(FieldExpression expression) {
        return each(expression, CronDays::dayOfMonth);
    }

    static CronDays ofWeek(FieldExpression expression) {
        return each(expression, CronDays::dayOfWeek);
    }

    private static CronDays each(FieldExpression expression, Function<FieldExpression, CronDays> kind) {
        List<CronDays> parts = expression instanceof And list
                ? list.getExpressions().stream().map(kind).toList()
                : List.of(kind.apply(expression));
        return month -> {
            BitSet days = new BitSet();
            parts.forEach(part -> days.or(part.of(month)));
            days.clear(month.lengthOfMonth() + 1, Math.max(days.length(), month.lengthOfMonth() + 1));
            return days;
        };
    }

    private static CronDays dayOfMonth(FieldExpression expression) {
        if (expression instanceof On on && on.getSpecialChar().getValue() != SpecialChar.NONE) {
            int day = on.getTime().getValue();
            int beforeLast = Math.max(0, on.getNth().getValue());
            return switch (on.getSpecialChar().getValue()) {
                case L -> month -> single(month.lengthOfMonth() - beforeLast);
                case LW -> month -> single(weekdayNearest(month, month.lengthOfMonth()));
                case W -> month -> single(day > month.lengthOfMonth() ? 0 : weekdayNearest(month, day));
                default -> throw new IllegalArgumentException("A day of the month has no " + on.getSpecialChar());
            };
        }
        BitSet days = CronValues.of(expression, 1, 31);
        return month -> (BitSet) days.clone();
    }

    private static CronDays dayOfWeek(FieldExpression expression) {
        if (expression instanceof On on && on.getSpecialChar().getValue() != SpecialChar.NONE) {
            int number = on.getTime().getValue();
            DayOfWeek day = DayOfWeek.of(number <= 0 ? 7 : number);
            int nth = on.getNth().getValue();
            return switch (on.getSpecialChar().getValue()) {
                case L -> {
                    if (number < 0) {
                        throw new IllegalArgumentException("L needs a day of the week before it, as in 5L or FRIL");
                    }
                    yield month -> single(month.atDay(1).with(lastInMonth(day)).getDayOfMonth());
                }
                case HASH -> {
                    if (nth < 1 || nth > 5) {
                        throw new IllegalArgumentException(
                                "A month has no more than five of a day: # takes 1 to 5, was " + nth);
                    }
                    yield month -> {
                        LocalDate date = month.atDay(1).with(dayOfWeekInMonth(nth, day));
                        return single(YearMonth.from(date).equals(month) ? date.getDayOfMonth() : 0);
                    };
                }
                default -> throw new IllegalArgumentException("A day of the week has no " + on.getSpecialChar());
            };
        }
        BitSet days = CronValues.of(expression, 0, 6);
        return month -> {
            BitSet matching = new BitSet();
            for (int day = 1; day <= month.lengthOfMonth(); day++) {
                matching.set(day, days.get(month.atDay(day).getDayOfWeek().getValue() % 7));
            }
            return matching;
        };
    }

    private static BitSet single(int day) {
        BitSet days = new BitSet();
        days.set(Math.max(0, day));
        days.clear(0);
        return days;
    }

    /** Never in another month. */
    private static int weekdayNearest(YearMonth month, int day) {
        return switch (month.atDay(day).getDayOfWeek()) {
            case SATURDAY -> day == 1 ? 3 : day - 1;
            case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
            default -> day;
        };
    }
}
