package ee.tasks.core.schedule;

import static com.cronutils.model.field.CronFieldName.DAY_OF_MONTH;
import static com.cronutils.model.field.CronFieldName.DAY_OF_WEEK;
import static com.cronutils.model.field.CronFieldName.HOUR;
import static com.cronutils.model.field.CronFieldName.MINUTE;
import static com.cronutils.model.field.CronFieldName.MONTH;
import static com.cronutils.model.field.CronFieldName.SECOND;

import com.cronutils.model.Cron;
import com.cronutils.model.field.CronField;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
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

    /** @throws IllegalArgumentException that says what is wrong with the expression */
    CronCalendar(String expression) {
        Cron cron = CronSyntax.parse(expression);
        CronField second = cron.retrieve(SECOND);
        seconds = second == null ? CronValues.of(0) : CronValues.of(second.getExpression(), 0, 59);
        minutes = CronValues.of(cron.retrieve(MINUTE).getExpression(), 0, 59);
        hours = CronValues.of(cron.retrieve(HOUR).getExpression(), 0, 23);
        months = CronValues.of(cron.retrieve(MONTH).getExpression(), 1, 12);
        days = CronSyntax.restricts(cron, DAY_OF_WEEK)
                ? CronDays.ofWeek(cron.retrieve(DAY_OF_WEEK).getExpression())
                : CronDays.ofMonth(cron.retrieve(DAY_OF_MONTH).getExpression());
        startsWithStar = CronValues.startsWithStar(cron.retrieve(HOUR).getExpression())
                || CronValues.startsWithStar(cron.retrieve(MINUTE).getExpression());
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
