package ee.tasks.jpa;

/**
 * Who claims, by which fence, and how much.
 *
 * @param maxCharacters of all arguments together
 */
record ClaimOrder(String namespace, String node, String claimId, long maxCharacters) {}
