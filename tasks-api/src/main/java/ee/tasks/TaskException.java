package ee.tasks;

/**
 * The root of what EE Tasks throws; unchecked. Messages start with an id such as {@code EETASK0012} and never contain a
 * task's arguments.
 *
 * @since 1.0
 */
public class TaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message what is wrong and what to do, beginning with an id
     */
    public TaskException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message what is wrong and what to do, beginning with an id
     * @param cause what led to it
     */
    public TaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
