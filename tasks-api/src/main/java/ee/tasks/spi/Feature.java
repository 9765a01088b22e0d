package ee.tasks.spi;

/**
 * What a backend may support besides running tasks. An enqueue that needs a missing feature is refused with an exception. Later versions
 * add constants: a backend lists those that it supports, never all that there are.
 *
 * @since 1.0
 */
public enum Feature {
    /** {@code runAfter}. */
    DEFER,
    /** Tasks of a higher priority run first. */
    PRIORITY,
    /** Results can be found by their ids, and refreshed. */
    RESULTS,
    /** Tasks can be cancelled. */
    CANCEL,
    /** FAILED and CANCELLED tasks can be retried. */
    RETRY,
    /** Unique keys. */
    UNIQUE,
    /** {@code dependsOn}. */
    DEPENDENCIES,
    /** {@code enqueueAll}. */
    BULK,
    /** {@code @Recurring} and {@code TaskSchedules}. */
    SCHEDULES,
    /** Headers travel with the task. */
    HEADERS,
    /** {@code @Limit}. */
    LIMITS,
    /** {@code TaskAdmin} pauses and resumes. */
    PAUSE,
    /** {@code TaskAdmin} frees slots of strict limits. */
    ADMIN,
    /** {@code ordered}. */
    ORDER,
    /** {@code expireAfter}. */
    EXPIRY
}
