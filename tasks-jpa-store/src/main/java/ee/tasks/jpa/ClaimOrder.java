package ee.tasks.jpa;

/**
 * The parameters of a claim.
 *
 * @param claimId the new claim's unique id
 * @param maxCharacters how many characters the arguments may have together
 */
record ClaimOrder(String namespace, String node, String claimId, long maxCharacters) {

    ClaimOrder with(long characters) {
        return new ClaimOrder(namespace, node, claimId, characters);
    }
}
