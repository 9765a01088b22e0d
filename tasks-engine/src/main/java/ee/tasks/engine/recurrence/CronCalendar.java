package ee.tasks.engine.recurrence;

import static ee.tasks.engine.recurrence.CronField.DAY_OF_MONTH;
import static ee.tasks.engine.recurrence.CronField.DAY_OF_WEEK;
import static ee.tasks.engine.recurrence.CronField.HOUR;
import static ee.tasks.engine.recurrence.CronField.MINUTE;
import static ee.tasks.engine.recurrence.CronField.MONTH;
import static ee.tasks.engine.recurrence.CronField.SECOND;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/** The days and times of day of a cron expression, on a calendar without time zones. */
final class CronCalendar {

    private static final int CENTURY = 1_200;

    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet months;
    private final CronDays days;
    private final boolean startsWithStar;
    private final String dayOfMonth;

    /** @throws IllegalArgumentException that says what is wrong with the expression, as a clause */
    CronCalendar(String expression) {
        CronText cron = new CronText(expression);
        seconds = values(cron, SECOND);
        minutes = values(cron, MINUTE);
        hours = values(cron, HOUR);
        months = values(cron, MONTH);
        days = cron.restricts(DAY_OF_WEEK)
                ? cron.read(DAY_OF_WEEK, CronDays::ofWeek)
                : cron.read(DAY_OF_MONTH, CronDays::ofMonth);
        dayOfMonth = cron.field(DAY_OF_MONTH);
        startsWithStar = cron.startsWithStar(HOUR) || cron.startsWithStar(MINUTE);
    }

    private static BitSet values(CronText cron, CronField field) {
        return cron.read(field, list -> CronValues.of(field, list));
    }

    /** Whether it recurs within the day or the hour, rather than at certain times of day. */
    boolean isInterval() {
        return startsWithStar;
    }

    /** @return the first match at or after this time; empty if there is none within a century */
    Optional<LocalDateTime> from(LocalDateTime earliest) {
        LocalDateTime start = earliest.truncatedTo(ChronoUnit.SECONDS);
        if (start.isBefore(earliest)) {
            start = start.plusSeconds(1);
        }
        LocalTime first = firstTime();
        YearMonth month = YearMonth.from(start);
        for (int passed = 0; passed <= CENTURY; passed++, month = month.plusMonths(1)) {
            if (!months.get(month.getMonthValue())) {
                continue;
            }
            BitSet matching = days.of(month);
            int day = passed == 0 ? start.getDayOfMonth() : 1;
            for (day = matching.nextSetBit(day); day > 0; day = matching.nextSetBit(day + 1)) {
                LocalDate date = month.atDay(day);
                if (date.isAfter(start.toLocalDate())) {
                    return Optional.of(date.atTime(first));
                }
                Optional<LocalTime> time = timeFrom(start.toLocalTime());
                if (time.isPresent()) {
                    return Optional.of(date.atTime(time.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Why it never matches, if it does not: as a clause. */
    String whyNever() {
        return months.cardinality() == 1 && dayOfMonth.matches("\\d+")
                ? "there is no %s %s"
                        .formatted(
                                dayOfMonth,
                                Month.of(months.nextSetBit(0)).getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                : "none of its months has such a day";
    }

    private LocalTime firstTime() {
        return LocalTime.of(hours.nextSetBit(0), minutes.nextSetBit(0), seconds.nextSetBit(0));
    }

    private Optional<LocalTime> timeFrom(LocalTime earliest) {
        int second = seconds.nextSetBit(earliest.getSecond());
        int minute = minutes.nextSetBit(second < 0 ? earliest.getMinute() + 1 : earliest.getMinute());
        int hour = hours.nextSetBit(minute < 0 ? earliest.getHour() + 1 : earliest.getHour());
        if (hour < 0) {
            return Optional.empty();
        }
        if (hour > earliest.getHour()) {
            return Optional.of(LocalTime.of(hour, minutes.nextSetBit(0), seconds.nextSetBit(0)));
        }
        return Optional.of(LocalTime.of(hour, minute, minute > earliest.getMinute() ? seconds.nextSetBit(0) : second));
    }
}
