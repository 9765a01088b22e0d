package ee.tasks.spi;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.StrictSlot;
import java.time.Instant;
import java.util.List;

/**
 * What operators say of a {@link TaskStore}, see {@link ee.tasks.admin.TaskAdmin}. What holds there of threads, time, transactions and
 * errors holds here: what an operator calls joins the caller's JTA transaction, what a worker calls has one of its own.
 *
 * @since 1.0
 */
public interface AdminStore {

    /** The name under which the namespace is paused. */
    String ALL = "*";

    /**
     * Pauses something, or replaces the time until which it is paused. {@link TaskStore#claim} and {@link GateStore} heed it, each node after
     * a second at most: of a paused queue nothing is claimed; while the namespace is paused, or a node or its instance, that node claims
     * nothing at all; a gate that is paused has no room.
     *
     * @param kind what the name means
     * @param name the queue, the limit, the node's id or the instance; {@link #ALL} for the namespace
     * @param key of a limit with a key; else {@code null}
     * @param until when it goes on by itself; {@code null} if it waits to be resumed
     */
    void pause(PauseKind kind, String name, String key, Instant until);

    /**
     * Ends a pause.
     *
     * @param kind what the name means
     * @param name as it was paused
     * @param key as it was paused; may be {@code null}
     * @return {@code false} if it was not paused
     */
    boolean resume(PauseKind kind, String name, String key);

    /**
     * Lists what is paused now.
     *
     * @return the pauses, by kind and name
     */
    List<Pause> pauses();

    /**
     * Lists the strict slots of lost nodes. Called only with {@link Feature#ADMIN}.
     *
     * @return the first 1,000, by gate
     */
    default List<StrictSlot> strictSlots() {
        throw new UnsupportedOperationException("ADMIN");
    }

    /**
     * Frees the strict slots of lost nodes that a task has taken. Called only with {@link Feature#ADMIN}.
     *
     * @param task the id of the task
     * @return how many slots were freed
     */
    default int freeSlot(String task) {
        throw new UnsupportedOperationException("ADMIN");
    }

    /**
     * Returns what is paused for a node, as known a second ago at the latest. Called by workers while claimed tasks wait for a thread; cheap.
     *
     * @param node the node
     * @return what it must not start
     */
    Paused paused(String node);
}
