package ee.tasks.config;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages of configuration, ids 200 to 219. An id is never given to another message. */
public enum ConfigMessage implements NumberedMessage {
    VALUE_INVALID(200, "%s must be %s, was '%s'"),
    UNKNOWN_KEY(201, Level.WARNING, "the configuration has %s, which is no key of EE Tasks%s"),
    UNKNOWN_TASK_CONFIGURED(202, Level.WARNING, "the configuration has %s, but there is no task '%s' here%s"),
    LEASE_TOO_SHORT(203, "ee.tasks.worker.lease must be at least 3 x ee.tasks.worker.heartbeat, i.e. here %s, was %s"),
    EXCLUDED_WITHOUT_ALL(
            204,
            "ee.tasks.worker.exclude-queues works with ee.tasks.worker.queues=* only, which was '%s'; name one of them"),
    DEFAULT_BACKEND_TWICE(
            205,
            "ee.tasks.backend=%s and ee.tasks.backends.default.type=%s both set the default backend's type; keep one"),
    BACKEND_WITHOUT_TYPE(206, "backend '%1$s' has no type; set ee.tasks.backends.%1$s.type"),
    UNKNOWN_VARIABLE(211, Level.WARNING, "the environment has %s, which is the variable of no key of EE Tasks here%s"),
    VARIABLE_WITHOUT_NAME(
            212,
            Level.WARNING,
            "the environment has %s, which could mean several names, and none that is known here; it has no effect. List the"
                    + " name in %s"),
    VALUE_UNREADABLE(215, "%s has a value that cannot be read (%s); correct it, or what it refers to"),
    BACKEND_NAME_INVALID(
            216, "a backend's name must be 1 to 255 characters without control characters, was '%s'; choose another"),
    UNKNOWN_SCHEDULE_CONFIGURED(
            217, Level.WARNING, "the configuration has %s, but nothing here declares a schedule '%s'%s");

    private final int id;
    private final Level level;
    private final String template;

    /** For a message that an exception carries. */
    ConfigMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    ConfigMessage(int id, Level level, String template) {
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
