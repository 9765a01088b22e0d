package ee.tasks.spi;

import ee.tasks.TaskException;

/**
 * A store could not do what it was asked.
 *
 * @since 1.0
 */
public class TaskStoreException extends TaskException {

    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 100;

    private final boolean lostRace;

    /**
     * With a message and the store's own exception.
     *
     * @param message what could not be done, beginning with an id
     * @param cause the store's exception
     * @param lostRace whether another transaction was in the way
     */
    public TaskStoreException(String message, Throwable cause, boolean lostRace) {
        super(message, cause);
        this.lostRace = lostRace;
    }

    /**
     * Whether another transaction was in the way (a deadlock, a serialization failure, a lock timeout).
     *
     * @return whether it is worth trying again at once
     */
    public boolean isLostRace() {
        return lostRace;
    }

    /**
     * Whether the failure is, or was caused by, a store's that had another transaction in its way.
     *
     * @param failure any
     * @return whether a cause says {@link #isLostRace()}
     */
    public static boolean isLostRace(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) { // causes may go in circles
            if (cause instanceof TaskStoreException store && store.isLostRace()) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
