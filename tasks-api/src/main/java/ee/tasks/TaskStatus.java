package ee.tasks;

/**
 * Where an enqueued task is on its way.
 *
 * <pre>
 * WAITING -> READY -> RUNNING -> SUCCESSFUL
 *               ^        |-----> FAILED
 *               +--------+ (another attempt)
 * WAITING, READY or RUNNING -> CANCELLED
 * </pre>
 *
 * @since 1.0
 */
public enum TaskStatus {
    /** Due, or waiting for its {@code runAfter}. */
    READY,
    /** Waiting for the tasks it depends on. */
    WAITING,
    /** Claimed by a worker. */
    RUNNING,
    /** Finished, with a return value (which may be {@code null}). */
    SUCCESSFUL,
    /** Finished: its last attempt failed. */
    FAILED,
    /** Finished: cancelled before it could succeed. */
    CANCELLED;

    /**
     * Whether it will never change again.
     *
     * @return {@code true} for SUCCESSFUL, FAILED and CANCELLED
     */
    public boolean isFinished() {
        return this == SUCCESSFUL || this == FAILED || this == CANCELLED;
    }
}
