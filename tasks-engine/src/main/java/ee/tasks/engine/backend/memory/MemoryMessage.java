package ee.tasks.engine.backend.memory;

import ee.tasks.NumberedMessage;
import ee.tasks.spi.Parking;
import java.lang.System.Logger.Level;

/** The messages of the memory store, ids 390 to 399. An id is never given to another message. */
enum MemoryMessage implements NumberedMessage {
    KEEP_INVALID(390, "ee.tasks.memory.keep of backend '%s' must be a number from 0, was '%s'"),
    ID_TWICE(391, "a task with the id '%s' is already in the memory store; ids are never used again"),
    WORKER_LOST(
            392, "its worker was lost with attempt %s; this is loss %s, %s are allowed (ee.tasks.worker.max-losses)"),
    LOST_AND_NOT_RERUN(393, "its worker was lost after the start of attempt %s, and it is not to be run again"),
    UNREADABLE_TOO_LONG(394, Parking.TOO_LONG),
    PREDECESSOR_FORGOTTEN(
            395,
            "task '%s' depends on %s '%s', whose result is no longer kept: it was pruned, or never enqueued, more than %s"
                    + " (ee.tasks.dependency-grace) ago; nothing was enqueued. Enqueue it without that, or keep more results"
                    + " (ee.tasks.memory.keep, ee.tasks.retention.*)"),
    PREDECESSOR_NEVER_CAME(
            396,
            Level.WARNING,
            "cancelled %s tasks such as %s: they depend on %s, and within %s (ee.tasks.dependency-grace) no such task or flow was"
                    + " there. The transaction that enqueued it was probably rolled back; TaskResult.retry() runs them without it");

    private final int id;
    private final Level level;
    private final String template;

    /** For a message that an exception carries. */
    MemoryMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    MemoryMessage(int id, Level level, String template) {
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
