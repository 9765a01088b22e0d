package ee.tasks.engine.worker;

import ee.tasks.spi.Completed;
import ee.tasks.spi.Outcome;

/** What a run has written of its completion in the task's own transaction. */
sealed interface JoinedCompletion {

    /** What needs no data. */
    enum NotWritten implements JoinedCompletion {
        /** Nothing was to be written there. */
        UNASKED,
        /** The store answered that others have the claim, and no transaction before may have committed anything. */
        CLAIM_LOST
    }

    /**
     * It is committed if the transaction is. It stays so when the transaction was rolled back and a later one finds the claim lost,
     * since a commit that seemed to fail may have lost it.
     *
     * @param outcome what was written
     * @param completed what the store made of it
     */
    record Written(Outcome.Succeeded outcome, Completed completed) implements JoinedCompletion {}
}
