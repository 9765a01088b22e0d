package ee.tasks;

/**
 * The id belongs to a result of another task than the one that was asked.
 *
 * @since 1.0
 */
public class TaskResultMismatchException extends TaskException {

    private static final long serialVersionUID = 1L;

    private final String id;

    public TaskResultMismatchException(String id, String expectedTask, String actualTask) {
        super(ApiMessage.RESULT_OF_ANOTHER_TASK.text(id, actualTask, expectedTask));
        this.id = id;
    }

    /** The id that was asked for. */
    public String id() {
        return id;
    }
}
