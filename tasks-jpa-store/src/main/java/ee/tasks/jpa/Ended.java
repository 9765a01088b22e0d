package ee.tasks.jpa;

import ee.tasks.TaskStatus;

/**
 * What was written for a completion.
 *
 * @param attempts the attempt that ended
 * @param awaited whether other tasks wait for this one, or may do so
 */
record Ended(String id, TaskStatus status, int attempts, boolean awaited) {

    Ended whichIsAwaited() {
        return new Ended(id, status, attempts, true);
    }
}
