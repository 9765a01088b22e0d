package ee.tasks;

/**
 * A task, its options or its arguments break a rule; nothing was enqueued. The message says which, and what to do.
 *
 * @since 1.0
 */
public class InvalidTaskException extends TaskException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message which rule is broken and what to do, beginning with an id
     */
    public InvalidTaskException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message which rule is broken and what to do, beginning with an id
     * @param cause what led to it
     */
    public InvalidTaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
