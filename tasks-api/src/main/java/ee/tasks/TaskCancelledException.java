package ee.tasks;

/**
 * Thrown by {@link TaskContext#throwIfCancelled()}; let it pass, and the task ends {@link TaskStatus#CANCELLED}
 * if it was cancelled; fails if its time limit is over; is given back if the application stops.
 *
 * @since 1.0
 */
public class TaskCancelledException extends TaskException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message which task was cancelled, beginning with an id
     */
    public TaskCancelledException(String message) {
        super(message);
    }
}
