package ee.tasks.schedule;

import ee.tasks.Recurring;
import java.time.Instant;
import java.util.Optional;

/**
 * A schedule as it was when it was read: an immutable snapshot.
 *
 * @since 1.0
 */
public interface TaskSchedule {

    /** Where a schedule is on its way. */
    enum State {
        /** It has a next tick, and workers see to it. */
        ACTIVE,
        /** Somebody paused it: its ticks pass, and are lost. */
        PAUSED,
        /** Its end has passed, or it has had all its ticks. */
        FINISHED,
        /** It comes from a {@link Recurring} that no node declares any longer. */
        RETIRED
    }

    /** What it is found by. */
    String id();

    /** The name of the task that it enqueues. */
    String task();

    /** The name of the backend that keeps it. */
    String backend();

    /** The queue of its tasks. */
    String queue();

    /** When. */
    Recurrence recurrence();

    /** Where it is on its way. */
    State state();

    /** Whether a {@link Recurring} in the code declares it. */
    boolean isDeclared();

    /** The next tick; empty unless it is ACTIVE. */
    Optional<Instant> nextTick();

    /** The newest tick that was taken, whether it ran or was left out. */
    Optional<Instant> lastTick();

    /** The id of the newest task that it enqueued, for {@link ee.tasks.TaskQueue#result(String)}; which may have pruned it. */
    Optional<String> lastResult();

    /**
     * How many ticks were taken, those that were left out included. Missed ones that were passed over together count as one, unless
     * {@link Recurrence#times} limits their number.
     */
    long ticks();
}
