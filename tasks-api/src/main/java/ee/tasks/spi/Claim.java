package ee.tasks.spi;

/**
 * The claim of one node on one task. Every write of a worker names it, and changes nothing once it is lost.
 *
 * @param id the task's id
 * @param claimId the claim's unique id
 * @since 1.0
 */
public record Claim(String id, String claimId) {}
