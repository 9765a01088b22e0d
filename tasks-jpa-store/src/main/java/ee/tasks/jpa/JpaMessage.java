package ee.tasks.jpa;

import ee.tasks.NumberedMessage;
import ee.tasks.spi.Parking;
import java.lang.System.Logger.Level;

/** The messages of this module, ids 600 to 799. An id is never given to another message. */
enum JpaMessage implements NumberedMessage {
    STORE_FAILED(600, "the task store could not %s: %s"),
    LOOKUP_FAILED(601, "%s '%s' is %s; %s"),
    UNKNOWN_DATABASE(
            602,
            "the jpa backend does not support the database '%s'; use PostgreSQL, MariaDB or H2, or, untested, MySQL, Oracle, SQL"
                    + " Server or Db2"),
    NO_PROVIDER(
            603,
            "no Jakarta Persistence provider accepted the persistence unit of the jpa backend, asked: %s; run the application in a"
                    + " server with Jakarta Persistence"),
    ISOLATION_SET(
            604,
            Level.INFO,
            "the data source of the jpa backend uses %s. The worker sets READ COMMITTED for its own transactions; transactions of"
                    + " the application keep their isolation"),
    ISOLATION_UNFIT(
            605,
            Level.WARNING,
            "the data source of the jpa backend uses %s, and the worker cannot set READ COMMITTED in its transactions, as on an XA"
                    + " data source. Tasks run, but %s. Set READ COMMITTED in the data source, as the scripts of server-config do"),
    NOT_REACHED(
            606,
            Level.WARNING,
            "the database of the jpa backend cannot be reached (%s). EE Tasks tries again; until the database answers, no task is"
                    + " enqueued or run here"),
    REACHED(607, Level.INFO, "the database of the jpa backend answers, %s after the first try"),
    STOPPED(608, "the jpa backend has stopped; enqueue before the application stops"),
    MARKED_ROLLBACK(
            609,
            "the task store could not %s: the transaction is marked for rollback, so nothing that it enqueues or changes would be"
                    + " kept. Find what marked it: setRollbackOnly, or an exception that a @Transactional method threw"),
    UNKNOWN_SCHEMA_MODE(610, "ee.tasks.jpa.schema must be migrate, validate or none, was '%s'"),
    SCHEMA_SCRIPT_MISSING(
            611,
            "the database of %s lacks these scripts of the task schema: %s. Run them in this order, from META-INF/ee-tasks/schema/%s/"
                    + " in tasks-jpa-store.jar, or set ee.tasks.jpa.schema=migrate"),
    SCHEMA_SCRIPT_FAILED(612, "the schema script %s failed at its statement %s of %s, '%s': %s; %s"),
    SCHEMA_NEWER(
            613,
            Level.INFO,
            "the database has script %s of the task schema, and this version expects %s; continuing, as is normal during a rolling"
                    + " upgrade or after a rollback to this version"),
    SCHEMA_BUSY(
            614,
            "the task schema was not migrated: another connection has held the lock for migrations for %s. Find out what that"
                    + " connection does, and start the application again"),
    MIGRATED_BY_HAND(
            615,
            "ee.tasks.jpa.schema=migrate works on H2, PostgreSQL and MariaDB only; run META-INF/ee-tasks/schema/%s/*.sql of"
                    + " tasks-jpa-store.jar by hand, and set ee.tasks.jpa.schema=validate"),
    WORKER_LOST(620, "worker '%s' was lost during this attempt: %s"),
    UNREADABLE_TOO_LONG(621, Parking.TOO_LONG),
    SCHEDULE_UNREADABLE(
            622,
            Level.ERROR,
            "the row of schedule '%s' cannot be read on this node (%s): it has a time zone or a word that this node does not know."
                    + " Nodes that can read the row take its ticks"),
    SCHEDULE_WITHOUT_TICK(
            623,
            Level.ERROR,
            "no node runs schedule '%s': its row in ee_schedule has a due_at but no next_tick, as after an edit by hand. Set"
                    + " next_tick and due_at to the same time (UTC), or both to null, and change the revision"),
    RENAME_LOST(
            624,
            "schedule '%s' was not renamed to '%s', since another node changed one of them at the same time; nothing was written"),
    PREDECESSOR_FORGOTTEN(
            630,
            "task '%s' depends on %s '%s', whose outcome is no longer kept: it was pruned, or its enqueue was rolled back, more than"
                    + " %s (ee.tasks.dependency-grace) ago. Nothing was enqueued. Enqueue the task without this dependency, or keep"
                    + " results for longer (ee.tasks.retention.*)"),
    PREDECESSOR_NEVER_CAME(
            631,
            Level.WARNING,
            "cancelled %s tasks, for example %s: they depend on %s '%s', which did not arrive within %s (ee.tasks.dependency-grace)."
                    + " Probably the transaction that enqueued it was rolled back. TaskResult.retry() runs a task without this"
                    + " dependency"),
    SNAPSHOTS_NEEDED(
            640,
            "the jpa backend does not start: the database has READ_COMMITTED_SNAPSHOT off, so every enqueue that is not committed"
                    + " yet would block the claims of all nodes. Run 'alter database current set read_committed_snapshot on with"
                    + " rollback immediate' while nothing else uses the database"),
    TICK_UNSEEN(
            670,
            "another node took the tick %s of schedule '%s' after this transaction began, so this one cannot see the task of the"
                    + " tick. Nothing was written; the tick keeps its one task"),
    HELD_FOR_ISOLATION(
            680,
            Level.WARNING,
            "tasks with @Limit are held and do not run: the worker's transactions are not READ COMMITTED, so nobody can count what"
                    + " runs (see EETASK0605). Set READ COMMITTED in the data source, as the scripts of server-config do"),
    HELD_FOR_OLDER_NODES(
            681,
            Level.INFO,
            "tasks with @Limit are held while node '%s' is alive, which knows no limits. They run when the last such node has left;"
                    + " ee.tasks.limit.mixed-versions=run lets them run now, unlimited"),
    UNKNOWN_PAUSE(
            682,
            Level.WARNING,
            "ee_pause has a row of the kind '%s', which this version does not know and does not heed. Nodes of the version that wrote it"
                    + " do; after an edit by hand delete the row, or set one of NAMESPACE, QUEUE, LIMIT, NODE, INSTANCE"),
    EXPIRED(685, "it had not started by %s (expireAfter), so it was cancelled; TaskResult.retry() runs it now"),
    UNKNOWN_STATUS(
            690,
            "the row of task %s has the status '%s', which this version does not know. A node of the version that wrote it can read"
                    + " it; after an edit by hand set one of %s"),
    STRAYS(
            691,
            Level.WARNING,
            "%s rows of ee_task %s, as after an edit by hand, for example %s. EE Tasks has corrected these columns and left the"
                    + " status as it is");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    JpaMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    JpaMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
