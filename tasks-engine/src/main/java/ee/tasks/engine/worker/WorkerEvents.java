package ee.tasks.engine.worker;

import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;

/** Told after the completion of an attempt was written, on the thread that ran it or another of the executor; must not throw. */
public interface WorkerEvents {

    /**
     * @param task the task as it was claimed
     * @param outcome as the store wrote it: cancelled if another attempt was to follow, and the task's cancellation was requested
     */
    void attempted(TaskRecord task, Outcome outcome);

    /** A task that was lost too often: a rescue made it FAILED. */
    void lost(String id);

    /** A task that was lost after its cancellation was requested: a rescue made it CANCELLED. */
    default void cancelled(String id) {}

    /** A task that nobody could read for too long, and that is FAILED. */
    default void unreadable(String id) {
        lost(id);
    }
}
