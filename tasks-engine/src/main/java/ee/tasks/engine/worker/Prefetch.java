package ee.tasks.engine.worker;

import java.util.concurrent.TimeUnit;

/**
 * How many tasks to claim beyond the free slots: what the slots took in the last tenth of a second, so that no task waits
 * much longer than that for its thread while another node, or a task of higher priority, could have had its place.
 */
final class Prefetch {

    private static final long HORIZON = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MIN_ELAPSED = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MAX_PER_SLOT = 50;
    private static final int MAX_TASKS = 1_000;
    private static final long MAX_CHARACTERS = 8L << 20;

    private final int concurrency;
    private long lookedAt;
    private long takenThen;
    private long charactersEach = 1;
    private volatile int limit;

    Prefetch(int concurrency, long now) {
        this.concurrency = concurrency;
        lookedAt = now;
    }

    int limit() {
        return limit;
    }

    /** @param taken how many tasks the slots have ever taken */
    void look(long now, long taken) {
        long elapsed = now - lookedAt;
        if (elapsed < MIN_ELAPSED) {
            return;
        }
        double rate = (double) (taken - takenThen) / elapsed;
        lookedAt = now;
        takenThen = taken;
        int max = Math.min(2 * limit + concurrency, Math.min(MAX_PER_SLOT * concurrency, MAX_TASKS));
        limit = (int) Math.min((long) (rate * HORIZON), Math.min(max, MAX_CHARACTERS / charactersEach));
    }

    void claimed(int tasks, long characters) {
        charactersEach = Math.max(1, characters / Math.max(1, tasks));
    }

    /** What was claimed ahead did not come to run in time. */
    void none() {
        limit = 0;
    }
}
