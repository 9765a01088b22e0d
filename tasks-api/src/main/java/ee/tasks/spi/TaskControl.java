package ee.tasks.spi;

import ee.tasks.TaskProgress;

/**
 * What a running task's {@link ee.tasks.TaskContext} reaches of the backend that runs it.
 *
 * @since 1.0
 */
public interface TaskControl {

    /** For backends that keep neither progress nor metadata and cannot stop a running task. */
    TaskControl NONE = new TaskControl() {};

    /** Keeps the progress. */
    default void progress(TaskProgress progress) {}

    /** Keeps a note; a {@code null} value removes it. */
    default void metadata(String key, String value) {}

    /** Whether the task should stop. */
    default boolean isStopping() {
        return false;
    }
}
