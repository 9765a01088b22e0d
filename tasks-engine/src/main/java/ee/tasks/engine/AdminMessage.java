package ee.tasks.engine;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages about what operators say at run time, ids 500 to 519. An id is never given to another message. */
public enum AdminMessage implements NumberedMessage {
    NAME_INVALID(500, "the name of a %s must have 1 to %s characters and no control characters, was '%s'");

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
