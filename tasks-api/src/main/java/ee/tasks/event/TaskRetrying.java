package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired after an attempt failed and before another one will be made; {@link TaskResult#runAfter()} says when.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result, READY again, the failure last among its errors
 * @since 1.0
 */
public record TaskRetrying(TaskResult<?> result) {}
