package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an invocation: an immutable snapshot. Two are equal when they have the same id and the same state.
 *
 * <p>Times are the store's, in microseconds; no method returns {@code null} but {@link #returnValue()}. Only
 * {@link #refresh()}, {@link #await}, {@link #cancel()}, {@link #retry()} ask the backend. Safe to share between threads. Not meant as a JSON
 * body: answer with {@link #id()}.
 *
 * @param <R> the type of the return value
 * @since 1.0
 */
public interface TaskResult<R> {

    /** What it is found by: never changes, unique in its backend, at most 36 characters. */
    String id();

    /** The task's name. */
    String task();

    /** Where it was on its way when this snapshot was taken. */
    TaskStatus status();

    /** The queue it went to. */
    String queue();

    /** From -100 to 100; higher runs first. */
    int priority();

    /** The name of the backend that took it. */
    String backend();

    /**
     * The arguments, read from their JSON as the task's parameters declare them; as plain maps, lists, strings, numbers and
     * booleans where this deployment does not know the task.
     */
    List<Object> arguments();

    /** When it was enqueued. */
    Instant enqueuedAt();

    /** Not before when it runs (again): given at enqueue, or set for another attempt. */
    Optional<Instant> runAfter();

    /** When its first attempt started. */
    Optional<Instant> startedAt();

    /** When its newest attempt started. */
    Optional<Instant> lastAttemptedAt();

    /** When it became SUCCESSFUL, FAILED or CANCELLED. */
    Optional<Instant> finishedAt();

    /** How many attempts have been made, the running one included. */
    int attempts();

    /** The workers that attempted it, oldest first; after more than eighteen attempts those of the first nine and the last nine. */
    List<String> workerIds();

    /** One for each failed attempt, oldest first. */
    List<TaskError> errors();

    /**
     * What the task returned.
     *
     * @return the value, which may be {@code null}
     * @throws IllegalStateException unless it is SUCCESSFUL; the message names the status and the last error
     */
    R returnValue();

    /** Whether {@link #status()} is final. */
    default boolean isFinished() {
        return status().isFinished();
    }

    /** What the task last said of itself. */
    Optional<TaskProgress> progress();

    /** What the task noted, see {@link TaskContext#metadata}. */
    Map<String, String> metadata();

    /**
     * A newer snapshot, read now; this one stays as it is. Inside a transaction it sees what that
     * transaction did where the backend writes rows ({@code jpa}); other backends know of it after the commit only.
     *
     * @return the newer snapshot
     * @throws TaskResultNotFoundException if it was pruned, or its transaction was rolled back
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    TaskResult<R> refresh();

    /**
     * Waits until it has finished, or the time is up; polls the backend on the caller's thread, four times a second once it has waited
     * for half of one. Each look reads the whole task.
     *
     * @param atMost how long to wait; zero means just one look
     * @return the newest snapshot, finished or not; also when the thread is interrupted, whose interrupt flag stays set
     * @throws IllegalStateException inside the transaction that enqueued it: it does not run before the commit
     * @throws TaskResultNotFoundException if it was pruned, or its transaction was rolled back
     * @throws UnsupportedFeatureException if it has not finished and the backend keeps no results
     */
    TaskResult<R> await(Duration atMost);

    /**
     * Cancels it if it has not started, asks it to stop if it runs (see {@link TaskContext#isCancelled()}). Joins the
     * caller's transaction where the backend's rows do. Repeating it does no harm.
     *
     * @return whether it could: {@code false} if it had finished
     * @throws UnsupportedFeatureException if the backend cannot cancel
     */
    boolean cancel();

    /**
     * Has it run again if it FAILED or was CANCELLED: READY, at once, after a fix for instance. Its attempts go on counting and
     * its errors are kept, but {@link Attempts} and the limit of lost workers count anew. It waits no longer for what it
     * depended on, and what depended on it stays as it is. Joins the caller's transaction where the backend's rows do.
     *
     * @return whether it could: {@code false} if it is neither FAILED nor CANCELLED
     * @throws UnsupportedFeatureException if the backend cannot retry
     */
    boolean retry();
}
