package ee.tasks.schedule;

import ee.tasks.Recurring;
import java.time.Instant;
import java.util.Optional;

/**
 * A schedule: an immutable, thread-safe snapshot.
 *
 * @since 1.0
 */
public interface TaskSchedule {

    /** The state of a schedule. */
    enum State {
        /** It has a next tick, which a worker will take. */
        ACTIVE,
        /** It is paused: its ticks pass, and are lost. */
        PAUSED,
        /** Its end is over, or it has had all its ticks. */
        FINISHED,
        /** It was declared by a {@link Recurring} that no node has any longer. */
        RETIRED
    }

    /** The schedule's id. */
    String id();

    /** The name of the task that it enqueues. */
    String task();

    /** The name of the backend that stores it. */
    String backend();

    /** The queue of its tasks. */
    String queue();

    /** When its ticks are. */
    Recurrence recurrence();

    /** The state when this snapshot was taken. */
    State state();

    /** Whether a {@link Recurring} in the code declares it. */
    boolean isDeclared();

    /** The next tick; empty unless it is ACTIVE. */
    Optional<Instant> nextTick();

    /** The newest tick that was taken, whether it ran or was skipped. */
    Optional<Instant> lastTick();

    /** The id of the newest task that it enqueued, for {@link ee.tasks.TaskQueue#result(String)}. The task may have been pruned. */
    Optional<String> lastResult();

    /**
     * The number of ticks that were taken, including skipped ones. Missed ticks that were skipped together count as one, unless
     * {@link Recurrence#times} limits the number of ticks.
     */
    long ticks();
}
