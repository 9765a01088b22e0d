package ee.tasks.spi;

import java.time.Instant;

/**
 * The end of an attempt, to be written.
 *
 * @param claim the claim under which it ran
 * @param outcome what came of it
 * @param startedAt when it started, by the node's estimate of the store's time
 * @since 1.0
 */
public record Completion(Claim claim, Outcome outcome, Instant startedAt) {}
