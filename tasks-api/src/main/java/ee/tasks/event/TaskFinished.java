package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired when a task became SUCCESSFUL, FAILED or CANCELLED, after that was written: on the node that ran its last attempt,
 * rescued it or gave it up; for {@link TaskResult#cancel()} on the caller's thread, inside its transaction. Best effort: a node
 * that dies between the write and the event fires none.
 *
 * <p>None is fired for what is CANCELLED along with others before it runs: because what it depends on failed or was cancelled, or
 * by {@link ee.tasks.TaskFlow#cancel()}. Nor where a task that was asked to stop is CANCELLED when its node gives it back or puts
 * it aside. Their results still say so.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result, finished
 * @since 1.0
 */
public record TaskFinished(TaskResult<?> result) {}
