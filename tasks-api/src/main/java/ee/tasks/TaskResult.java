package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a task: an immutable, thread-safe snapshot. Two are equal if they have the same id and the same state.
 *
 * <p>Times are the store's, in microseconds. Only {@link #returnValue()} may return {@code null}. Only {@link #refresh()}, {@link #await},
 * {@link #cancel()} and {@link #retry()} ask the backend. Do not return a result as a JSON body; return its {@link #id()}.
 *
 * @param <R> the type of the return value
 * @since 1.0
 */
public interface TaskResult<R> {

    /** The task's id: never changes, unique in its backend, at most 36 characters. */
    String id();

    /** The task's name. */
    String task();

    /** The status when this snapshot was taken. */
    TaskStatus status();

    /** The task's queue. */
    String queue();

    /** The priority, from -100 to 100; higher runs first. */
    int priority();

    /** The name of the backend that accepted it. */
    String backend();

    /**
     * The arguments, converted from JSON to the types of the task's parameters; to maps, lists, strings, numbers and booleans if this
     * deployment does not know the task.
     */
    List<Object> arguments();

    /** When it was enqueued. */
    Instant enqueuedAt();

    /** The earliest time of its next run: set at enqueue, or for another attempt. */
    Optional<Instant> runAfter();

    /** When its first attempt started. */
    Optional<Instant> startedAt();

    /** When its newest attempt started. */
    Optional<Instant> lastAttemptedAt();

    /** When it became SUCCESSFUL, FAILED or CANCELLED. */
    Optional<Instant> finishedAt();

    /** The number of attempts, the running one included. */
    int attempts();

    /** The workers of its attempts, oldest first; after more than 18 attempts the first nine and the last nine. */
    List<String> workerIds();

    /** One for each failed attempt, oldest first. One with the attempt 0 says that the task expired before its first. */
    List<TaskError> errors();

    /**
     * Returns what the task returned.
     *
     * @return the value, which may be {@code null}
     * @throws IllegalStateException unless it is SUCCESSFUL; the message names the status and the last error
     */
    R returnValue();

    /** Whether {@link #status()} is final. */
    default boolean isFinished() {
        return status().isFinished();
    }

    /** The progress that the task last reported. */
    Optional<TaskProgress> progress();

    /** The metadata that the task has written, see {@link TaskContext#metadata}. */
    Map<String, String> metadata();

    /**
     * Reads the task again, and returns a new snapshot; this one does not change. With {@code jpa} it sees what the current transaction has
     * written; other backends know of that after the commit only.
     *
     * @return the newer snapshot
     * @throws TaskResultNotFoundException if it was pruned, or its transaction was rolled back
     * @throws UnsupportedFeatureException if the backend keeps no results
     */
    TaskResult<R> refresh();

    /**
     * Waits until the task has finished, or the time is over. Polls the backend on the caller's thread; after half a second, four times a
     * second. Each poll reads the whole task. If the thread is interrupted, it returns, and the thread's interrupt flag stays set.
     *
     * @param atMost how long to wait; zero polls once
     * @return the newest snapshot, finished or not
     * @throws IllegalStateException inside the transaction that enqueued it: it does not run before the commit
     * @throws TaskResultNotFoundException if it was pruned, or its transaction was rolled back
     * @throws UnsupportedFeatureException if it has not finished and the backend keeps no results
     */
    TaskResult<R> await(Duration atMost);

    /**
     * Cancels the task if it has not started, or requests its cancellation if it runs (see {@link TaskContext#isCancelled()}). With
     * {@code jpa} it joins the caller's transaction. Repeating it does no harm.
     *
     * @return {@code true} if the task was cancelled or its cancellation is requested, {@code false} if it has finished
     * @throws UnsupportedFeatureException if the backend cannot cancel
     */
    boolean cancel();

    /**
     * Retries a FAILED or CANCELLED task, after a fix for instance: it becomes READY and runs immediately. The number of attempts and the
     * errors are kept, but {@link Attempts} and the limit of lost workers start anew. The task does not wait for its dependencies again,
     * and tasks that depended on it do not change. With {@code jpa} it joins the caller's transaction.
     *
     * @return {@code true} if the task is READY now, {@code false} if it is neither FAILED nor CANCELLED
     * @throws UnsupportedFeatureException if the backend cannot retry
     */
    boolean retry();
}
