package ee.tasks.spi;

import java.util.List;

/**
 * What {@link TaskStore#expire} did.
 *
 * @param cancelled the ids of the tasks that are CANCELLED
 * @param more whether more of them may have expired
 * @since 1.0
 */
public record Expired(List<String> cancelled, boolean more) {

    /** The class of the error of a task that has expired. */
    public static final String ERROR = "ee.tasks.TaskExpiredError";

    /** Copies the list. */
    public Expired {
        cancelled = List.copyOf(cancelled);
    }
}
