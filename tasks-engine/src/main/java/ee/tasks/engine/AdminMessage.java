package ee.tasks.engine;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages about what operators say at run time, ids 500 to 519. An id is never given to another message. */
public enum AdminMessage implements NumberedMessage {
    NAME_INVALID(500, "the name of a %s must have 1 to %s characters and no control characters, was '%s'"),
    UNTIL_OUT_OF_RANGE(
            501, "a pause must end after now and before the year 10000, or when it is resumed (null); was until %s"),
    KEY_TOO_LONG(502, "a key of limit '%s' that is paused must have at most %s characters, had %s");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    AdminMessage(int id, String template) {
        declaration = new Declaration(id, Level.ERROR, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
