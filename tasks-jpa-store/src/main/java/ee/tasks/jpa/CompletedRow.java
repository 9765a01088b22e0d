package ee.tasks.jpa;

import ee.tasks.TaskStatus;

/**
 * A task's row as a completion left it.
 *
 * @param attempts the number of the attempt that was completed
 * @param awaited whether other tasks wait for this one, or may do so
 */
record CompletedRow(String id, TaskStatus status, int attempts, boolean awaited) {

    CompletedRow whichIsAwaited() {
        return new CompletedRow(id, status, attempts, true);
    }
}
