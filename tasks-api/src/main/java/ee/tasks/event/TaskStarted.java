package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired on the worker's thread before an attempt.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result, RUNNING
 * @since 1.0
 */
public record TaskStarted(TaskResult<?> result) {}
