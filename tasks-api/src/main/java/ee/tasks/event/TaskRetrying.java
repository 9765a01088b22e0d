package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired after an attempt failed and another one will follow, at {@link TaskResult#runAfter()}. Without a delay, the next attempt may have
 * started, or finished, before an observer is called.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result as it is when the event is fired, the failure among its errors: READY unless the next attempt has started
 * @since 1.0
 */
public record TaskRetrying(TaskResult<?> result) {}
