package ee.tasks.engine.recurrence;

import static ee.tasks.engine.recurrence.CronField.DAY_OF_MONTH;
import static ee.tasks.engine.recurrence.CronField.DAY_OF_WEEK;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which days of a month a cron expression means. */
@FunctionalInterface
interface CronDays {

    Pattern BEFORE_LAST = Pattern.compile("L-([1-9]|[12]\\d|30)");
    Pattern NTH = Pattern.compile("(.*)#(.*)");

    /** @return the matching days, from 1; a day that the month lacks is not among them */
    BitSet of(YearMonth month);

    /** @throws IllegalArgumentException that goes on after "the day of the month of the cron expression '...'" */
    static CronDays ofMonth(String list) {
        return each(list, CronDays::dayOfMonth);
    }

    /** @throws IllegalArgumentException that goes on after "the day of the week of the cron expression '...'" */
    static CronDays ofWeek(String list) {
        return each(list, CronDays::dayOfWeek);
    }

    private static CronDays each(String list, Function<String, CronDays> kind) {
        List<CronDays> parts = Stream.of(list.split(",", -1)).map(kind).toList();
        return month -> {
            BitSet days = new BitSet();
            parts.forEach(part -> days.or(part.of(month)));
            days.clear(month.lengthOfMonth() + 1, Math.max(days.length(), month.lengthOfMonth() + 1));
            return days;
        };
    }

    private static CronDays dayOfMonth(String element) {
        Matcher beforeLast = BEFORE_LAST.matcher(element);
        if (element.equals("L")) {
            return month -> single(month.lengthOfMonth());
        }
        if (beforeLast.matches()) {
            int days = Integer.parseInt(beforeLast.group(1));
            return month -> single(month.lengthOfMonth() - days);
        }
        if (element.equals("LW")) {
            return month -> single(weekdayNearest(month, month.lengthOfMonth()));
        }
        if (element.endsWith("W")) {
            int day = DAY_OF_MONTH.number(element.substring(0, element.length() - 1), element);
            return month -> single(day > month.lengthOfMonth() ? 0 : weekdayNearest(month, day));
        }
        BitSet days = CronValues.of(DAY_OF_MONTH, element);
        return month -> (BitSet) days.clone();
    }

    private static CronDays dayOfWeek(String element) {
        Matcher nth = NTH.matcher(element);
        if (nth.matches()) {
            return nthOfMonth(day(nth.group(1), element), nth.group(2), element);
        }
        if (element.equals("L")) {
            throw new IllegalArgumentException("must have a day before L, as in 5L or FRIL, was 'L'");
        }
        if (element.endsWith("L")) {
            DayOfWeek day = day(element.substring(0, element.length() - 1), element);
            return month -> single(month.atDay(1).with(lastInMonth(day)).getDayOfMonth());
        }
        BitSet days = CronValues.of(DAY_OF_WEEK, element);
        return month -> {
            BitSet matching = new BitSet();
            for (int day = 1; day <= month.lengthOfMonth(); day++) {
                matching.set(day, days.get(month.atDay(day).getDayOfWeek().getValue() % 7));
            }
            return matching;
        };
    }

    private static CronDays nthOfMonth(DayOfWeek day, String text, String element) {
        if (!text.matches("[1-5]")) {
            throw new IllegalArgumentException("must have a number from 1 to 5 after #, was '" + element + "'");
        }
        int nth = Integer.parseInt(text);
        return month -> {
            LocalDate date = month.atDay(1).with(dayOfWeekInMonth(nth, day));
            return single(YearMonth.from(date).equals(month) ? date.getDayOfMonth() : 0);
        };
    }

    private static DayOfWeek day(String text, String element) {
        int number = DAY_OF_WEEK.number(text, element);
        return DayOfWeek.of(number == 0 ? 7 : number);
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
