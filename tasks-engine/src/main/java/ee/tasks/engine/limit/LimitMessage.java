package ee.tasks.engine.limit;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages about limits and expiry, ids 370 to 384. An id is never given to another message. */
public enum LimitMessage implements NumberedMessage {
    WITHOUT_TASK(370, "%s carries @Limit but not @Task; add @Task, or remove @Limit"),
    LIMITS_NOTHING(
            371, "limit '%s' of task '%s' has neither concurrent nor rate; set one of them, or remove the annotation"),
    CONCURRENT_INVALID(372, "concurrent of limit '%s' of task '%s' must be %s, was %s"),
    RATE_INVALID(373, "the rate of limit '%s' of task '%s' must be %s, was '%s'"),
    WEIGHT_INVALID(
            374, "the weight of limit '%s' of task '%s' must be from 1 to %s, which is all of the limit, was %s"),
    SPREAD_WITHOUT_RATE(375, "limit '%s' of task '%s' has spread, but no rate to spread; set a rate, or remove spread"),
    STRICT_WITHOUT_CONCURRENT(
            376, "limit '%s' of task '%s' is strict, but has no slots to keep; set concurrent, or remove strict"),
    TOO_MANY(377, "task '%s' has %s limits, and at most %s are allowed; remove some of them"),
    NAME_TWICE(
            378,
            "task '%s' has two limits of the name '%s'; give one of them a name of its own with @Limit(name = \"...\")"),
    DECLARED_DIFFERENTLY(
            379,
            "limit '%s' is one limit for all tasks that name it, but task '%s' declares it with %s, and task '%s' with %s;"
                    + " declare it alike, or give one of the two another name"),
    NAME_INVALID(
            380,
            "the name of a limit of task '%s' must have 1 to 255 characters, no control characters, commas or double quotes, and"
                    + " no blanks around it, was '%s'; give it another with @Limit(name = \"...\")"),
    KEY_INVALID(381, "the key '%s' of limit '%s' of task '%s' %s"),
    NO_EFFECT(
            382,
            Level.INFO,
            "limits have no effect on backend '%s', so these tasks run there without their @Limit: %s"),
    EXPIRE_AFTER_INVALID(383, "expireAfter of task '%s' must be %s, was '%s'");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    LimitMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    LimitMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
