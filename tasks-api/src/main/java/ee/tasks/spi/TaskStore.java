package ee.tasks.spi;

import ee.tasks.TaskProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps tasks between being enqueued and being finished; workers on any number of nodes share it. Offer one as a bean with
 * {@link BackendType}.
 *
 * <p>Implementations are thread-safe and hold no locks between calls. "Due" and every lease are judged by the store's own
 * clock. The methods of the enqueueing side join the caller's JTA transaction, or run in one of their own when there is
 * none; those of the worker's side are called without one and run each in one of its own. Every write of a worker is
 * fenced: it changes a task only while the task is RUNNING under that very claim.
 *
 * <p>{@code TaskStoreContract}, in the artifact {@code tasks-tck}, tells whether a store keeps this contract. All methods throw
 * {@link TaskStoreException} when the store cannot be reached or another transaction was in the way.
 *
 * @since 1.0
 */
public interface TaskStore {

    /**
     * Called before anything else, and once unless it throws: that fails the first use, and is tried again at the next.
     *
     * @param context what it is told of its place
     */
    void start(BackendContext context);

    /** Called once, last. */
    void stop();

    /**
     * What it can do.
     *
     * @return constant after {@link #start}
     */
    Set<Feature> features();

    /**
     * Whether inserts and {@link #complete} join the caller's JTA transaction; if not, the engine hands over after the commit,
     * and atomic tasks are completed after theirs.
     *
     * @return constant after {@link #start}
     */
    boolean joinsTransaction();

    /**
     * Whether a failure of the application in its own transaction says that another one was in the way.
     *
     * @param failure what an atomic task, or its commit, threw
     * @return whether the same may succeed in a fresh transaction
     */
    default boolean isLostRace(Throwable failure) {
        return TaskStoreException.isLostRace(failure);
    }

    /**
     * Whether a thread may be interrupted while it uses what this store uses. Where not, workers interrupt no task: one that
     * is to stop is asked to, and else left to itself.
     *
     * @return constant from the first claim on
     */
    default boolean toleratesInterrupts() {
        return true;
    }

    // ---- the enqueueing side

    /**
     * Writes an invocation, at once and not at commit. With a unique key that another holds it writes nothing.
     *
     * @param request the request, checked
     * @return the invocation as written, or the key's holder
     */
    TaskRecord insert(TaskRequest request);

    /**
     * Writes many in batches, reading on while it writes; all or none of them. A task that holds the key of one counts as a
     * member of that one's flow: what depends on the flow waits for it, too.
     *
     * @param requests the requests, checked one by one as they are read
     * @return how many tasks there are now: those that were written, and those that hold a key of a flow's, each once
     */
    long insertAll(Iterator<TaskRequest> requests);

    /**
     * The state now.
     *
     * @param id any text
     * @return the state; empty for whatever is not the id of a task here
     */
    Optional<TaskRecord> find(String id);

    /**
     * READY or WAITING becomes CANCELLED, RUNNING is asked to stop. What waits for it is cancelled by {@link #settle}.
     *
     * @param id any text
     * @return {@code false} if neither was the case
     */
    boolean cancel(String id);

    /**
     * FAILED or CANCELLED becomes READY and due, as if it had never been attempted: the limits of attempts and losses count anew,
     * nodes that could not read it may try again. Its attempts go on counting, its errors are kept. It waits for no other task
     * again, and its unique key is its own again unless another has taken it.
     *
     * @param id any text
     * @return {@code false} if neither was the case
     */
    boolean retry(String id);

    /**
     * How many invocations of a flow have finished, of how many.
     *
     * @param flow the flow's id
     * @return how many, of how many; 0 of 0 for an unknown flow
     */
    TaskProgress flowProgress(String flow);

    /**
     * {@link #cancel} for each invocation of a flow, in pages, a transaction each; if it fails, some are cancelled, and calling it again
     * goes on. In a caller's transaction one page is cancelled in that, and the rest by {@link #settle} after the commit.
     *
     * @param flow the flow's id
     * @return for how many it could, or will
     */
    long cancelFlow(String flow);

    /**
     * The schedules that it keeps. Needs {@link Feature#SCHEDULES}.
     *
     * @return the same at each call, after {@link #start}
     */
    default ScheduleStore schedules() {
        throw new UnsupportedOperationException();
    }

    // ---- the worker's side: nodes

    /**
     * Makes a node known, with a lease from now on.
     *
     * @param node at most 64 characters, never used before
     * @param lease how long it is taken for alive without renewing
     */
    void join(String node, Duration lease);

    /**
     * Renews a node's lease, and with it every claim that it holds, in one write. A lease that has run out stays so, also if
     * nobody has noticed yet: its node drops its work, and must not keep it from others.
     *
     * @param node the node
     * @param lease how long from now it is taken for alive
     * @return the store's time, or empty if the lease had run out or the node was given up: it must stop its work and join under a new name
     */
    Optional<Instant> renew(String node, Duration lease);

    /**
     * Takes a node out; what it still holds is rescued as if it were lost.
     *
     * @param node the node; unknown ones are let be
     */
    void leave(String node);

    // ---- the worker's side: tasks

    /**
     * Makes tasks due whose {@code runAfter} has passed.
     *
     * @param max how many at most
     * @return how many it made due
     */
    int promote(int max);

    /**
     * Claims up to {@code max} due tasks: higher priority first, then earlier due, then older. No two claims ever hold one
     * task at a time; tasks that others are just claiming are left out rather than waited for.
     *
     * @param node the node that claims, which has joined
     * @param queues the queues it serves
     * @param max how many at most
     * @param maxCharacters how many characters their arguments may have together; the first task is claimed however large it is, and
     *     one whose size is not known is counted before another is claimed
     * @return the claimed tasks in that order; empty when none is due or the node was given up
     */
    List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters);

    /**
     * Notes that the task's attempt starts.
     *
     * @param claim the claim under which it does
     * @return {@code false} if the claim was lost, and it must not
     */
    boolean markStarted(Claim claim);

    /**
     * Writes the ends of attempts, all or none of those whose claims hold. In the caller's JTA transaction if one is active:
     * a rollback leaves the tasks RUNNING under their claims, and until the commit nobody else takes them.
     *
     * @param completions the ends, each of another task
     * @return what became of them
     */
    Completed complete(Collection<Completion> completions);

    /**
     * Releases tasks that waited for what has finished, cancels those that waited for what failed or was cancelled, and whoever
     * waits for those, and goes on cancelling flows: one page, in one transaction of its own. Call it outside of any transaction.
     * What others have locked is left to a later call, and so is what has to be looked at again at a certain time: {@link Settled#more}
     * is {@code false} then. Any node may call it at any time, several at once.
     *
     * <p>Call it, until there is no more, after completions that were {@linkplain Completed#awaited awaited} once they are
     * committed, after {@link #rescue}, and every few seconds: what a cancellation, a stop or an enqueue beside the end of its
     * predecessor left to do is found only then. {@link #cancel} and {@link #cancelFlow} do a page of it themselves where they have
     * a transaction of their own.
     *
     * @param page how many tasks at most it looks at in one transaction
     * @return what it did
     */
    Settled settle(int page);

    /**
     * Gives claimed tasks back that have not started; as if never claimed, except that they count a claim.
     *
     * @param claims their claims; lost ones are let be
     */
    void release(Collection<Claim> claims);

    /**
     * Puts claimed tasks aside that this node's deployment cannot run; READY, but not due. Counts no attempt.
     *
     * @param tasks the tasks, each another one; those whose claims are lost are let be
     */
    void park(Collection<Parked> tasks);

    /**
     * Makes parked tasks due again that this node may be able to run. For half a minute only this node's claims see them, so
     * that they are not put aside again by those that cannot.
     *
     * @param node the node
     * @param queues the queues it serves; what it would not claim it must not keep from others
     * @param tasks the names that this deployment knows
     * @return how many; not necessarily all
     */
    int unpark(String node, QueueSelection queues, Set<String> tasks);

    /**
     * Ends what no node could read for too long, and nobody is about to try: FAILED, the arguments as they are, with one more
     * attempt and an error of class {@code ee.tasks.UnreadableTaskError}.
     *
     * <p>Only what has been aside for half a minute: a node that has not tried it takes it up again and again
     * ({@link #unpark}) until it does, however long it is busy, if it looks more often than that. One that tried, or is gone, does so no more, so that this waits
     * for nobody else.
     *
     * @param grace how long since it was first found unreadable; since the last attempt that could read it, if there was one
     * @param max how many at most
     * @return their ids
     */
    List<String> failUnreadable(Duration grace, int max);

    /**
     * How many tasks are put aside.
     *
     * @return the number for each reason; one that was ever found unreadable counts as such
     */
    Map<Parking, Long> parked();

    /**
     * Writes a running task's progress.
     *
     * @param claim the task's claim
     * @param progress in place of the last one
     */
    void progress(Claim claim, TaskProgress progress);

    /**
     * Writes a note of a running task.
     *
     * @param claim the task's claim
     * @param key 1 to 255 characters
     * @param value the note; {@code null} removes the key
     */
    void metadata(Claim claim, String key, String value);

    /**
     * Which of these are to stop: somebody asked for it, or the claim is lost.
     *
     * @param claims claims of the node
     * @return those to stop
     */
    Set<Claim> stopping(Collection<Claim> claims);

    /**
     * Gives up the nodes whose lease has run out, and readies what they, or nodes that are gone, hold; what was lost more
     * than {@code maxLosses} times after it had started, or must not be run again, becomes FAILED with an error of class
     * {@code ee.tasks.WorkerLostError}.
     *
     * <p>Each lost run leaves an error of that class, with its node, and counts as an attempt. So does the first loss of a task that
     * {@link #markStarted} was not called for: nobody knows whether it had started, so it takes none of the attempts that the task has
     * ({@link ClaimedTask#attemptsBefore}) and never makes it FAILED. From then on a loss without a mark is none.
     *
     * @param maxLosses how many lost runs a task may have
     * @param page how many tasks at most in one transaction; all are seen to before it returns
     * @return what it found
     */
    Rescue rescue(int maxLosses, int page);

    /**
     * Puts rows right that were edited by hand, and that no other method would ever look at again. One page, in a transaction of its own;
     * what others have locked is left to the next call.
     *
     * @return whether there may be more
     */
    default boolean putRight() {
        return false;
    }

    /**
     * Deletes finished tasks whose retention is over, with everything about them, oldest of a queue first, in transactions of
     * its own. Waits for no lock and delays no claim. Others may do the same at the same time.
     *
     * <p>Kept longer is what is needed: the results of tasks and flows that a task depends on, until it is SUCCESSFUL or CANCELLED,
     * or gone itself, since one that FAILED may be retried; the invocations of a flow, until all have finished; the holder of a
     * unique key, while its period lasts. What cannot be deleted keeps nothing of another queue or status from it; it is thrown once
     * nothing else is left.
     *
     * @param retention how long what is kept
     * @param max how many at most
     * @return how many it deleted; less than {@code max} if there is no more
     */
    int prune(Retention retention, int max);
}
