package ee.tasks.ejb;

import ee.tasks.MissedTicks;
import ee.tasks.schedule.Recurrence;
import jakarta.ejb.ScheduleExpression;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expression of a calendar timer, translated into a recurrence.
 *
 * <p>Fields are passed on as cron fields. Names of days in a month ({@code 2nd Fri}, {@code Last}, {@code -3}) become Quartz-style ones
 * ({@code FRI#2}, {@code L}, {@code L-3}). Years, days of the month together with days of the week, which EJB timers add up, and ranges of
 * such days have no equivalent.
 *
 * @param recurrence the recurrence, or {@code null} if there is none
 * @param obstacle why there is none, for a message; else {@code null}
 */
record Translation(Recurrence recurrence, String obstacle) {

    private static final Pattern AROUND_SIGNS = Pattern.compile("\\s*([,/-])\\s*");
    private static final Pattern DAY = Pattern.compile("\\*|\\d+(-\\d+)?");
    private static final Pattern WEEKDAY_OF_MONTH =
            Pattern.compile("(1ST|2ND|3RD|4TH|5TH|LAST)\\s+(SUN|MON|TUE|WED|THU|FRI|SAT)");

    /** A persistent timer makes up for a missed timeout whenever the server is back, so this is as long as a recurrence allows. */
    private static final Duration MAX_CATCH_UP = Duration.ofDays(365);

    static Translation none(String obstacle) {
        return new Translation(null, obstacle);
    }

    static Translation of(ScheduleExpression timer) {
        String days = field(timer.getDayOfMonth());
        String weekdays = field(timer.getDayOfWeek());
        if (!field(timer.getYear()).equals("*")) {
            return none("it is limited to the years '%s'".formatted(timer.getYear()));
        }
        if (!days.equals("*") && !weekdays.equals("*")) {
            return none(
                    "its days of the month, '%s', and its days of the week, '%s', are combined by or, which takes two schedules"
                            .formatted(timer.getDayOfMonth(), timer.getDayOfWeek()));
        }
        Matcher weekdayOfMonth = WEEKDAY_OF_MONTH.matcher(days);
        if (weekdayOfMonth.matches()) {
            weekdays = weekdayOfMonth.group(2) + (days.startsWith("L") ? "L" : "#" + days.charAt(0));
            days = "*";
        }
        try {
            String cron = Stream.of(
                            field(timer.getSecond()),
                            field(timer.getMinute()),
                            field(timer.getHour()),
                            days(days),
                            field(timer.getMonth()),
                            weekdays)
                    .collect(Collectors.joining(" "));
            Recurrence recurrence = Recurrence.cron(cron).in(zone(timer)).missed(MissedTicks.ONCE, MAX_CATCH_UP);
            recurrence = timer.getStart() == null
                    ? recurrence
                    : recurrence.from(timer.getStart().toInstant());
            return new Translation(
                    timer.getEnd() == null
                            ? recurrence
                            : recurrence.until(timer.getEnd().toInstant()),
                    null);
        } catch (DateTimeException e) {
            return none("Java does not know its time zone '%s'".formatted(timer.getTimezone()));
        } catch (IllegalArgumentException e) {
            return none("its days of the month, '%s', have no equivalent".formatted(timer.getDayOfMonth()));
        }
    }

    private static String field(String text) {
        return AROUND_SIGNS.matcher(text.strip().toUpperCase(Locale.ROOT)).replaceAll("$1");
    }

    /**
     * {@link TimeZone} returns GMT for a zone that it does not know, such as {@code +02:00}, and the servers then
     * use their own zone. So such a zone is refused.
     */
    private static ZoneId zone(ScheduleExpression timer) {
        String id = timer.getTimezone();
        if (id == null) {
            return ZoneId.systemDefault();
        }
        TimeZone known = TimeZone.getTimeZone(id);
        if (known.getID().equals("GMT") && !id.equals("GMT")) {
            throw new DateTimeException(id);
        }
        return known.toZoneId();
    }

    private static String days(String list) {
        return Stream.of(list.split(",")).map(Translation::day).collect(Collectors.joining(","));
    }

    private static String day(String text) {
        if (text.equals("LAST")) {
            return "L";
        }
        if (text.matches("-\\d")) {
            return "L" + text;
        }
        if (!DAY.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
