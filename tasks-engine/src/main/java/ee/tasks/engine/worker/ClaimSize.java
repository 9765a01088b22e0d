package ee.tasks.engine.worker;

import java.util.concurrent.TimeUnit;

/**
 * How many tasks to claim at once at most: half of what was asked for after each claim that failed, down to one, since it may have
 * failed because it was too much for the time or the memory there is. It doubles with each success, a minute after the last failure;
 * at once if even a claim of one task failed, since then its size was not to blame.
 */
final class ClaimSize {

    private static final int MAX = 500;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

    private int max = MAX;
    private long growsAt;

    ClaimSize(long now) {
        growsAt = now;
    }

    int of(int room) {
        return Math.min(room, max);
    }

    void failed(int asked, long now) {
        max = Math.max(1, asked / 2);
        growsAt = asked == 1 ? now : now + PATIENCE;
    }

    void succeeded(long now) {
        if (now - growsAt >= 0) {
            max = Math.min(MAX, 2 * max);
        }
    }
}
