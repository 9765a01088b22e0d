package ee.tasks.spi;

import ee.tasks.TaskProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores tasks for workers on any number of nodes. To offer one, write a bean with the qualifier {@link BackendType}.
 *
 * <p><b>Threads.</b> Implementations are thread-safe and hold no locks between calls.
 *
 * <p><b>Time.</b> The store's own clock decides when a task is due and when a lease has run out.
 *
 * <p><b>Transactions.</b> The methods of the enqueueing side join the caller's JTA transaction; if none is active, they run in one of
 * their own. The methods of the worker's side are called without a transaction, and each runs in one of its own; the exception is
 * {@link #complete}.
 *
 * <p><b>Claims.</b> Every write of a worker names a {@link Claim}. It changes the task only while the task is RUNNING under that claim.
 *
 * <p><b>Nulls.</b> Parameters and return values are not {@code null} unless their description allows it.
 *
 * <p><b>Errors.</b> All methods throw {@link TaskStoreException} if the store cannot be reached, or if another transaction was in the way
 * ({@link TaskStoreException#isLostRace}).
 *
 * <p>To test an implementation, extend {@code TaskStoreContract} from the artifact {@code tasks-tck}.
 *
 * <p><b>Later versions.</b> A method that a later version adds has a default, so a store that was written before still compiles. The
 * default does nothing if nobody misses it. Otherwise it throws an {@link UnsupportedOperationException} that names the {@link Feature}
 * that the store must not promise without it, or the method itself: the worker then logs once what follows from that (EETASK0453), and
 * goes on without the method.
 *
 * @since 1.0
 */
public interface TaskStore extends NodeStore {

    /**
     * Starts the store. Called once, before any other method. If it throws, the operation that triggered it fails, and the store is
     * started again on the next use.
     *
     * @param context name, namespace, queues and options of this backend
     */
    void start(BackendContext context);

    /** Stops the store. Called once, after all other calls. */
    void stop();

    /**
     * Returns the features that this store supports.
     *
     * @return the same set at each call after {@link #start}
     */
    Set<Feature> features();

    /**
     * Whether inserts and {@link #complete} join the caller's JTA transaction. If not, the engine inserts tasks after the caller's commit,
     * and completes an atomic task after its transaction.
     *
     * @return the same value at each call after {@link #start}
     */
    boolean joinsTransaction();

    /**
     * Whether an application's transaction failed because another one was in its way (a deadlock, a serialization failure, a lock
     * timeout). Called when an atomic task failed, which the engine may then call again.
     *
     * @param failure what the task or its commit threw
     * @return {@code true} if the same may succeed in a new transaction
     */
    default boolean isLostRace(Throwable failure) {
        return TaskStoreException.isLostRace(failure);
    }

    /**
     * Whether a thread may be interrupted while it uses the store's resources, such as its database. If not, workers interrupt no task:
     * they only request its cancellation. Called under a lock that others wait for, so it must not ask a database.
     *
     * @return the same value at each call after the first claim
     */
    default boolean toleratesInterrupts() {
        return true;
    }

    // ---- the enqueueing side

    /**
     * Inserts a task, immediately and not at commit. If another task holds its unique key, inserts nothing.
     *
     * @param request the request, checked by the engine
     * @return the task as inserted, or the task that holds the key
     */
    TaskRecord insert(TaskRequest request);

    /**
     * Inserts many tasks, all or none, in batches and in constant memory: it reads the iterator while it writes. A task that holds the
     * unique key of one of them counts as a member of that one's flow: tasks that depend on the flow wait for it, too.
     *
     * @param requests the requests; the engine checks each as it is read
     * @return the number of tasks inserted, plus the number of tasks that hold a key of the flow's requests, each counted once
     */
    long insertAll(Iterator<TaskRequest> requests);

    /**
     * Reads a task.
     *
     * @param id any text
     * @return its state now; empty if it is not the id of a task in this store
     */
    Optional<TaskRecord> find(String id);

    /**
     * Cancels a task: READY or WAITING becomes CANCELLED; for a RUNNING one the cancellation is requested. {@link #settle} cancels the
     * tasks that depend on it.
     *
     * @param id any text
     * @return {@code true} if the task was cancelled or its cancellation is requested, {@code false} if it has finished or is unknown
     */
    boolean cancel(String id);

    /**
     * Retries a task: FAILED or CANCELLED becomes READY and due. The limits of attempts and losses start anew, and nodes that could not
     * read its arguments may try again. The number of attempts and the errors are kept. It does not wait for its dependencies again. It
     * holds its unique key again unless another task has taken the key. Called only if {@link #features} has {@link Feature#RETRY}.
     *
     * @param id any text
     * @return {@code true} if the task is READY now, {@code false} if it is neither FAILED nor CANCELLED, or unknown
     */
    default boolean retry(String id) {
        throw new UnsupportedOperationException("RETRY");
    }

    /**
     * Counts the tasks of a flow.
     *
     * @param flow the flow's id
     * @return how many have finished, of how many; 0 of 0 for an unknown flow
     */
    TaskProgress flowProgress(String flow);

    /**
     * Cancels each task of a flow as {@link #cancel} does, in pages, each in a transaction of its own. If it fails, some are cancelled
     * already; call it again to go on. In a caller's transaction it cancels one page, and {@link #settle} cancels the rest after the
     * commit.
     *
     * @param flow the flow's id
     * @return how many tasks are or will be cancelled, or have their cancellation requested
     */
    long cancelFlow(String flow);

    /**
     * Returns the store of schedules. Called only if {@link #features} has {@link Feature#SCHEDULES}.
     *
     * @return the same object at each call after {@link #start}
     */
    default ScheduleStore schedules() {
        throw new UnsupportedOperationException("SCHEDULES");
    }

    /**
     * Returns what claims limited tasks. Called only if {@link #features} has {@link Feature#LIMITS}.
     *
     * @return the same object at each call after {@link #start}
     */
    default GateStore gates() {
        throw new UnsupportedOperationException("LIMITS");
    }

    /**
     * Called only if {@link #features} has {@link Feature#PAUSE}.
     *
     * @return what operators say of this store, the same object at each call
     */
    default AdminStore admin() {
        throw new UnsupportedOperationException("ADMIN");
    }

    // ---- the worker's side; of nodes see NodeStore

    /**
     * Makes deferred tasks due whose {@code runAfter} has passed.
     *
     * @param max how many at most
     * @return how many it made due
     */
    int promote(int max);

    /**
     * Claims up to {@code max} due tasks, which become RUNNING: higher priority first, then earlier due, then older. A task is never
     * under two claims at a time. Skips tasks that others are just claiming instead of waiting for them.
     *
     * @param node the node that claims; it has joined
     * @param queues the queues it serves
     * @param max how many at most
     * @param maxCharacters how many characters the arguments may have together; the first task is claimed however large it is. A task of
     *     unknown size is counted before another one is claimed
     * @return the claimed tasks in that order; empty if none is due or the node is dead
     */
    List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters);

    /**
     * Records that the attempt under a claim starts.
     *
     * @param claim the claim
     * @return {@code false} if the claim was lost: the attempt must not start
     */
    boolean markStarted(Claim claim);

    /**
     * Writes completions: all of those whose claims hold, or none. Joins the caller's JTA transaction if one is active. If that is rolled
     * back, the tasks are still RUNNING under their claims; until it is committed, no other node can claim them. A call may be repeated:
     * a completion that was written before is then reported as lost.
     *
     * @param completions the completions, each of another task
     * @return which claims were lost, and what the worker has to do next
     */
    Completed complete(Collection<Completion> completions);

    /**
     * Settles one page of tasks that wait for others, in one transaction of its own. Releases those whose dependencies have finished,
     * cancels those whose dependencies failed or were cancelled, and those that wait for these, and goes on cancelling flows. Call it
     * outside of any transaction. Any node may call it at any time, several at once. What others have locked, and what has to be looked
     * at again at a certain time, is left to a later call; {@link Settled#more} is {@code false} then, and {@link Settled#again} may say
     * when.
     *
     * <p>The worker calls it until there is no more: once {@linkplain Completed#awaited awaited} completions are committed, after
     * {@link #rescue}, and every few seconds. The latter finds what a cancellation, a stop, or an enqueue at the same time as the
     * completion of its dependency has left to do. {@link #cancel} and {@link #cancelFlow} settle a page themselves if they run in a
     * transaction of their own.
     *
     * <p>There is no default: a store that promises dependencies and settles nothing lets tasks wait for ever. One without
     * {@link Feature#DEPENDENCIES}, whose {@link #cancelFlow} leaves nothing to a later call, returns {@link Settled#NOTHING}.
     *
     * @param page how many tasks at most it looks at
     * @return what it did
     */
    Settled settle(int page);

    /**
     * Releases claimed tasks that have not started: they are READY and due as before. The claim still counts as one.
     *
     * @param claims their claims; lost ones are ignored
     */
    void release(Collection<Claim> claims);

    /**
     * Parks claimed tasks that this node's deployment cannot run: they become READY, but not due. Counts no attempt.
     *
     * @param tasks the tasks, each another one; those whose claims are lost are ignored
     */
    void park(Collection<Parked> tasks);

    /**
     * Makes parked tasks due again that this node may be able to run. For 30 seconds only this node can claim them, so that nodes that
     * cannot run them do not park them again.
     *
     * @param node the node
     * @param queues the queues it serves; tasks of others stay parked
     * @param tasks the task names that its deployment knows
     * @return how many it made due; not necessarily all
     */
    int unpark(String node, QueueSelection queues, Set<String> tasks);

    /**
     * Fails parked tasks whose arguments no node could read for too long. A failed task keeps its arguments, and gets one more attempt and
     * an error of class {@code ee.tasks.UnreadableTaskError}.
     *
     * <p>Only tasks that have been parked for 30 seconds: a node that has not tried one yet {@linkplain #unpark unparks} it until it does,
     * if it calls that more often. Nodes that have tried, or are gone, no longer unpark it, so nothing else has to be waited for.
     *
     * <p>Without it, tasks that no node can read stay parked, and tasks that depend on them stay WAITING.
     *
     * @param grace how long ago a task was first found unreadable; counts from its last attempt if a node could read it since
     * @param max how many at most
     * @return the ids of the tasks that are FAILED now
     * @throws UnsupportedOperationException if the store does not implement it, as by default; the worker then calls it no more
     */
    default List<String> failUnreadable(Duration grace, int max) {
        throw new UnsupportedOperationException("failUnreadable");
    }

    /**
     * Cancels one page of the tasks that have expired: READY or WAITING, never attempted, {@link TaskRequest#expireAfter} over, also while
     * parked or held by a {@link Gate}. They get an error of class {@code ee.tasks.TaskExpiredError} with the attempt 0. Waits for no lock;
     * several nodes may call it at once. {@link #claim} leaves out, and cancels, what has expired; {@link #retry} ends the expiry. Called
     * only if {@link #features} has {@link Feature#EXPIRY}, every few seconds, and again while there is more.
     *
     * @param max how many tasks at most it looks at
     * @return what is CANCELLED now, also by claims before
     */
    default Expired expire(int max) {
        throw new UnsupportedOperationException("EXPIRY");
    }

    /**
     * Counts the parked tasks.
     *
     * @return the number for each reason; a task that was ever found unreadable counts as {@link Parking#UNREADABLE}
     * @throws UnsupportedOperationException if the store does not implement it, as by default; the worker never calls it
     */
    default Map<Parking, Long> parked() {
        throw new UnsupportedOperationException("parked");
    }

    /**
     * Writes a running task's progress, visible to others immediately. Does nothing if the claim is lost.
     *
     * @param claim the task's claim
     * @param progress replaces the last one
     */
    void progress(Claim claim, TaskProgress progress);

    /**
     * Writes an entry of a running task's metadata, visible to others immediately. Does nothing if the claim is lost.
     *
     * @param claim the task's claim
     * @param key 1 to 255 characters
     * @param value the value; {@code null} removes the key
     */
    void metadata(Claim claim, String key, String value);

    /**
     * Returns the claims whose tasks should stop: their cancellation is requested, or the claim is lost.
     *
     * @param claims claims of the node
     * @return those of them whose tasks should stop
     */
    Set<Claim> stopping(Collection<Claim> claims);

    /**
     * Rescues the tasks of dead nodes. Marks the nodes dead whose lease has run out, and makes the tasks READY that these nodes, or nodes
     * that are gone, hold. A task becomes FAILED, with an error of class {@code ee.tasks.WorkerLostError}, if it was lost more than
     * {@code maxLosses} times after it had started, or must not run again. One whose cancellation is requested becomes CANCELLED.
     *
     * <p>Each lost run leaves an error of that class, with its node, and counts as an attempt. So does the first loss of a task that
     * {@link #markStarted} was not called for: nobody knows whether it had started. This loss takes none of the task's allowed attempts
     * ({@link ClaimedTask#attemptsBefore} grows with it), and never makes it FAILED. Further losses without a mark do not count.
     *
     * @param maxLosses how many lost runs a task may have
     * @param page how many tasks one transaction rescues at most; it returns after the last page
     * @return which tasks it rescued
     */
    Rescue rescue(int maxLosses, int page);

    /**
     * Repairs stored tasks that were edited by hand so that no other method would ever look at them again. One page, in a transaction of
     * its own. What others have locked is left to the next call.
     *
     * @return whether there may be more
     */
    default boolean putRight() {
        return false;
    }

    /**
     * Deletes finished tasks whose retention is over, with everything about them, the oldest of a queue first, in transactions of its
     * own. Waits for no lock and delays no claim. Several nodes may call it at once.
     *
     * <p>Tasks that are needed are kept longer: dependencies of a task (tasks and flows) until that task is SUCCESSFUL, CANCELLED or
     * deleted, since a FAILED one may be retried; tasks of a flow until all of the flow have finished; the holder of a unique key until
     * the key's period is over. A task that cannot be deleted does not keep those of other queues and statuses from being deleted; its
     * exception is thrown when nothing else is left.
     *
     * <p>Without it, finished tasks are kept for ever.
     *
     * @param retention how long finished tasks are kept
     * @param max how many at most
     * @return how many it deleted; fewer than {@code max} if there are no more
     * @throws UnsupportedOperationException if the store does not implement it, as by default; the worker then calls it no more
     */
    default int prune(Retention retention, int max) {
        throw new UnsupportedOperationException("prune");
    }
}
