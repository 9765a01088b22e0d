package ee.tasks.spi;

import java.time.Instant;

/**
 * What is written about an attempt.
 *
 * @param claim the claim under which it ran
 * @param outcome its outcome
 * @param startedAt when it started, by the node's estimate of the store's time
 * @since 1.0
 */
public record Completion(Claim claim, Outcome outcome, Instant startedAt) {}
