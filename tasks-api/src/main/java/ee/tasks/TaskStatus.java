package ee.tasks;

/**
 * The status of a task.
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
     * Whether the task has finished. Only a {@linkplain TaskResult#retry() retry} changes the status then.
     *
     * @return {@code true} for SUCCESSFUL, FAILED and CANCELLED
     */
    public boolean isFinished() {
        return this == SUCCESSFUL || this == FAILED || this == CANCELLED;
    }
}
