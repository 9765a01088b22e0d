package ee.tasks.engine.worker;

import java.time.Instant;
import java.util.Set;

/** When a scheduler looks for ticks, and of which schedules that its code declares; of those that were put it always does. */
interface TickWatch {

    /** Whether to look now. */
    boolean isDue();

    /** The ids of the declared schedules whose ticks may be taken. */
    Set<String> open();

    /**
     * It has looked.
     *
     * @param now the store's time
     * @param next the next tick of an open schedule, or of one that was put; {@code null} if there is none to wait for
     * @return how many nanoseconds to wait, unless woken before
     */
    long looked(Instant now, Instant next);

    /** How many nanoseconds to wait when it was not due, unless woken before. */
    long left();
}
