package ee.tasks.engine.worker;

import ee.tasks.NumberedMessage;
import ee.tasks.engine.text.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages of the worker, ids 400 to 499. An id is never given to another message. */
enum WorkerMessage implements NumberedMessage {
    STARTED(400, Level.INFO, "worker '%s' of backend '%s' starts: up to %s tasks at once, queues %s"),
    STOPPED(401, Level.INFO, "worker '%s' of backend '%s' stopped: %s tasks given back, %s left to be rescued"),
    JOINED(402, Level.INFO, "worker takes tasks as node '%s'"),
    STORE_AWAY(403, Level.WARNING, "the store does not answer (%s: %s); retried with growing pauses, nothing is lost"),
    STORE_BACK(404, Level.INFO, "the store answers again after %s"),
    NODE_LOST(
            405,
            Level.WARNING,
            "node '%s' could not renew its lease in time or was given up: its %s tasks are interrupted, their outcomes"
                    + " dropped; others run them again. Look for long pauses of this JVM or of the database"),
    ROUND_FAILED(406, Level.ERROR, "a round of '%s' failed unexpectedly (%s); the next follows"),
    NO_THREAD(407, Level.ERROR, "the thread factory made no thread for '%s'; is the application being stopped?"),
    OUTCOME_REFUSED(
            408,
            Level.WARNING,
            "the store refuses the outcome of task '%s', id %s; its attempt ends FAILED with a plain error instead"),
    CLAIM_REFUSED(
            409,
            Level.ERROR,
            "the store refuses every end of task '%s', id %s; left to be rescued, which ends after max-losses"),
    PARKED(
            410,
            Level.WARNING,
            "task '%s', id %s and such, is put aside for a node that can run it: %s (said once for each task)"),
    UNKNOWN_TASK(
            411,
            Level.WARNING,
            "no task named '%s' is known to node '%s' (if it belongs to another application,"
                    + " give each its own ee.tasks.namespace)%s"),
    EVENT_FAILED(412, Level.WARNING, "telling about the end of a task failed; the task is not touched by it"),
    STILL_RUNNING(
            413,
            Level.WARNING,
            "task '%s', id %s, still runs %s after it was told to stop; others run it again unless rerunIfLost = false"),
    THREAD_LEFT(414, Level.WARNING, "the thread '%s' has not ended; it waits for the store and ends when that answers"),
    OUTCOME_UNREADABLE(415, Level.ERROR, "running a task failed outside of it"),
    OUTCOMES_UNWRITTEN(416, Level.WARNING, "%s outcomes could not be written before the stop; those tasks run again"),
    TIMED_OUT(
            417,
            Level.WARNING,
            "the attempt took longer than the timeout of task '%s', %s; the stack trace shows where it was then"),
    ABANDONED(
            418,
            Level.WARNING,
            "task '%s', id %s, is past its timeout and still runs %s after it was told to stop: its attempt has failed, what it"
                    + " comes to now is dropped (threads that are held like this: %s)"),
    ALL_ABANDONED(
            419,
            Level.ERROR,
            "worker '%s' has no thread left for tasks: all %s are held by tasks past their timeout. Find out where they hang;"
                    + " nothing runs here until one returns or the application is started anew"),
    ABANDONED_LEFT(
            420, Level.WARNING, "%s threads are still held by tasks past their timeout while the application stops"),
    NOTICES_DROPPED(
            421,
            Level.WARNING,
            "observers of task events are too slow: %s events wait, the present one has taken %s. Further events, with their log"
                    + " lines, are dropped until all that waits is told; tasks go on. Find the observer in a thread dump"),
    NOTICES_CAUGHT_UP(422, Level.INFO, "all task events that waited are told; %s were dropped since EETASK0421"),
    NOTICES_LEFT(
            423,
            Level.WARNING,
            "%s task events were not told before the stop, the present one has taken %s: an observer is too slow; tasks and"
                    + " their outcomes are not affected"),
    PRUNE_FAILED(430, Level.WARNING, "old tasks could not be deleted; tried again in about %s"),
    PRUNED(431, Level.INFO, "%s finished tasks were deleted, which are kept no longer"),
    SCHEDULE_RETIRED(
            440,
            Level.INFO,
            "schedule '%s' is retired: no node of this namespace declares it in its code any longer; its ticks pass"),
    SCHEDULE_FAILING(
            441,
            Level.WARNING,
            "the ticks of schedule '%s' cannot be taken here (%s); tried again after all others, and left to nodes that can"),
    TICK_LEFT_OUT(
            442,
            Level.INFO,
            "schedule '%s' leaves out its tick of %s, since its run before, id %s, has not finished; overlap = QUEUE would"
                    + " still enqueue it (said once for each run)"),
    NOT_DECLARED(
            443,
            Level.WARNING,
            "not all schedules that the code declares could be written (%s); tried again in a minute, the others go on"),
    TICKS_TOO_OLD(
            444,
            Level.WARNING,
            "%s ticks of %s schedules, '%s' among them, do not run: they are older than missed allows (a minute with NONE, catchUp"
                    + " with ONCE and ALL). The schedules go on with their next ticks; missed = ONCE runs one of those that were"
                    + " missed"),
    TIMERS_REFUSED(
            450, Level.WARNING, "the server has no timers to give (%s); the worker goes by its own clock until it has"),
    TIMERS_SET(451, Level.INFO, "the server has timers to give again, and the worker goes by them");

    static final Logger LOG = System.getLogger("ee.tasks.worker");

    private final int id;
    private final Level level;
    private final String template;

    WorkerMessage(int id, Level level, String template) {
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

    void log(Object... facts) {
        log(LOG, facts);
    }

    void log(Throwable cause, Object... facts) {
        log(LOG, LogText.indented(cause), facts);
    }

    static void debug(String template, Object... facts) {
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, NumberedMessage.line(template, facts));
        }
    }
}
