package ee.tasks.engine.backend.memory;

import ee.tasks.NumberedMessage;
import ee.tasks.spi.Parking;
import java.lang.System.Logger.Level;

/** The messages of the memory store, ids 390 to 399. An id is never given to another message. */
enum MemoryMessage implements NumberedMessage {
    KEEP_INVALID(390, "ee.tasks.memory.keep of backend '%s' must be a whole number, 0 or more, was '%s'"),
    ID_TWICE(391, "the memory store already has a task with the id '%s'; an id is never used again"),
    WORKER_LOST(
            392, "its worker was lost during attempt %s: this is loss %s, and ee.tasks.worker.max-losses allows %s"),
    LOST_AND_NOT_RERUN(
            393, "its worker was lost after attempt %s had started, and rerunIfLost = false forbids another attempt"),
    UNREADABLE_TOO_LONG(394, Parking.TOO_LONG),
    PREDECESSOR_FORGOTTEN(
            395,
            "task '%s' depends on %s '%s', whose outcome is no longer kept: it was pruned, or never enqueued, more than %s"
                    + " (ee.tasks.dependency-grace) ago. Nothing was enqueued. Enqueue the task without this dependency, or keep more"
                    + " results (ee.tasks.memory.keep, ee.tasks.retention.*)"),
    PREDECESSOR_NEVER_CAME(
            396,
            Level.WARNING,
            "cancelled %s tasks, for example %s: they depend on %s, which did not arrive within %s (ee.tasks.dependency-grace)."
                    + " Probably the transaction that enqueued it was rolled back. TaskResult.retry() runs a task without this"
                    + " dependency"),
    EXPIRED(398, "it had not started by %s (expireAfter), so it was cancelled; TaskResult.retry() runs it now");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    MemoryMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    MemoryMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
