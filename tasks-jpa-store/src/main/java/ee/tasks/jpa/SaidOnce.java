package ee.tasks.jpa;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Remembers what was logged, so that it is logged once. It remembers up to {@value #MAX} things; more are not logged, until it forgets all,
 * an hour after the first.
 */
final class SaidOnce {

    static final int MAX = 1_000;
    private static final long FORGET_AFTER = TimeUnit.HOURS.toNanos(1);

    private final LongSupplier nanos;
    private final Set<String> said = new HashSet<>();
    private long since;

    /** @param nanos a clock of which only differences matter, such as {@link System#nanoTime} */
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
