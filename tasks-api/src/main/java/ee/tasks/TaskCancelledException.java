package ee.tasks;

/**
 * Thrown by {@link TaskContext#throwIfCancelled()}. Do not catch it: the task then becomes {@link TaskStatus#CANCELLED} if its cancellation
 * was requested, fails if its timeout is over, and is released if the application stops.
 *
 * @since 1.0
 */
public class TaskCancelledException extends TaskException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message.
     *
     * @param message which task was cancelled, starting with a message id
     */
    public TaskCancelledException(String message) {
        super(message);
    }
}
