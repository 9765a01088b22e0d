package ee.tasks.spi;

import ee.tasks.TaskException;

/**
 * This deployment cannot run an invocation that another version stored; one that can should get it. Nothing was lost.
 *
 * @since 1.0
 */
public class UnreadablePayloadException extends TaskException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message and what failed.
     *
     * @param message which task cannot be run and why, beginning with an id
     * @param cause what failed, or {@code null}
     */
    public UnreadablePayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
