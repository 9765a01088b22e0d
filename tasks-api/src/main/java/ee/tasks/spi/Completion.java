package ee.tasks.spi;

import java.time.Instant;

/**
 * What is written about an attempt.
 *
 * @param claim the claim under which it ran
 * @param outcome its outcome
 * @param startedAt when it started, by the node's estimate of the store's time
 * @param inside whether its method has not returned: it keeps what it takes of its gates until {@link GateStore#vacate}
 * @since 1.0
 */
public record Completion(Claim claim, Outcome outcome, Instant startedAt, boolean inside) {

    /**
     * Makes one of an attempt whose method has returned.
     *
     * @param claim the claim under which it ran
     * @param outcome its outcome
     * @param startedAt when it started
     */
    public Completion(Claim claim, Outcome outcome, Instant startedAt) {
        this(claim, outcome, startedAt, false);
    }
}
