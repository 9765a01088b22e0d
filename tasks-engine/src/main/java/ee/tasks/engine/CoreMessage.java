package ee.tasks.engine;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages of the engine, ids 220 to 259. An id is never given to another message. */
public enum CoreMessage implements NumberedMessage {
    NOT_A_TASK(220, "%s.%s is not a task; %s"),
    SEVERAL_TASKS(221, "%s.%s means several tasks here: %s; name the bean class instead"),
    BACKEND_UNKNOWN(222, "there is no backend '%s'; configured are: %s%s"),
    BACKEND_NOT_STARTED(223, "backend '%s' could not be started: %s"),
    QUEUE_NOT_OF_BACKEND(
            224,
            "queue '%1$s' is not among the queues of backend '%2$s': %3$s%4$s; choose one of these, or add '%1$s' to"
                    + " ee.tasks.backends.%2$s.queues"),
    BULK_WITH_UNIQUE_KEY(
            225,
            "enqueueAll on a queue copy with a unique key would give one key to all; give each invocation its own"),
    BULK_WITH_SEVERAL_BACKENDS(
            226, "enqueueAll takes invocations of one backend, and these go to '%s' and '%s'; call it once for each"),
    RESULT_NOT_SUCCESSFUL(227, "the result of %s '%s' has no return value: it is %s%s"),
    AWAIT_IN_TRANSACTION(
            228,
            "task %s was enqueued by this transaction and does not run before it commits; await it after the commit"),
    OUTSIDE_A_TASK(
            229,
            "TaskContext is only available inside a running task, on the thread that runs it; elsewhere take"
                    + " context.current() first"),
    TASK_UNKNOWN(230, "there is no task '%s' in this deployment%s"),
    RESULT_ID_MISSING(231, "the id of a result must not be null; store result.id() and ask with exactly that text"),
    CANCELLED(232, "task %s was asked to stop"),
    STAGE_MISSING(233, "task %s must return a CompletionStage, and returned null"),
    ENQUEUED(234, Level.DEBUG, "enqueued: %s id=%s queue=%s backend=%s"),
    STARTED(235, Level.INFO, "RUNNING: %s id=%s attempt=%s"),
    SUCCEEDED(236, Level.INFO, "SUCCESSFUL: %s id=%s attempt=%s"),
    RETRYING(237, Level.WARNING, "READY again after a failure: %s id=%s attempt=%s of %s, next in %s: %s"),
    FAILED(238, Level.ERROR, "FAILED: %s id=%s attempt=%s: %s"),
    WAS_CANCELLED(239, Level.INFO, "CANCELLED: %s id=%s"),
    OBSERVER_FAILED(240, Level.WARNING, "an observer of %s threw for %s; that changes nothing for the task"),
    HAND_OVER_FAILED(241, Level.ERROR, "backend '%s' did not take %s id=%s after the commit; it is lost"),
    HAND_OVER_SLOW(
            242, Level.WARNING, "the tasks that a transaction enqueued still run after %s; the commit waits no longer"),
    LOST_WITH_ITS_WORKER(243, Level.ERROR, "FAILED: %s id=%s was lost with its worker and does not run again: %s"),
    STAGE_TOO_LATE(
            244, "the stage that task %s returned took longer than ee.tasks.stage-timeout, %s, and was given up"),
    BACKEND_NOT_STOPPED(
            245, Level.ERROR, "the backend %s threw when it was to stop; the others are stopped nevertheless"),
    NO_THREAD_TO_HAND_OVER(
            246,
            Level.ERROR,
            "there is no thread to hand over the %s task(s) that a transaction enqueued; they are lost"),
    BACKEND_STOPPED(247, "backend '%s' is needed while the application is being stopped; enqueue earlier"),
    STAGE_TIMED_OUT(248, "the stage that task %s returned took longer than the task's timeout, %s, and was given up"),
    NO_ATTEMPT_LEFT(
            249,
            "the task asks for another attempt in %s, and all it has, %s, are made; raise max of its @Attempts, on a backend"
                    + " other than immediate"),
    NOT_ROLLED_BACK(
            250,
            Level.WARNING,
            "the transaction of a task could not be rolled back and stays on its thread: %s. Nothing of it is committed; what it"
                    + " locked stays locked, and atomic tasks on this thread fail, until the server ends it"),
    NOT_FINISHED(
            251, "task %s id=%s was reported as finished, and it is %s; report it once its final status is stored"),
    ATOMIC_AGAIN(
            252,
            Level.DEBUG,
            "atomic task %s is called again in a fresh transaction, another was in the way of call %s: %s"),
    ATOMIC_ROLLBACK_ONLY(
            253,
            "atomic task %s returned, and its transaction was marked rollback-only; throw what is wrong instead. Nothing"
                    + " of it is committed"),
    ATOMIC_TOO_LATE(
            254,
            "atomic task %s returned after its transaction had been rolled back, most likely because its time was up (%s);"
                    + " give the task a longer timeout, or less to do"),
    ATOMIC_ENDED(
            255,
            "atomic task %s ended its transaction itself; leave that to EE Tasks, or leave atomic out. What it committed"
                    + " stays"),
    UNREADABLE_TOO_LONG(
            256,
            Level.ERROR,
            "FAILED: %s id=%s could not be read by any node within ee.tasks.unreadable-grace; its arguments are"
                    + " untouched"),
    TRANSACTION_LEFT_OPEN(
            257,
            "task %s returned without ending the transaction that it began; it is rolled back, since the next task on this"
                    + " thread would join it"),
    TASK_OF_NO_BEAN(258, Level.WARNING, "%s carries @Task, and is no method of a bean: %s"),
    SCOPE_UNKNOWN(
            259,
            Level.WARNING,
            "%s belongs to a bean in the scope @%s, which EE Tasks does not know: each of its runs fails if that scope is not"
                    + " active on the threads of workers");

    private final int id;
    private final Level level;
    private final String template;

    /** For a message that an exception carries. */
    CoreMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    CoreMessage(int id, Level level, String template) {
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
