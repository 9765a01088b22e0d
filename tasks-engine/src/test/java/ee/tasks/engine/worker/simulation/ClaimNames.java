package ee.tasks.engine.worker.simulation;

import ee.tasks.spi.Claim;
import java.util.HashMap;
import java.util.Map;

/** Short names of claims, since their ids are no reading. */
final class ClaimNames {

    private final Map<String, Integer> numbers = new HashMap<>();

    /** @return {@code false} if another claim had its id */
    boolean isNew(Claim claim) {
        return numbers.putIfAbsent(claim.claimId(), numbers.size() + 1) == null;
    }

    /** Spelled out only if somebody reads. */
    Object of(Claim claim) {
        return new Name(claim, numbers);
    }

    private record Name(Claim claim, Map<String, Integer> numbers) {

        @Override
        public String toString() {
            return claim.id() + "/" + numbers.get(claim.claimId());
        }
    }
}
