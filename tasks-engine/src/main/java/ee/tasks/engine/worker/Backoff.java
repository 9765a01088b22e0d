package ee.tasks.engine.worker;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each shortened at random by up to half, so that nodes do not come back in step. */
final class Backoff {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);

    private final RandomGenerator random;
    private final long longest;
    private long next = FIRST;

    Backoff(RandomGenerator random, long longest) {
        this.random = random;
        this.longest = longest;
    }

    long next() {
        long pause = Math.min(next, longest);
        next = Math.min(pause * 2, longest);
        return (long) (pause * (0.5 + random.nextDouble() / 2));
    }

    void reset() {
        next = FIRST;
    }
}
