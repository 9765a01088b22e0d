package ee.tasks.spi;

/**
 * A task that a node holds until it completes it, gives it back, or is lost.
 *
 * @param task the task as claimed: RUNNING, this attempt counted and this node last among its workers; its errors, progress
 *     and metadata are left out where reading them would cost a query, {@link TaskStore#find} has them
 * @param claimId the fence: of every claim another one, never used again
 * @param startsAlone whether {@link TaskStore#markStarted} must have succeeded before it runs: it was lost before, or must
 *     not be run again when lost
 * @param rerunIfLost whether it may be run again although a run of it was lost, or cut short by a stop
 * @param attemptsBefore how many of its attempts the limit of attempts does not count: those before {@link TaskStore#retry}
 * @since 1.0
 */
public record ClaimedTask(
        TaskRecord task, String claimId, boolean startsAlone, boolean rerunIfLost, int attemptsBefore) {

    /**
     * For stores that do not tell the two apart, and never retry.
     *
     * @param task the task
     * @param claimId the fence
     * @param startsAlone and so may have to be the only run
     */
    public ClaimedTask(TaskRecord task, String claimId, boolean startsAlone) {
        this(task, claimId, startsAlone, !startsAlone, 0);
    }

    /**
     * The right to write to it.
     *
     * @return id and claim id
     */
    public Claim claim() {
        return new Claim(task.id(), claimId);
    }
}
