package ee.tasks.ejb;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages of this module, ids 800 to 819. An id is never given to another message. */
enum TimerMessage implements NumberedMessage {
    NOT_TOLD_APART(
            800,
            "the info of a timer, or an argument of its task, has the type %s, %s, so the same timer cannot be recognised on other"
                    + " nodes; give the invocation a unique key, or give the type properties that JSON-B can write"),
    NO_SCHEDULE(
            801,
            "the timer of %s has no equivalent recurrence for schedule '%s': %s; pass a recurrence to toSchedule, or replace a timer"
                    + " for one action by toTask"),
    INTERVAL_INVALID(802, "the interval of a timer must be positive, was %s");

    private final Declaration declaration;

    TimerMessage(int id, String template) {
        declaration = new Declaration(id, Level.ERROR, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
