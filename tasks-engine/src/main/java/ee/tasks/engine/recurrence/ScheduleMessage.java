package ee.tasks.engine.recurrence;

import java.util.regex.Pattern;

/** The messages about schedules, ids 350 to 369. An id is never given to another message. */
public enum ScheduleMessage {
    WITHOUT_TASK(350, "%s carries @Recurring but not @Task; add @Task, or take @Recurring away"),
    INVALID(351, "schedule '%s': %s"),
    ID_INVALID(
            352,
            "the id of a schedule must have 1 to 255 characters, no control characters, and not be blank, was '%s'"),
    ID_TWICE(
            353,
            "schedule '%s' is declared by %s and by %s; ids are unique, set @Recurring(id = \"...\") on one of them"),
    ARGUMENTS_INVALID(354, "the arguments of schedule '%s' do not fit its task, which takes %s: %s; %s"),
    OPTION_REFUSED(
            355, "schedule '%s' can say the queue and the priority of its tasks, and not %s; leave that option out"),
    DECLARED(
            356,
            "schedule '%s' is declared by @Recurring in the code, and not to be replaced; pause it, or set"
                    + " ee.tasks.schedule.\"%s\".* in the configuration"),
    MADE_BEFORE(
            357,
            "schedule '%s', which @Recurring declares, is there already, made by TaskSchedules.put; that one stays. Delete"
                    + " it, or give one of them another id"),
    NOT_KEPT(
            358,
            "backend '%s' keeps no schedules, so that nothing runs these: %s. Give their tasks a backend such as memory or"
                    + " jpa"),
    DECLARED_ANEW(359, "schedule '%s' is written: %s, next tick %s"),
    LOST_RACE(360, "schedule '%s' is being changed by others again and again; try again"),
    ELSEWHERE(361, "schedule '%s' is kept by backend '%s' already; delete that one first, or choose another id"),
    FOLDED_IN(
            362,
            "schedule '%s' ends, and goes on as '%s', the present name of its task: a node of the version before had declared it"
                    + " again. Each of their ticks has enqueued one task");

    /** What would begin a line of its own in the log: ids are whatever stands in a row. */
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final int id;
    private final String template;

    ScheduleMessage(int id, String template) {
        this.id = id;
        this.template = template;
    }

    public int id() {
        return id;
    }

    public String text(Object... facts) {
        return "EETASK%04d: ".formatted(id)
                + LINE_BREAKING.matcher(template.formatted(facts)).replaceAll("?");
    }
}
