package ee.tasks;

/**
 * The running task's view of itself: {@code @Inject TaskContext context}.
 *
 * <p>It belongs to the thread that runs the task; outside of one, every method throws {@link IllegalStateException}. In
 * the continuations of a {@link java.util.concurrent.CompletionStage} it works where the server propagates context to
 * them; take {@link #current()} first to be independent of that.
 *
 * @since 1.0
 */
public interface TaskContext {

    /** The snapshot with which this attempt started; its status is RUNNING. */
    TaskResult<?> result();

    /** 1 on the first attempt. */
    int attempt();

    /** Whether a failure now is final. */
    boolean isLastAttempt();

    /**
     * Says how far it has come; visible to others at once, in a transaction of its own. Call it a few times a second at
     * most.
     *
     * @param done from 0 to {@code total}
     * @param total 0 when it is not known
     * @param message a word for people, or {@code null}
     */
    void progress(long done, long total, String message);

    /** Notes a value under a key (1 to 255 characters), over the last one; visible at once. {@code null} removes it. */
    void metadata(String key, String value);

    /** Whether somebody asked it to stop, or its worker has lost it; asks the store at most once a second. */
    boolean isCancelled();

    /** @throws TaskCancelledException if {@link #isCancelled()} */
    void throwIfCancelled();

    /** The context of the task that runs on this thread, for use on any other thread until the task ends. */
    TaskContext current();
}
