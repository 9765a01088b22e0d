package ee.tasks.engine.recurrence;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages about schedules, ids 350 to 369. An id is never given to another message. */
public enum ScheduleMessage implements NumberedMessage {
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
            Level.WARNING,
            "schedule '%s', which @Recurring declares, is there already, made by TaskSchedules.put; that one stays. Delete"
                    + " it, or give one of them another id"),
    NOT_KEPT(
            358,
            Level.WARNING,
            "backend '%s' keeps no schedules, so that nothing runs these: %s. Give their tasks a backend such as memory or"
                    + " jpa"),
    DECLARED_ANEW(359, Level.INFO, "schedule '%s' is written: %s, next tick %s"),
    LOST_RACE(360, "schedule '%s' is being changed by others again and again; try again"),
    ELSEWHERE(361, "schedule '%s' is kept by backend '%s' already; delete that one first, or choose another id"),
    FOLDED_IN(
            362,
            Level.INFO,
            "schedule '%s' ends, and goes on as '%s', the present name of its task: a node of the version before had declared it"
                    + " again. Each of their ticks has enqueued one task");

    private final int id;
    private final Level level;
    private final String template;

    /** For a message that an exception carries. */
    ScheduleMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    ScheduleMessage(int id, Level level, String template) {
        this.id = id;
        this.level = level;
        this.template = template;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Level level() {
        return level;
    }

    @Override
    public String template() {
        return template;
    }
}
