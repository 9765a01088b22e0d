package ee.tasks;

/**
 * A backend that does not exist, cannot be used, or is configured wrongly; nothing was enqueued.
 *
 * @since 1.0
 */
public class InvalidBackendException extends TaskException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what is wrong and what to do, beginning with an id
     */
    public InvalidBackendException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what is wrong and what to do, beginning with an id
     * @param cause what led to it
     */
    public InvalidBackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
