package ee.tasks.spi;

import ee.tasks.TaskException;

/**
 * A store could not do what it was asked.
 *
 * @since 1.0
 */
public class TaskStoreException extends TaskException {

    private static final long serialVersionUID = 1L;

    private final boolean lostRace;

    public TaskStoreException(String message, Throwable cause, boolean lostRace) {
        super(message, cause);
        this.lostRace = lostRace;
    }

    /** Whether another transaction was in the way (a deadlock, a serialization failure, a lock timeout): worth trying again. */
    public boolean isLostRace() {
        return lostRace;
    }
}
