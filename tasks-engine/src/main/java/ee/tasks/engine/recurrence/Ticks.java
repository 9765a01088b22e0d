package ee.tasks.engine.recurrence;

import java.time.Instant;
import java.util.Optional;

/** The instants at which something recurs, in order and each of them once. Immutable. */
@FunctionalInterface
public interface Ticks {

    /** @return the first tick after this instant; empty if none follows within a century */
    Optional<Instant> after(Instant instant);
}
