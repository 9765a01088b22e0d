package ee.tasks.jpa;

/** What makes the worker's transactions READ COMMITTED: with more, claims would lock what is being enqueued. */
enum Isolation {
    /** The data source does it, for all transactions. */
    AS_IT_IS,
    /** Each time; a caller's transaction keeps what it finds. */
    SET_BY_US,
    /** Nobody: the data source has another isolation, which cannot be set. */
    UNFIT;

    /**
     * Whether a transaction may not see what was committed since it began.
     *
     * @param worker whether it is one of the worker, and not a caller's
     */
    boolean mayBeOld(boolean worker) {
        return this == UNFIT || this == SET_BY_US && !worker;
    }
}
