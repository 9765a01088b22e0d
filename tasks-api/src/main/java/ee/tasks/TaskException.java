package ee.tasks;

/**
 * The root of what EE Tasks throws; unchecked. Messages start with an id such as {@code EETASK0012} and never contain a
 * task's arguments.
 *
 * @since 1.0
 */
public class TaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TaskException(String message) {
        super(message);
    }

    public TaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
