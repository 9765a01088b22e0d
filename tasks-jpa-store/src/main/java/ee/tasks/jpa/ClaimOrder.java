package ee.tasks.jpa;

/** Who claims, and by which fence. */
record ClaimOrder(String namespace, String node, String claimId) {}
