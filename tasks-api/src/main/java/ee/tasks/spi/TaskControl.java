package ee.tasks.spi;

import ee.tasks.TaskProgress;
import java.time.Instant;
import java.util.Optional;

/**
 * What a running task's {@link ee.tasks.TaskContext} reaches of the backend that runs it.
 *
 * @since 1.0
 */
public interface TaskControl {

    /** For backends that keep neither progress nor metadata and cannot stop a running task. */
    TaskControl NONE = new TaskControl() {};

    /** What came of an end that was to be written in a transaction. */
    enum Joined {
        /** It is written, and committed if the transaction is. */
        WRITTEN,
        /** The right to run the task is lost: the transaction is to be rolled back. */
        CLAIM_LOST,
        /** The backend writes ends in no transaction but its own. */
        NOT_ABLE
    }

    /** Whether a failed attempt may be followed by another: if not, the first is the last, whatever the task says. */
    default boolean allowsRetries() {
        return true;
    }

    /** How many of the task's attempts were made before it was last retried by hand; the limit does not count them. */
    default int attemptsBefore() {
        return 0;
    }

    /**
     * Keeps the progress, visible to others at once.
     *
     * @param progress in place of the last one
     */
    default void progress(TaskProgress progress) {}

    /**
     * Keeps a note, visible to others at once.
     *
     * @param key 1 to 255 characters
     * @param value the note; {@code null} removes the key
     */
    default void metadata(String key, String value) {}

    /**
     * Whether the task should stop.
     *
     * @return whether somebody asked for it, or the right to run it was lost
     */
    default boolean isStopping() {
        return false;
    }

    /**
     * For which tick of a schedule the task was enqueued.
     *
     * @return the tick; empty if no schedule did
     */
    default Optional<Instant> scheduledFor() {
        return Optional.empty();
    }

    /**
     * Writes the end of an atomic task's attempt, in the JTA transaction that is active on this thread and that the runner
     * commits or rolls back. Once this answered {@link Joined#WRITTEN}, a run whose outcome is a success has its end committed,
     * and it must not be written again; any other outcome is to be written as ever, but the end may still turn out to be
     * committed if nobody heard how the commit went. Asked again when the method is run again in a fresh transaction.
     *
     * @param outcome the end
     * @return what came of it; a backend that is not able writes the outcome of the run, after the commit
     * @throws TaskStoreException if it could not be written: the transaction is rolled back
     */
    default Joined joinTransaction(Outcome.Succeeded outcome) {
        return Joined.NOT_ABLE;
    }

    /**
     * Whether a failed transaction had another one in its way (a deadlock, a serialization failure, a lock timeout).
     *
     * @param failure what the task or the commit threw
     * @return whether the same may succeed in a fresh transaction
     */
    default boolean isLostRace(Throwable failure) {
        return TaskStoreException.isLostRace(failure);
    }
}
