package ee.tasks.spi;

import java.util.List;

/**
 * What became of tasks that waited for others.
 *
 * @param readied how many of them are READY now
 * @param cancelled ids of those that are CANCELLED now, because what they depend on failed or was cancelled
 * @param more whether there is more to do now: call {@link TaskStore#settle} again
 * @since 1.0
 */
public record Settled(int readied, List<String> cancelled, boolean more) {

    /** Nothing was to be done. */
    public static final Settled NOTHING = new Settled(0, List.of(), false);

    /** Copies the list. */
    public Settled {
        cancelled = List.copyOf(cancelled);
    }
}
