package ee.tasks.engine;

import ee.tasks.NumberedMessage;
import java.lang.System.Logger.Level;

/** The messages of the engine, ids 220 to 259. An id is never given to another message. */
public enum CoreMessage implements NumberedMessage {
    NOT_A_TASK(220, "%s.%s is not a task; %s"),
    SEVERAL_TASKS(221, "%s.%s matches several tasks: %s; write the method reference with the bean class instead"),
    BACKEND_UNKNOWN(222, "there is no backend '%s'; configured are: %s%s"),
    BACKEND_NOT_STARTED(223, "backend '%s' could not be started: %s"),
    QUEUE_NOT_OF_BACKEND(
            224,
            "backend '%2$s' does not serve queue '%1$s', only %3$s%4$s; choose one of these, or add '%1$s' to"
                    + " ee.tasks.backends.%2$s.queues"),
    BULK_WITH_UNIQUE_KEY(
            225,
            "enqueueAll cannot be called on a TaskQueue with a unique key, since all invocations would share that"
                    + " key; give each invocation its own"),
    BULK_WITH_SEVERAL_BACKENDS(
            226,
            "enqueueAll takes invocations of one backend, but these go to '%s' and '%s'; call it once for each"
                    + " backend"),
    RESULT_NOT_SUCCESSFUL(227, "task '%s' (id %s) has no return value: it is %s%s"),
    AWAIT_IN_TRANSACTION(
            228,
            "the task with id %s was enqueued in this transaction and runs only after its commit; call await after"
                    + " the commit"),
    OUTSIDE_A_TASK(
            229,
            "TaskContext is only available inside a running task, on its thread; for another thread, call"
                    + " context.current() in the task and pass on what it returns"),
    TASK_UNKNOWN(230, "there is no task '%s' in this deployment%s"),
    RESULT_ID_MISSING(231, "the id of a result must not be null; store result.id() and ask with exactly that text"),
    CANCELLED(
            232, "the task with id %s was asked to stop: it was cancelled, is past its timeout, or its claim was lost"),
    STAGE_MISSING(233, "task '%s' must return a CompletionStage, but returned null"),
    ENQUEUED(234, Level.DEBUG, "enqueued: %s id=%s queue=%s backend=%s"),
    STARTED(235, Level.INFO, "RUNNING: %s id=%s attempt=%s"),
    SUCCEEDED(236, Level.INFO, "SUCCESSFUL: %s id=%s attempt=%s"),
    RETRYING(237, Level.WARNING, "READY again after a failure: %s id=%s attempt=%s of %s, next in %s: %s"),
    FAILED(238, Level.ERROR, "FAILED: %s id=%s attempt=%s: %s"),
    WAS_CANCELLED(239, Level.INFO, "CANCELLED: %s id=%s"),
    OBSERVER_FAILED(240, Level.WARNING, "an observer of %s failed for task '%s'; the task is not affected"),
    HAND_OVER_FAILED(241, Level.ERROR, "backend '%s' rejected task %s (id %s) after the commit; the task is lost"),
    HAND_OVER_SLOW(
            242,
            Level.WARNING,
            "tasks that the transaction enqueued are still running after %s (ee.tasks.immediate.wait); the commit"
                    + " returns without waiting for them"),
    LOST_WITH_ITS_WORKER(243, Level.ERROR, "FAILED: %s id=%s was lost with its worker and does not run again: %s"),
    STAGE_TOO_LATE(
            244, "the stage of task '%s' did not complete within ee.tasks.stage-timeout (%s), so the attempt failed"),
    BACKEND_NOT_STOPPED(245, Level.ERROR, "stopping backend %s failed; the other backends are stopped anyway"),
    NO_THREAD_TO_HAND_OVER(
            246,
            Level.ERROR,
            "%s task(s) of a committed transaction are lost: there is no thread to hand them to their backend"),
    BACKEND_STOPPED(247, "backend '%s' cannot be used any more: the application is stopping; enqueue earlier"),
    STAGE_TIMED_OUT(
            248, "the stage of task '%s' did not complete within the task's timeout (%s), so the attempt failed"),
    NO_ATTEMPT_LEFT(249, "the task asks for another attempt in %s, but has made all of its %s attempt(s); %s"),
    NOT_ROLLED_BACK(
            250,
            Level.WARNING,
            "rolling back the transaction of a task failed, and it stays on its thread: %s. Nothing of it is"
                    + " committed. Its locks stay, and atomic tasks on this thread fail, until the server ends it"),
    NOT_FINISHED(
            251,
            "task '%s' (id %s) was reported as finished, but its status is %s; report it once its final status is"
                    + " stored"),
    ATOMIC_AGAIN(
            252,
            Level.DEBUG,
            "retrying atomic task %s in a new transaction: call %s conflicted with another transaction (%s)"),
    ATOMIC_ROLLBACK_ONLY(
            253,
            "atomic task '%s' returned, but its transaction is marked rollback-only, so nothing of it is committed"
                    + " and the attempt failed; throw an exception instead"),
    ATOMIC_TOO_LATE(
            254,
            "atomic task '%s' returned after its transaction was rolled back, most likely by its timeout (%s); give"
                    + " the task a longer timeout, or split its work"),
    ATOMIC_ENDED(
            255,
            "atomic task '%s' ended its transaction itself, which only EE Tasks may do; remove that, or leave atomic"
                    + " out. What the task committed stays committed"),
    UNREADABLE_TOO_LONG(
            256,
            Level.ERROR,
            "FAILED: %s id=%s could not be read by any node within ee.tasks.unreadable-grace; its arguments are"
                    + " untouched"),
    TRANSACTION_LEFT_OPEN(
            257,
            "task '%s' returned without ending the transaction that it began; EE Tasks rolls it back, and the attempt"
                    + " failed"),
    TASK_OF_NO_BEAN(258, Level.WARNING, "%s has @Task, but no bean has it as a method: %s"),
    SCOPE_UNKNOWN(
            259,
            Level.WARNING,
            "%s belongs to a bean in the scope @%s, which EE Tasks does not know: if that scope is not active on the"
                    + " threads of workers, each attempt fails");

    private final Declaration declaration;

    /** For a message that an exception carries. */
    CoreMessage(int id, String template) {
        this(id, Level.ERROR, template);
    }

    CoreMessage(int id, Level level, String template) {
        declaration = new Declaration(id, level, template);
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }
}
