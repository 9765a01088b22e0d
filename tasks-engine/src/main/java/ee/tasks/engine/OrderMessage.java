package ee.tasks.engine;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages about the order of tasks, ids 385 to 389. An id is never given to another message. */
public enum OrderMessage implements NumberedMessage {
    ORDERED_WITH_PRIORITY(
            386,
            Level.ERROR,
            "task '%s' is ordered by a key and has priority %s, with which it would have to overtake; leave out the key, or set"
                    + " priority(0) for this task"),
    NO_EFFECT(
            387,
            Level.INFO,
            "ordered keys have no effect on backend '%s', so tasks such as '%s' run there in any order");

    private final Declaration declaration;

    OrderMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
