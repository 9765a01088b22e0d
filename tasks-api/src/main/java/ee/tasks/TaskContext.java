package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The running task's view of itself: {@code @Inject TaskContext context}. Inject it anywhere; it is a proxy.
 *
 * <p>It belongs to the thread that runs the task; outside of one, every method throws {@link IllegalStateException}. In
 * the continuations of a {@link java.util.concurrent.CompletionStage} it works where the server propagates context to
 * them; take {@link #current()} first to be independent of that.
 *
 * @since 1.0
 */
public interface TaskContext {

    /**
     * The snapshot with which this attempt started.
     *
     * @return the result, RUNNING; the errors of earlier attempts may need a {@link TaskResult#refresh()}
     */
    TaskResult<?> result();

    /**
     * Which attempt this is.
     *
     * @return 1 on the first
     */
    int attempt();

    /**
     * Whether a failure now is final.
     *
     * @return {@code true} on the last attempt that {@link Attempts} or configuration grants
     */
    boolean isLastAttempt();

    /**
     * Says how far it has come; visible to others at once, in a transaction of its own. Call it a few times a second at
     * most.
     *
     * @param done from 0 to {@code total}
     * @param total 0 when it is not known
     * @param message a word for people, or {@code null}; at most 1,000 characters are kept
     * @throws IllegalArgumentException if {@code done} or {@code total} is out of range
     */
    void progress(long done, long total, String message);

    /**
     * Says how far it has come, without a word for people. As {@link #progress(long, long, String)}; what was said there before is gone.
     *
     * @param done from 0 to {@code total}
     * @param total 0 when it is not known
     * @throws IllegalArgumentException if {@code done} or {@code total} is out of range
     */
    default void progress(long done, long total) {
        progress(done, total, null);
    }

    /**
     * Notes a value under a key, in place of the last one; visible to others at once, in a transaction of its own.
     *
     * @param key 1 to 255 characters
     * @param value the value; {@code null} removes the key
     * @throws IllegalArgumentException if the key is empty or too long
     */
    void metadata(String key, String value);

    /**
     * The tick for which a {@linkplain ee.tasks.schedule.TaskSchedules schedule} enqueued it: the time that it stands for, however late it runs. Reads the store.
     *
     * @return the tick; empty if no schedule enqueued it, or somebody had it run beside the ticks, and for a task that began so late that
     *     its schedule is gone, or ahead of it by more than a day
     */
    Optional<Instant> scheduledFor();

    /**
     * Whether it should stop: somebody cancelled it, its time limit is over, its worker has lost it, or the application stops
     * and it was given the time for that. Asks the store at most once a second. A task that never asks and finishes all the
     * same ends as it would have without being cancelled.
     *
     * @return whether it should stop
     */
    boolean isCancelled();

    /**
     * Leaves the task if it should stop.
     *
     * @throws TaskCancelledException if {@link #isCancelled()}; let it pass
     */
    void throwIfCancelled();

    /**
     * Ends this attempt and asks for another one later: {@code throw context.retry(Duration.ofMinutes(5))}. It throws itself, so
     * that a forgotten {@code throw} does no harm; with it the compiler knows that the method ends there.
     *
     * @param delay how long to wait at least, by the store's time
     * @return never
     * @throws RetryLater always; let it pass. On the last attempt the task fails with it, see there
     * @throws IllegalArgumentException if {@code delay} is negative or longer than 365 days
     */
    default RetryLater retry(Duration delay) {
        throw new RetryLater(delay);
    }

    /**
     * The context of the task that runs on this thread, bound to it: for use on any other thread until the task ends.
     *
     * @return the context itself, no proxy
     */
    TaskContext current();
}
