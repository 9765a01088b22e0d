package ee.tasks;

/**
 * A task, its options or its arguments break a rule; nothing was enqueued. The message says which, and what to do.
 *
 * @since 1.0
 */
public class InvalidTaskException extends TaskException {

    private static final long serialVersionUID = 1L;

    public InvalidTaskException(String message) {
        super(message);
    }

    public InvalidTaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
