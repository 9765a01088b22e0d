package ee.tasks.spi;

import java.util.List;

/**
 * What {@link TaskStore#rescue} did with the tasks of dead nodes.
 *
 * @param readied how many are READY again
 * @param failed the ids of those that became FAILED
 * @param cancelled the ids of those that became CANCELLED, since their cancellation was requested
 * @since 1.0
 */
public record Rescue(int readied, List<String> failed, List<String> cancelled) {

    /** Copies the lists. */
    public Rescue {
        failed = List.copyOf(failed);
        cancelled = List.copyOf(cancelled);
    }

    /**
     * Makes one without cancelled tasks.
     *
     * @param readied how many are READY again
     * @param failed the ids of those that became FAILED
     */
    public Rescue(int readied, List<String> failed) {
        this(readied, failed, List.of());
    }
}
