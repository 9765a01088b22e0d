package ee.tasks.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Time that stands still until it is told to go on, and wakes who waits for it then. */
final class SettableTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void park(long nanos) {
        // At its first visit a thread looks at the time again: it may have gone on before it was known here.
        if (!waiting.add(Thread.currentThread())) {
            LockSupport.park(this);
        }
    }

    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        waiting.forEach(LockSupport::unpark);
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
