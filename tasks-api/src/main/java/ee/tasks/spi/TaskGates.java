package ee.tasks.spi;

import java.util.List;

/**
 * Which gates a task has to pass, by the code and configuration of the node that asks. A store asks when it claims, since the limits
 * belong to the task's definition: what was stored with the task may be older. Thread-safe, and asks no database.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface TaskGates {

    /** No task is limited, or known. */
    TaskGates NONE = task -> List.of();

    /**
     * Returns the gates of a task.
     *
     * @param task a stored task; only its name, arguments and headers count
     * @return at most three, each of another {@linkplain Gate#id id}; empty if the task is not limited, is not known here, or has arguments
     *     from which no key can be read
     */
    List<Gate> of(TaskRecord task);
}
