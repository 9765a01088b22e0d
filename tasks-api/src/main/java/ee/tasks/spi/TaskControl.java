package ee.tasks.spi;

import ee.tasks.TaskProgress;
import java.time.Instant;
import java.util.Optional;

/**
 * What a running task's {@link ee.tasks.TaskContext} uses of the backend that runs it. Implementations are thread-safe: a task may use its
 * context on several threads. The defaults are those of a backend that keeps nothing and cannot stop a running task.
 *
 * @since 1.0
 */
public interface TaskControl {

    /** For backends that keep neither progress nor metadata and cannot stop a running task. */
    TaskControl NONE = new TaskControl() {};

    /** What {@link #joinTransaction} did. */
    enum Joined {
        /** The completion is written, and will be committed with the transaction. */
        WRITTEN,
        /** The claim is lost: the transaction must be rolled back. */
        CLAIM_LOST,
        /** The backend writes completions only in transactions of its own. */
        NOT_ABLE
    }

    /** Whether a failed attempt may be retried. If not, the first attempt is the last one, whatever the task's options say. */
    default boolean allowsRetries() {
        return true;
    }

    /** How many of the task's attempts the limit does not count: those before it was last {@linkplain TaskBackend#retry retried}. */
    default int attemptsBefore() {
        return 0;
    }

    /**
     * Stores the progress, visible to others immediately.
     *
     * @param progress replaces the last one
     */
    default void progress(TaskProgress progress) {}

    /**
     * Stores an entry of the task's metadata, visible to others immediately.
     *
     * @param key 1 to 255 characters
     * @param value the value; {@code null} removes the key
     */
    default void metadata(String key, String value) {}

    /**
     * Whether the task should stop.
     *
     * @return {@code true} if its cancellation is requested, or its claim is lost
     */
    default boolean isStopping() {
        return false;
    }

    /**
     * Returns the tick that a schedule enqueued the task for.
     *
     * @return the tick; empty if no schedule enqueued it
     */
    default Optional<Instant> scheduledFor() {
        return Optional.empty();
    }

    /**
     * Writes the completion of an atomic task in the JTA transaction that is active on this thread. The runner commits it, or rolls it
     * back.
     *
     * <p>After {@link Joined#WRITTEN}, if {@link TaskRunner#run} returns a success, the completion is committed: do not write it again.
     * Write any other outcome as usual; it may still turn out that the completion was committed, if the commit's answer was lost. Called
     * again if the runner calls the task's method again in a new transaction.
     *
     * @param outcome the outcome
     * @return what it did; after {@link Joined#NOT_ABLE} the backend writes the outcome of the run, after the commit
     * @throws TaskStoreException if the completion could not be written: the transaction is rolled back
     */
    default Joined joinTransaction(Outcome.Succeeded outcome) {
        return Joined.NOT_ABLE;
    }

    /**
     * Whether a transaction failed because another one was in its way (a deadlock, a serialization failure, a lock timeout).
     *
     * @param failure what the task or the commit threw
     * @return {@code true} if the same may succeed in a new transaction
     */
    default boolean isLostRace(Throwable failure) {
        return TaskStoreException.isLostRace(failure);
    }
}
