package ee.tasks;

/**
 * A backend that does not exist, cannot be used, or is configured wrongly; nothing was enqueued.
 *
 * @since 1.0
 */
public class InvalidBackendException extends TaskException {

    private static final long serialVersionUID = 1L;

    public InvalidBackendException(String message) {
        super(message);
    }

    public InvalidBackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
