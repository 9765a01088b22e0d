package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired after an attempt failed that another one follows; {@link TaskResult#runAfter()} says when. An attempt without a delay may
 * have begun, or ended, before an observer hears of it.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the result as it is when the event is fired, the failure among its errors: READY unless the next attempt has begun
 * @since 1.0
 */
public record TaskRetrying(TaskResult<?> result) {}
