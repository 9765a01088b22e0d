package ee.tasks.spi;

/**
 * Thrown while a store has not been reached since it was started. The store has logged that, and tries again on each use.
 *
 * @since 1.0
 */
public class StoreNotReachedException extends TaskStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and the store's own exception.
     *
     * @param message what cannot be reached, beginning with an id
     * @param cause the store's exception
     */
    public StoreNotReachedException(String message, Throwable cause) {
        super(message, cause, false);
    }
}
