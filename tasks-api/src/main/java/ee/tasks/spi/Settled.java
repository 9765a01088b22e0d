package ee.tasks.spi;

import java.time.Duration;
import java.util.List;

/**
 * What {@link TaskStore#settle} did with tasks that waited for others.
 *
 * @param readied how many became READY
 * @param cancelled the ids of those that became CANCELLED, because a dependency failed or was cancelled
 * @param more whether there is more to do now: call {@link TaskStore#settle} again
 * @param again when to call it again if there is no more now, since something was locked that is mostly free by then; {@code null} if the
 *     next regular call is early enough
 * @since 1.0
 */
public record Settled(int readied, List<String> cancelled, boolean more, Duration again) {

    /** There was nothing to do. */
    public static final Settled NOTHING = new Settled(0, List.of(), false);

    /** Copies the list. */
    public Settled {
        cancelled = List.copyOf(cancelled);
    }

    /**
     * Nothing has to be looked at again before the next regular call.
     *
     * @param readied how many became READY
     * @param cancelled the ids of those that became CANCELLED
     * @param more whether there is more to do now
     */
    public Settled(int readied, List<String> cancelled, boolean more) {
        this(readied, cancelled, more, null);
    }
}
