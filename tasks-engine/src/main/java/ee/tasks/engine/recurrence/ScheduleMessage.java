package ee.tasks.engine.recurrence;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages about schedules, ids 350 to 369. An id is never given to another message. */
public enum ScheduleMessage implements NumberedMessage {
    WITHOUT_TASK(350, "%s carries @Recurring but not @Task; add @Task, or remove @Recurring"),
    INVALID(351, "schedule '%s': %s"),
    ID_INVALID(
            352,
            "the id of a schedule must have 1 to 255 characters, no control characters, and not be blank, was '%s'"),
    ID_TWICE(
            353,
            "schedule '%s' is declared by %s and by %s; ids are unique, set @Recurring(id = \"...\") on one of them"),
    ARGUMENTS_INVALID(354, "the arguments of schedule '%s' do not fit its task, which takes %s: %s; %s"),
    OPTION_REFUSED(
            355, "schedule '%s' can set the queue and the priority of its tasks, but not %s; remove that option"),
    DECLARED(
            356,
            "@Recurring declares schedule '%s' in the code, so put cannot replace it; pause it, or configure it by"
                    + " ee.tasks.schedule.\"%s\".*"),
    MADE_BEFORE(
            357,
            Level.WARNING,
            "@Recurring declares schedule '%s', but TaskSchedules.put has made one with this id before; that one goes on, and the"
                    + " declared one does not run. Delete it by TaskSchedules.delete, or give one of the two another id"),
    NOT_KEPT(
            358,
            Level.WARNING,
            "backend '%s' keeps no schedules, so nothing runs these: %s. Give their tasks a backend that keeps schedules, such as"
                    + " memory or jpa"),
    DECLARED_ANEW(359, Level.INFO, "schedule '%s' was written to the store (%s): %s, next tick %s"),
    LOST_RACE(
            360,
            "schedule '%s' was not written: another transaction changed it each time that this one tried; try again in a new"
                    + " transaction"),
    ELSEWHERE(
            361,
            "schedule '%s' already exists in backend '%s', and ids are unique over all backends; delete that schedule first, or"
                    + " choose another id"),
    FOLDED_IN(
            362,
            Level.INFO,
            "schedule '%s' has ended and goes on as '%s', since its task was renamed: a node of the version before had declared the"
                    + " former id again. Each tick has enqueued one task");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    ScheduleMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    ScheduleMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
