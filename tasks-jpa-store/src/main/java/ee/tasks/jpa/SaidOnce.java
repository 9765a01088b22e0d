package ee.tasks.jpa;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Of which things something was said already. Up to {@value #MAX} are remembered; of more, and each look may meet them all, nothing is
 * said until an hour has passed since it began to remember.
 */
final class SaidOnce {

    static final int MAX = 1_000;
    private static final long FORGET_AFTER = TimeUnit.HOURS.toNanos(1);

    private final LongSupplier nanos;
    private final Set<String> said = new HashSet<>();
    private long since;

    /** @param nanos of which differences mean something */
    SaidOnce(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean isNews(String id) {
        if (said.contains(id)) {
            return false;
        }
        if (said.size() == MAX) {
            if (nanos.getAsLong() - since < FORGET_AFTER) {
                return false;
            }
            said.clear();
        }
        if (said.isEmpty()) {
            since = nanos.getAsLong();
        }
        return said.add(id);
    }
}
