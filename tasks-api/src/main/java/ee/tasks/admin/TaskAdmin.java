package ee.tasks.admin;

import java.time.Instant;
import java.util.List;

/**
 * Says what runs, in the whole cluster and at run time. Inject it for the backend {@code default}, or with {@link ee.tasks.Backend} for
 * another. Thread-safe.
 *
 * <p>What is said here is kept in the backend's store, in the application's namespace, and survives restarts. With {@code jpa} every
 * write joins the caller's JTA transaction: it is rolled back with it. {@code memory} takes part in no transaction: what is said stays
 * said after a rollback. Each node heeds it a second or a poll interval after the commit; the one where something is resumed claims again at
 * once.
 *
 * <p><b>A pause</b> keeps tasks from starting. Those that run go on; those that a node has claimed and not started are given back; others
 * can still be enqueued, cancelled and retried, and schedules go on enqueueing. It ends at its time, by the store's clock, or when it is
 * resumed. Pausing what is paused replaces the time, which must be after now, by the application's clock, and before the year 10000.
 *
 * <p>Every method throws {@link NullPointerException} for {@code null} where that is not allowed, {@link ee.tasks.InvalidTaskException} for
 * a name, a key or a time that cannot be one, {@link ee.tasks.UnsupportedFeatureException} if the backend cannot do it, and
 * {@link ee.tasks.spi.TaskStoreException} if the store cannot be reached. A name that nobody knows is not an error: another node may know
 * it, or a later version.
 *
 * @since 1.0
 */
public interface TaskAdmin {

    /**
     * Pauses a queue until it is resumed.
     *
     * @param queue its name
     */
    default void pauseQueue(String queue) {
        pauseQueue(queue, null);
    }

    /**
     * Pauses a queue.
     *
     * @param queue its name
     * @param until when it goes on by itself; {@code null} if it waits to be resumed
     */
    void pauseQueue(String queue, Instant until);

    /**
     * Resumes a queue, also one that was paused with SQL.
     *
     * @param queue its name
     * @return {@code false} if it was not paused
     */
    boolean resumeQueue(String queue);

    /** Pauses all tasks of the namespace until {@link #resumeAll}. */
    default void pauseAll() {
        pauseAll(null);
    }

    /**
     * Pauses all tasks of the namespace. Nodes live on, and go on with what they do beside tasks, such as deleting old ones.
     *
     * @param until when they go on by themselves; {@code null} if they wait to be resumed
     */
    void pauseAll(Instant until);

    /**
     * Ends the pause of the namespace. What else is paused stays so.
     *
     * @return {@code false} if it was not paused
     */
    boolean resumeAll();

    /**
     * Pauses the tasks of one key of a limit, such as those of a tenant. They are held as if the limit had no room. A node that knows no
     * limits does not heed it.
     *
     * @param limit the name of the limit; one that has none has its task's name
     * @param key what its key comes to for these tasks, at most 255 characters; {@code null} for a limit without a key, not for all keys
     * @param until when they go on by themselves; {@code null} if they wait to be resumed
     */
    void pauseLimitKey(String limit, String key, Instant until);

    /**
     * Resumes the tasks of a key of a limit. Other nodes let them in within seconds.
     *
     * @param limit the name of the limit; one that has none has its task's name
     * @param key the key, as it was paused; {@code null} for a limit without a key, not for all keys
     * @return {@code false} if it was not paused
     */
    boolean resumeLimitKey(String limit, String key);

    /**
     * Makes a node claim nothing more. It finishes what it runs, stays a node, and is not quiet any more when it has restarted, or has lost
     * its lease and come back: then it has another id.
     *
     * @param node the id of the node, such as a task's result names
     */
    void quietNode(String node);

    /**
     * Lets a quiet node claim again.
     *
     * @param node the id of the node
     * @return {@code false} if it was not quiet
     */
    boolean resumeNode(String node);

    /**
     * Makes a node claim nothing more, also after its restart.
     *
     * @param instance its {@code ee.tasks.node.instance}
     */
    void quietInstance(String instance);

    /**
     * Lets the nodes of an instance claim again.
     *
     * @param instance their {@code ee.tasks.node.instance}
     * @return {@code false} if they were not quiet
     */
    boolean resumeInstance(String instance);

    /**
     * Lists the slots of strict limits that are kept for lost nodes.
     *
     * @return the first 1,000, by limit and key
     */
    List<StrictSlot> strictSlots();

    /**
     * Frees the slots of strict limits that a task has taken on lost nodes, so that others may enter. Call it when you know that none of these
     * nodes runs the task any more: the limit is exceeded if one does. Slots of nodes that are alive stay.
     *
     * @param task the id of the task
     * @return how many slots were freed
     */
    int freeSlot(String task);

    /**
     * Lists what is paused.
     *
     * @return the pauses, by kind and name
     */
    List<Pause> pauses();
}
