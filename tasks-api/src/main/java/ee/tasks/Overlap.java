package ee.tasks;

/**
 * What happens to a tick while the schedule's previous run has not finished: while that waits, runs, or will be retried.
 *
 * @since 1.0
 */
public enum Overlap {
    /** It is left out. */
    SKIP,
    /** It is enqueued like any other; the two may run at the same time. */
    QUEUE
}
