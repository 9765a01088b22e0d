package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired after a task became SUCCESSFUL, FAILED or CANCELLED, on the node that ran its last attempt, rescued it, or failed it as unreadable.
 * {@link TaskResult#cancel()} fires it on the caller's thread, inside its transaction. Best effort: a node that dies between the write
 * and the event fires none.
 *
 * <p>Not fired for tasks that are CANCELLED before they run because a dependency failed or was cancelled, or by
 * {@link ee.tasks.TaskFlow#cancel()}; nor for a task whose cancellation was requested and that becomes CANCELLED when its node releases or
 * parks it. Their results have the status.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result, finished
 * @since 1.0
 */
public record TaskFinished(TaskResult<?> result) {}
