package ee.tasks.core;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Time-ordered ids (RFC 9562, version 7), so that rows enqueued together lie together in an index. */
final class TaskIds {

    private TaskIds() {}

    static String next(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = epochMillis << 16 | 0x7000L | random.nextInt(1 << 12);
        long low = Long.MIN_VALUE | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
