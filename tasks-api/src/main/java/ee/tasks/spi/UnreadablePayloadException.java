package ee.tasks.spi;

import ee.tasks.TaskException;

/**
 * Thrown if this deployment cannot run a task that another version enqueued: it does not know the task, or cannot read its arguments or headers. The
 * task was not touched; a deployment that can run it should get it.
 *
 * @since 1.0
 */
public class UnreadablePayloadException extends TaskException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one with a message and a cause.
     *
     * @param message which task cannot be run and why, starting with a message id
     * @param cause the failure, or {@code null}
     */
    public UnreadablePayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
