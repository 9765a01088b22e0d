package ee.tasks.jpa;

import ee.tasks.NumberedMessage;
import ee.tasks.spi.Parking;
import java.lang.System.Logger.Level;

/** The messages of this module, ids 600 to 799. An id is never given to another message. */
enum JpaMessage implements NumberedMessage {
    STORE_FAILED(600, "the task store could not %s: %s"),
    LOOKUP_FAILED(601, "there is no %s '%s'%s; %s"),
    UNKNOWN_DATABASE(
            602,
            "the jpa backend does not know the database '%s'; use PostgreSQL, MariaDB or H2, or, untested, MySQL, Oracle, SQL Server"
                    + " or Db2"),
    NO_PROVIDER(603, "no Jakarta Persistence provider took the jpa backend's unit, asked: %s"),
    ISOLATION_SET(
            604,
            Level.INFO,
            "the data source of the jpa backend has %s; the worker sets READ COMMITTED for its own transactions, enqueues"
                    + " keep what they find"),
    ISOLATION_UNFIT(
            605,
            Level.WARNING,
            "the data source of the jpa backend has %s, and the worker cannot set READ COMMITTED in its transactions, as in those"
                    + " of an XA data source: with more, claims, ends and enqueues wait for each other or are lost races, and each"
                    + " end is looked at again after its commit, with less, a task is not found for a moment; set READ COMMITTED"
                    + " in the data source, as the scripts of server-config do"),
    NOT_REACHED(
            606,
            Level.WARNING,
            "the database of the jpa backend cannot be reached (%s); that is tried again, and until it answers tasks are"
                    + " neither enqueued nor run"),
    REACHED(607, Level.INFO, "the database of the jpa backend answers, %s after it was first tried"),
    STOPPED(608, "the jpa backend has stopped; enqueue before the application stops"),
    MARKED_ROLLBACK(
            609,
            "the task store could not %s: the transaction is marked for rollback, so nothing that is enqueued or changed in it"
                    + " would stay; look for what marked it (setRollbackOnly, or an exception that a @Transactional method"
                    + " threw)"),
    UNKNOWN_SCHEMA_MODE(610, "ee.tasks.jpa.schema must be migrate, validate or none, was '%s'"),
    SCHEMA_SCRIPT_MISSING(
            611,
            "the database of %s lacks of the task schema: %s; run these scripts in this order (META-INF/ee-tasks/schema/%s/ in"
                    + " tasks-jpa-store.jar), or set ee.tasks.jpa.schema=migrate"),
    SCHEMA_SCRIPT_FAILED(612, "the schema script %s failed at its statement %s of %s, '%s': %s; %s"),
    SCHEMA_NEWER(
            613,
            Level.INFO,
            "the database has script %s of the task schema, and this version knows %s: it works with that, as in a rolling"
                    + " deployment or after one was taken back"),
    SCHEMA_BUSY(
            614,
            "another connection has held the lock for migrating the task schema for %s; see what it does, and start again"),
    MIGRATED_BY_HAND(
            615,
            "ee.tasks.jpa.schema=migrate is for H2, PostgreSQL and MariaDB; run the scripts META-INF/ee-tasks/schema/%s/*.sql"
                    + " of tasks-jpa-store.jar by hand, and set it to validate"),
    WORKER_LOST(620, "the worker '%s' was lost with this attempt; %s"),
    UNREADABLE_TOO_LONG(621, Parking.TOO_LONG),
    SCHEDULE_UNREADABLE(
            622,
            Level.ERROR,
            "schedule '%s' cannot be read here (%s): a time zone or a word that this node does not know; its ticks are left to"
                    + " nodes that do"),
    SCHEDULE_WITHOUT_TICK(
            623,
            Level.ERROR,
            "schedule '%s' has a due_at but no next_tick in ee_schedule, as after an edit by hand: no node runs it. Set"
                    + " next_tick and due_at to the same time (UTC), or both to null, and change the revision"),
    RENAME_LOST(
            624, "schedule '%s' was changed by another node while this one renamed it to '%s'; nothing was written"),
    PREDECESSOR_FORGOTTEN(
            630,
            "task '%s' depends on %s '%s', whose result is no longer kept: it was pruned, or its enqueue was rolled back, more than"
                    + " %s (ee.tasks.dependency-grace) ago; nothing was enqueued. Enqueue it without that, or keep results for"
                    + " longer (ee.tasks.retention.*)"),
    PREDECESSOR_NEVER_CAME(
            631,
            Level.WARNING,
            "cancelled %s tasks such as %s: they depend on %s '%s', and within %s (ee.tasks.dependency-grace) no such one was"
                    + " there. The transaction that enqueued it was probably rolled back; TaskResult.retry() runs them without it"),
    SNAPSHOTS_NEEDED(
            640,
            "the database has READ_COMMITTED_SNAPSHOT off: every enqueue that is not committed yet would stop the claims of all"
                    + " nodes, so the jpa backend does not start; run 'alter database current set read_committed_snapshot on with"
                    + " rollback immediate' while nothing else uses the database"),
    TICK_UNSEEN(
            670,
            "another node took the tick %s of schedule '%s' after this transaction began, which cannot see its task; nothing was"
                    + " written, and the tick keeps its one task"),
    UNKNOWN_STATUS(
            690,
            "the row of task %s has the status '%s', which this version does not know; a node of the version that wrote it"
                    + " can read it, and what was edited by hand needs one of %s"),
    STRAYS(
            691,
            Level.WARNING,
            "%s rows of ee_task %s, as after an edit by hand, such as %s; they are put right so far, and their status"
                    + " stays");

    private final int id;
    private final Level level;
    private final String template;

    /** For a message that an exception carries. */
    JpaMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    JpaMessage(int id, Level level, String template) {
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
