package ee.tasks.config;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages of configuration, ids 200 to 219. An id is never given to another message. */
public enum ConfigMessage implements NumberedMessage {
    VALUE_INVALID(200, "%s must be %s, was '%s'"),
    UNKNOWN_KEY(201, Level.WARNING, "configuration key %s has no effect: EE Tasks has no key of that name%s"),
    UNKNOWN_TASK_CONFIGURED(
            202, Level.WARNING, "configuration key %s has no effect: this deployment has no task '%s'%s"),
    LEASE_TOO_SHORT(203, "ee.tasks.worker.lease must be at least %s (3 x ee.tasks.worker.heartbeat), was %s"),
    EXCLUDED_WITHOUT_ALL(
            204,
            "ee.tasks.worker.exclude-queues needs ee.tasks.worker.queues=*, but that is '%s'; set only one of the two"),
    DEFAULT_BACKEND_TWICE(
            205,
            "ee.tasks.backend=%s and ee.tasks.backends.default.type=%s give the default backend different types; keep"
                    + " one"),
    BACKEND_WITHOUT_TYPE(206, "backend '%1$s' has no type; set ee.tasks.backends.%1$s.type"),
    UNKNOWN_VARIABLE(
            211,
            Level.WARNING,
            "environment variable %s has no effect: it matches no key of EE Tasks in this deployment%s"),
    VARIABLE_WITHOUT_NAME(
            212,
            Level.WARNING,
            "environment variable %s has no effect: it could mean several names, and none of them is known here; list"
                    + " the name in %s"),
    VALUE_UNREADABLE(215, "the value of %s cannot be read (%s); correct it, or the key that its expression refers to"),
    BACKEND_NAME_INVALID(
            216, "a backend's name must be 1 to 255 characters without control characters, was '%s'; choose another"),
    UNKNOWN_SCHEDULE_CONFIGURED(
            217, Level.WARNING, "configuration key %s has no effect: this deployment declares no schedule '%s'%s"),
    UNKNOWN_LIMIT_CONFIGURED(
            218, Level.WARNING, "configuration key %s has no effect: no task of this deployment has a limit '%s'%s");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    ConfigMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    ConfigMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
