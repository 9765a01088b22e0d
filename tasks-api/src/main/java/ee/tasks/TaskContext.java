package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a running task knows of itself: {@code @Inject TaskContext context}. It is a proxy, so you may inject it anywhere.
 *
 * <p>It works on the thread that runs the task; on any other thread every method throws {@link IllegalStateException}. In the continuations
 * of a {@link java.util.concurrent.CompletionStage} it works if the server propagates context to them; call {@link #current()} before, and
 * use what it returns, to be independent of that.
 *
 * @since 1.0
 */
public interface TaskContext {

    /**
     * Returns the task as it was when this attempt started.
     *
     * @return the result, RUNNING; the errors of earlier attempts may need a {@link TaskResult#refresh()}
     */
    TaskResult<?> result();

    /**
     * Returns the number of this attempt.
     *
     * @return 1 on the first attempt
     */
    int attempt();

    /**
     * Whether this is the last attempt, so that the task becomes FAILED if it fails.
     *
     * @return {@code true} on the last attempt that {@link Attempts} or configuration allows
     */
    boolean isLastAttempt();

    /**
     * Reports the task's progress. Written in a transaction of its own, and visible to others immediately. Call it a few times a second at
     * most.
     *
     * @param done from 0 to {@code total}
     * @param total 0 when it is not known
     * @param message a text for people, or {@code null}; cut to 1,000 characters
     * @throws IllegalArgumentException if {@code done} or {@code total} is out of range
     */
    void progress(long done, long total, String message);

    /**
     * Reports the task's progress without a message. As {@link #progress(long, long, String)}; an earlier message is deleted.
     *
     * @param done from 0 to {@code total}
     * @param total 0 when it is not known
     * @throws IllegalArgumentException if {@code done} or {@code total} is out of range
     */
    default void progress(long done, long total) {
        progress(done, total, null);
    }

    /**
     * Writes an entry of the task's metadata, replacing the value of the key. Written in a transaction of its own, and visible to others
     * immediately.
     *
     * @param key 1 to 255 characters
     * @param value the value; {@code null} removes the key
     * @throws IllegalArgumentException if the key is empty or too long
     */
    void metadata(String key, String value);

    /**
     * Returns the headers that the task was enqueued with, by {@link TaskOptions#header} or inherited, the same on each attempt.
     *
     * @return an unmodifiable map, empty if there are none
     */
    Map<String, String> headers();

    /**
     * Returns the tick for which a {@linkplain ee.tasks.schedule.TaskSchedules schedule} enqueued the task: the planned time, however late
     * it runs. Reads the store.
     *
     * @return the tick; empty if no schedule enqueued it, or {@link ee.tasks.schedule.TaskSchedules#runNow} did, or if it started so late
     *     that its schedule is deleted or more than a day ahead
     */
    Optional<Instant> scheduledFor();

    /**
     * Whether the task should stop: its cancellation is requested, its timeout is over, its claim is lost, or the application stops and the
     * time that tasks have for that is over. Asks the store at most once a second. A task that never calls this and finishes has the same
     * outcome as without a cancellation.
     *
     * @return {@code true} if it should stop
     */
    boolean isCancelled();

    /**
     * Throws if the task should stop.
     *
     * @throws TaskCancelledException if {@link #isCancelled()}; do not catch it
     */
    void throwIfCancelled();

    /**
     * Fails this attempt and asks for another one later: {@code throw context.retry(Duration.ofMinutes(5))}. It throws by itself; write
     * {@code throw} so that the compiler knows that the method returns there.
     *
     * @param delay how long to wait at least, by the store's clock
     * @return never
     * @throws RetryLater always; do not catch it. On the last attempt ({@link #isLastAttempt()}) asking for a retry fails the task
     * @throws IllegalArgumentException if {@code delay} is negative or longer than 365 days
     */
    default RetryLater retry(Duration delay) {
        throw new RetryLater(delay);
    }

    /**
     * Returns the context of the task that runs on this thread, for use on any other thread until the task has finished.
     *
     * @return the context itself, not a proxy
     */
    TaskContext current();
}
