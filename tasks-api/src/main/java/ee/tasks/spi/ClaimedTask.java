package ee.tasks.spi;

import java.time.Instant;

/**
 * A task that a node has claimed. The node holds it until it completes, releases or parks it, or is dead.
 *
 * @param task the task as claimed: RUNNING, this attempt counted, this node last among its workers. Errors, progress and metadata are
 *     empty where reading them would need another query; {@link TaskStore#find} returns them
 * @param claimId the claim's unique id, never used again; guards every later write
 * @param startsAlone whether {@link TaskStore#markStarted} must have succeeded before it runs: the task was lost before, or must not run
 *     again if it is lost
 * @param rerunIfLost whether it may run again after a run of it was lost, or cut short by a stop
 * @param attemptsBefore how many of its attempts the limit does not count: those before {@link TaskStore#retry}
 * @param expiresAt when it is too late for its first start, by the store's time: a worker that has not started it by then gives it back;
 *     {@code null} if it may start at any time
 * @since 1.0
 */
public record ClaimedTask(
        TaskRecord task,
        String claimId,
        boolean startsAlone,
        boolean rerunIfLost,
        int attemptsBefore,
        Instant expiresAt) {

    /**
     * Makes one with {@code rerunIfLost = !startsAlone}, for stores that do not tell the two apart and never retry.
     *
     * @param task the task
     * @param claimId the claim's unique id
     * @param startsAlone whether {@link TaskStore#markStarted} must have succeeded before it runs
     */
    public ClaimedTask(TaskRecord task, String claimId, boolean startsAlone) {
        this(task, claimId, startsAlone, !startsAlone, 0, null);
    }

    /**
     * Whether it must not start any more.
     *
     * @param storeTime the store's time, or an estimate that is never ahead of it
     * @return {@code true} if it has expired by then
     */
    public boolean hasExpired(Instant storeTime) {
        return expiresAt != null && !storeTime.isBefore(expiresAt);
    }

    /**
     * Returns the claim.
     *
     * @return the task's id and the claim's id
     */
    public Claim claim() {
        return new Claim(task.id(), claimId);
    }
}
