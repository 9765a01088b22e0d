package ee.tasks.event;

import ee.tasks.TaskResult;

/**
 * Fired when a task was enqueued, on the caller's thread and inside its transaction: observe it
 * {@code during = TransactionPhase.AFTER_SUCCESS} to act on what was committed only. For {@code enqueueAll} it is fired as
 * each invocation is read, before it is written.
 *
 * <p>A CDI event, for synchronous and asynchronous observers, qualified with {@link ee.tasks.OfTask}. An observer that throws is
 * logged and changes nothing.
 *
 * @param result the new result
 * @since 1.0
 */
public record TaskEnqueued(TaskResult<?> result) {}
