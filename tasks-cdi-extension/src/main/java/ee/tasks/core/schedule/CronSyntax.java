package ee.tasks.core.schedule;

import static com.cronutils.model.field.CronFieldName.DAY_OF_MONTH;
import static com.cronutils.model.field.CronFieldName.DAY_OF_WEEK;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.parser.CronParser;

/**
 * Reads cron expressions: minutes, hours, days of the month, months and days of the week, seconds before them or not. Names, lists,
 * ranges and steps, {@code L}, {@code W} and {@code #}; a {@code ?} is a {@code *}.
 */
final class CronSyntax {

    private static final CronParser OF_FIVE = new CronParser(definition(CronDefinitionBuilder.defineCron()));
    private static final CronParser OF_SIX = new CronParser(definition(CronDefinitionBuilder.defineCron()
            .withSeconds()
            .withValidRange(0, 59)
            .and()));

    private static final int LONGEST = 255;

    private CronSyntax() {}

    private static CronDefinition definition(CronDefinitionBuilder start) {
        return start.withMinutes()
                .withValidRange(0, 59)
                .and()
                .withHours()
                .withValidRange(0, 23)
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .supportsL()
                .supportsW()
                .supportsLW()
                .supportsQuestionMark()
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .supportsHash()
                .supportsL()
                .supportsQuestionMark()
                .and()
                .instance();
    }

    /** @throws IllegalArgumentException that says what is wrong with it */
    static Cron parse(String expression) {
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException("More than " + LONGEST + " characters");
        }
        try {
            return parseShort(expression.strip());
        } catch (ArrayIndexOutOfBoundsException | NullPointerException e) { // the parser's own
            throw new IllegalArgumentException("Something is missing in it", e);
        }
    }

    private static Cron parseShort(String trimmed) {
        Cron cron = (trimmed.split("\\s+").length == 6 ? OF_SIX : OF_FIVE).parse(trimmed);
        if (restricts(cron, DAY_OF_MONTH) && restricts(cron, DAY_OF_WEEK)) {
            throw new IllegalArgumentException(
                    "Days of the month and of the week together mean either day to some and both to others; leave one of them '*'");
        }
        return cron;
    }

    static boolean restricts(Cron cron, CronFieldName field) {
        FieldExpression expression = cron.retrieve(field).getExpression();
        return !(expression instanceof Always || expression instanceof QuestionMark);
    }
}
