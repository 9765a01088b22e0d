package ee.tasks.worker;

import ee.tasks.spi.Outcome;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells about what was written, in order, on one executor thread at a time. */
final class Notices {

    private static final int MOST_AT_ONCE = 1_000;

    private final WorkerEvents events;
    private final Executor executor;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean delivering = new AtomicBoolean();

    Notices(WorkerEvents events, Executor executor) {
        this.events = events;
        this.executor = executor;
    }

    void ended(Run run, Outcome outcome) {
        add(() -> events.ended(run.task(), outcome));
    }

    void lost(String id) {
        add(() -> events.lost(id));
    }

    void cancelled(String id) {
        add(() -> events.cancelled(id));
    }

    void unreadable(String id) {
        add(() -> events.unreadable(id));
    }

    private void add(Runnable notice) {
        size.incrementAndGet();
        queue.add(notice);
    }

    int size() {
        return size.get();
    }

    /** Called often, on the worker's threads: what the executor refuses now it gets offered again. */
    void deliver() {
        if (!queue.isEmpty() && delivering.compareAndSet(false, true)) {
            try {
                executor.execute(this::turn);
            } catch (RuntimeException | Error e) {
                delivering.set(false);
            }
        }
    }

    private void turn() {
        try {
            tell(MOST_AT_ONCE);
        } finally {
            delivering.set(false);
        }
        deliver();
    }

    /** The rest, here and now. */
    void deliverHere() {
        tell(Integer.MAX_VALUE);
    }

    private void tell(int most) {
        Runnable notice;
        for (int n = 0; n < most && (notice = queue.poll()) != null; n++) {
            size.decrementAndGet();
            try {
                notice.run();
            } catch (Throwable problem) {
                WorkerMessage.EVENT_FAILED.log(problem);
            }
        }
    }
}
