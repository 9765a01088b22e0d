package ee.tasks.engine.worker;

import ee.tasks.NumberedMessage;
import ee.tasks.engine.text.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages of the worker, ids 400 to 499. An id is never given to another message. */
enum WorkerMessage implements NumberedMessage {
    STARTED(400, Level.INFO, "worker '%s' of backend '%s' starts: up to %s tasks at once, queues %s"),
    STOPPED(
            401,
            Level.INFO,
            "worker '%s' of backend '%s' stopped: %s tasks given back, %s still running and left to be rescued"),
    JOINED(402, Level.INFO, "worker takes tasks as node '%s'"),
    STORE_AWAY(
            403,
            Level.WARNING,
            "the store fails (%s: %s). The worker tries again with growing pauses; no task is lost"),
    STORE_BACK(404, Level.INFO, "the store works again after %s"),
    NODE_LOST(
            405,
            Level.WARNING,
            "node '%s' lost its lease: %s. Its %s tasks here are interrupted and their outcomes dropped; they run again, or become"
                    + " FAILED with rerunIfLost = false"),
    ROUND_FAILED(
            406,
            Level.ERROR,
            "unexpected error in worker thread '%s' (%s). The thread goes on with its next round; please report it"),
    NO_THREAD(
            407,
            Level.ERROR,
            "the server's thread factory made no thread for '%s'; probably the application is being stopped"),
    OUTCOME_REFUSED(
            408,
            Level.WARNING,
            "the store refused the outcome of task '%s' (id %s) again and again, so the task becomes FAILED with this error instead"),
    CLAIM_REFUSED(
            409,
            Level.ERROR,
            "the store refuses every write about the run of task '%s' (id %s), last: %s. The worker gives up its claim; the task is"
                    + " rescued, and becomes FAILED after ee.tasks.worker.max-losses"),
    PARKED(
            410,
            Level.WARNING,
            "parked task '%s' (id %s); it waits for a node that can run it. Logged once per task name. Why not here: %s"),
    UNKNOWN_TASK(
            411,
            Level.WARNING,
            "no bean of node '%s' has a @Task named '%s'; if the task belongs to another application, give each application its own"
                    + " ee.tasks.namespace%s"),
    EVENT_FAILED(
            412, Level.WARNING, "an event for a finished task could not be delivered; the task itself is not affected"),
    STILL_RUNNING(
            413,
            Level.WARNING,
            "task '%s' (id %s) still runs %s after it was asked to stop, and the worker stops without it. Another node runs the task"
                    + " again, or it becomes FAILED with rerunIfLost = false"),
    THREAD_LEFT(
            414,
            Level.WARNING,
            "worker thread '%s' has not ended: it waits for the store, and ends when the store answers"),
    INTERNAL_ERROR(415, Level.ERROR, "internal error while running task '%s' (id %s); please report it"),
    OUTCOMES_UNWRITTEN(
            416,
            Level.WARNING,
            "%s outcomes could not be written before the worker stopped; these tasks run again after their rescue"),
    TIMED_OUT(
            417,
            Level.WARNING,
            "the attempt took longer than the timeout of task '%s', %s; the stack trace shows where it was then"),
    ABANDONED(
            418,
            Level.WARNING,
            "task '%s' (id %s) is past its timeout and still runs %s after it was asked to stop. Its attempt has failed, and what"
                    + " the method still returns is dropped. Threads held like this: %s"),
    ALL_ABANDONED(
            419,
            Level.ERROR,
            "worker '%s' runs no more tasks: all of its %s threads are held by tasks past their timeout. It goes on when one of them"
                    + " returns. Find in a thread dump where they hang, and restart the application"),
    ABANDONED_LEFT(
            420,
            Level.WARNING,
            "the application stops while tasks past their timeout still hold %s threads; its classes stay in memory until these"
                    + " end"),
    NOTICES_DROPPED(
            421,
            Level.WARNING,
            "observers of task events are too slow: %s events wait, and the current one has taken %s. New events and their log"
                    + " lines are dropped until the waiting ones are delivered; tasks go on. Find the observer in a thread dump"),
    NOTICES_CAUGHT_UP(422, Level.INFO, "all waiting task events are delivered; %s were dropped since EETASK0421"),
    NOTICES_LEFT(
            423,
            Level.WARNING,
            "%s task events were not delivered before the worker stopped, since an observer is too slow: the current event has taken"
                    + " %s. Tasks and their outcomes are not affected"),
    PRUNE_FAILED(430, Level.WARNING, "old tasks could not be deleted; the next try is in about %s"),
    PRUNED(431, Level.INFO, "deleted %s finished tasks whose retention has ended"),
    SCHEDULE_RETIRED(
            440,
            Level.INFO,
            "schedule '%s' is retired: no node of this namespace declares it in its code any more. Its ticks pass without a run"
                    + " until a node declares it again"),
    SCHEDULE_FAILING(
            441,
            Level.WARNING,
            "this node cannot compute the ticks of schedule '%s' (%s). It tries again after all other schedules; nodes that can"
                    + " compute them take the ticks"),
    TICK_LEFT_OUT(
            442,
            Level.INFO,
            "schedule '%s' skips its tick of %s: its previous run, id %s, has not finished. Logged once per run; with overlap = QUEUE"
                    + " the tick would be enqueued"),
    NOT_DECLARED(
            443, Level.WARNING, "this node could not %s (%s). It tries again in a minute; all other schedules go on"),
    TICKS_TOO_OLD(
            444,
            Level.WARNING,
            "%s ticks of %s schedules, for example '%s', do not run: they are older than missed allows (a minute with NONE, catchUp"
                    + " with ONCE and ALL). The schedules go on with their next ticks; with missed = ONCE one of the missed ticks"
                    + " runs"),
    TIMERS_REFUSED(
            450, Level.WARNING, "the server provides no timers (%s); the worker uses its own clock until it does"),
    TIMERS_SET(451, Level.INFO, "the server provides timers again, and the worker uses them"),
    TICKS_REFUSED(
            452,
            Level.WARNING,
            "the store could not take the ticks of schedule '%s' (%s). This node tries again after all other schedules"),
    NOT_IMPLEMENTED(453, Level.WARNING, "the store of backend '%s' does not implement %s: %s. Logged once per worker");

    static final Logger LOG = System.getLogger("ee.tasks.worker");

    private final Declaration declaration;

    WorkerMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
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
