package ee.tasks.spi;

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
 * @since 1.0
 */
public record ClaimedTask(
        TaskRecord task, String claimId, boolean startsAlone, boolean rerunIfLost, int attemptsBefore) {

    /**
     * Makes one with {@code rerunIfLost = !startsAlone}, for stores that do not tell the two apart and never retry.
     *
     * @param task the task
     * @param claimId the claim's unique id
     * @param startsAlone whether {@link TaskStore#markStarted} must have succeeded before it runs
     */
    public ClaimedTask(TaskRecord task, String claimId, boolean startsAlone) {
        this(task, claimId, startsAlone, !startsAlone, 0);
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
