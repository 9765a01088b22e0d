package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired when a task became SUCCESSFUL, FAILED or CANCELLED, after that was written. Best effort: a node that dies
 * between the write and the event fires none.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result, finished
 * @since 1.0
 */
public record TaskFinished(TaskResult<?> result) {}
