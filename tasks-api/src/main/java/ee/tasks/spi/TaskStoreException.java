package ee.tasks.spi;

import ee.tasks.TaskException;

/**
 * Thrown if a store could not do something: it cannot be reached, or another transaction was in the way.
 *
 * @since 1.0
 */
public class TaskStoreException extends TaskException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_DEPTH = 100;

    private final boolean lostRace;

    /**
     * Makes one with a message and the store's own exception.
     *
     * @param message what could not be done, starting with a message id
     * @param cause the store's exception, or {@code null}
     * @param lostRace whether another transaction was in the way
     */
    public TaskStoreException(String message, Throwable cause, boolean lostRace) {
        super(message, cause);
        this.lostRace = lostRace;
    }

    /**
     * Whether another transaction was in the way (a deadlock, a serialization failure, a lock timeout).
     *
     * @return {@code true} if the same may succeed now, in a new transaction
     */
    public boolean isLostRace() {
        return lostRace;
    }

    /**
     * Whether a failure is, or was caused by, a {@link TaskStoreException} with {@link #isLostRace()}.
     *
     * @param failure any exception, or {@code null}
     * @return {@code true} if there is one among the failure and its first 100 causes
     */
    public static boolean isLostRace(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) { // causes may go in circles
            if (cause instanceof TaskStoreException store && store.isLostRace()) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
