package ee.tasks.engine.worker;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each shortened at random by up to half, so that nodes do not come back in step. */
final class Backoff {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);

    private final RandomGenerator random;
    private final long max;
    private long next = FIRST;

    Backoff(RandomGenerator random, long max) {
        this.random = random;
        this.max = max;
    }

    long next() {
        long pause = Math.min(next, max);
        next = Math.min(pause * 2, max);
        return (long) (pause * (0.5 + random.nextDouble() / 2));
    }

    void reset() {
        next = FIRST;
    }
}
