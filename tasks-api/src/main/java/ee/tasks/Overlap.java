package ee.tasks;

/**
 * What becomes of a tick whose schedule's previous run has not finished: it waits, runs, or is to be attempted again.
 *
 * @since 1.0
 */
public enum Overlap {
    /** It is left out. */
    SKIP,
    /** It is enqueued like any other; the two may run at the same time. */
    QUEUE
}
