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

    /** Whether a failed attempt may be followed by another: if not, the first is the last, whatever the task says. */
    default boolean allowsRetries() {
        return true;
    }

    /**
     * Keeps the progress, visible to others at once.
     *
     * @param progress in place of the last one
     */
    default void progress(TaskProgress progress) {}

    /**
     * Keeps a note, visible to others at once.
     *
     * @param key 1 to 255 characters
     * @param value the note; {@code null} removes the key
     */
    default void metadata(String key, String value) {}

    /**
     * Whether the task should stop.
     *
     * @return whether somebody asked for it, or the right to run it was lost
     */
    default boolean isStopping() {
        return false;
    }
}
