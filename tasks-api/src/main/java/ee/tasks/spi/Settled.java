package ee.tasks.spi;

import java.util.List;

/**
 * What {@link TaskStore#settle} did with tasks that waited for others.
 *
 * @param readied how many became READY
 * @param cancelled the ids of those that became CANCELLED, because a dependency failed or was cancelled
 * @param more whether there is more to do now: call {@link TaskStore#settle} again
 * @since 1.0
 */
public record Settled(int readied, List<String> cancelled, boolean more) {

    /** There was nothing to do. */
    public static final Settled NOTHING = new Settled(0, List.of(), false);

    /** Copies the list. */
    public Settled {
        cancelled = List.copyOf(cancelled);
    }
}
