package ee.tasks.engine.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Time that stands still until it is told to go on, and wakes who waits for it then. It knows whether they have looked at it. */
final class SettableTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    /** Who has waited, and at what time last. */
    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void park(long nanos) {
        // At its first visit a thread looks at the time again: it may have gone on before it was known here.
        if (waiting.put(Thread.currentThread(), nanos()) != null) {
            LockSupport.park(this);
        }
    }

    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        waiting.keySet().forEach(LockSupport::unpark);
    }

    /** Everybody who waits for time has done what was due by now, or waits for something else. */
    boolean isSeen() {
        long now = nanos();
        return waiting.entrySet().stream().allMatch(each -> isSeen(each.getKey(), each.getValue() == now));
    }

    private boolean isSeen(Thread thread, boolean waitsSinceNow) {
        return switch (thread.getState()) {
            case NEW, TERMINATED -> true;
            case WAITING, TIMED_WAITING -> waitsSinceNow || LockSupport.getBlocker(thread) != this;
            case RUNNABLE, BLOCKED -> false;
        };
    }

    /** The same time for a store. */
    Clock clock() {
        long start = nanos.get();
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.parse("2031-03-30T00:59:59Z").plusNanos(nanos.get() - start);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("a store asks for instants only");
            }
        };
    }
}
