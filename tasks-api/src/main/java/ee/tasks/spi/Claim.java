package ee.tasks.spi;

/**
 * One node's right to one task: every write of a worker carries it, and changes nothing once it is lost.
 *
 * @param id the task's id
 * @param claimId the claim's
 * @since 1.0
 */
public record Claim(String id, String claimId) {}
