package ee.tasks.spi;

/**
 * What a backend may be able to do beyond taking invocations. Using one that it lacks is refused at enqueue.
 *
 * @since 1.0
 */
public enum Feature {
    /** {@code runAfter}. */
    DEFER,
    /** Priorities decide the order. */
    PRIORITY,
    /** Results can be found by id, and refreshed. */
    RESULTS,
    /** Invocations can be cancelled. */
    CANCEL,
    /** What failed, or was cancelled, can be retried. */
    RETRY,
    /** Unique keys. */
    UNIQUE,
    /** {@code dependsOn}. */
    DEPENDENCIES,
    /** {@code enqueueAll}. */
    BULK,
    /** {@code @Recurring} and {@code TaskSchedules}. */
    SCHEDULES
}
