package ee.tasks.engine;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time-ordered ids (RFC 9562, version 7), so that rows enqueued together lie together in an index. Those of one JVM ascend
 * within a millisecond, too: tasks enqueued at the same instant start in the order of enqueueing.
 */
final class TaskIds {

    private static final int COUNTER_BITS = 12;
    private static final AtomicLong LAST = new AtomicLong();

    private TaskIds() {}

    static String next(long epochMillis) {
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, epochMillis << COUNTER_BITS));
        long high = tick >>> COUNTER_BITS << 16 | 0x7000L | tick & (1 << COUNTER_BITS) - 1;
        long low = Long.MIN_VALUE | ThreadLocalRandom.current().nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
