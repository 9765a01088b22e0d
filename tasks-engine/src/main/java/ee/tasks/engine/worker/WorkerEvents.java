package ee.tasks.engine.worker;

import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;

/** Told after the end of an attempt was written, on the thread that ran it or another of the executor; must not throw. */
public interface WorkerEvents {

    /**
     * @param task the task as it was claimed
     * @param outcome as the store wrote it: cancelled if another attempt was to follow, and the task's cancellation was requested
     */
    void ended(TaskRecord task, Outcome outcome);

    /** A task that a rescue round ended FAILED. */
    void lost(String id);

    /** A task that was to stop and was lost, and that a rescue round ended CANCELLED. */
    default void cancelled(String id) {}

    /** A task that nobody could read for too long, and that is FAILED. */
    default void unreadable(String id) {
        lost(id);
    }
}
