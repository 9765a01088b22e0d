package ee.tasks.engine.worker;

import ee.tasks.TaskError;
import ee.tasks.spi.Outcome;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells about what was written, in order, on one executor thread at a time. It never holds up tasks: up to 20,000 notices wait, of
 * tasks with 8 Mi characters together, since a slow or hanging observer must not take the memory either. Further ones are dropped and
 * counted; the log says so at the first, and how many it were when all that waited has been told.
 */
final class Notices {

    private static final int MAX_WAITING = 20_000;
    private static final long MAX_CHARACTERS = 8L << 20;
    private static final int MAX_AT_ONCE = 1_000;

    private record Notice(Runnable telling, long characters) {}

    private final WorkerEvents events;
    private final Executor executor;
    private final Site site;
    private final Queue<Notice> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();
    private final AtomicInteger telling = new AtomicInteger();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedBefore = new AtomicLong();
    private final AtomicBoolean dropping = new AtomicBoolean();
    private volatile long presentSince;

    Notices(WorkerEvents events, Executor executor, Site site) {
        this.events = events;
        this.executor = executor;
        this.site = site;
    }

    void completed(Run run, Outcome outcome) {
        add(() -> events.attempted(run.task(), outcome), run.task().arguments().length() + characters(outcome));
    }

    void lost(String id) {
        add(() -> events.lost(id), 0);
    }

    void cancelled(String id) {
        add(() -> events.cancelled(id), 0);
    }

    void unreadable(String id) {
        add(() -> events.unreadable(id), 0);
    }

    private static long characters(Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            return length(succeeded.result());
        } else if (outcome instanceof Outcome.Failed failed) {
            return characters(failed.error());
        }
        return outcome instanceof Outcome.Retrying retrying ? characters(retrying.error()) : 0;
    }

    private static long characters(TaskError error) {
        return length(error.message()) + length(error.stackTrace());
    }

    private static long length(String text) {
        return text == null ? 0 : text.length();
    }

    private void add(Runnable telling, long length) {
        int waiting = size.get();
        if (waiting > 0 && (waiting >= MAX_WAITING || characters.get() + length > MAX_CHARACTERS)) {
            dropped.incrementAndGet();
            if (!dropping.getAndSet(true)) {
                WorkerMessage.NOTICES_DROPPED.log(waiting, present());
            }
            return;
        }
        size.incrementAndGet();
        characters.addAndGet(length);
        queue.add(new Notice(telling, length));
    }

    /** How many wait to be told. */
    int size() {
        return size.get();
    }

    /** How many were never told. */
    long dropped() {
        return dropped.get();
    }

    /** How long the one that is just being told takes already; zero if none is. */
    Duration present() {
        return telling.get() == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, site.now() - presentSince));
    }

    /** Nothing waits, and nothing is just being told. */
    boolean isQuiet() {
        return size.get() == 0 && telling.get() == 0;
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
            tell(MAX_AT_ONCE);
        } finally {
            delivering.set(false);
        }
        deliver();
    }

    /** The rest, here and now. */
    void deliverHere() {
        tell(Integer.MAX_VALUE);
    }

    private void tell(int max) {
        for (int n = 0; n < max && size.get() > 0; n++) {
            // Before it is taken off: it is never neither waiting nor being told.
            presentSince = site.now();
            telling.incrementAndGet();
            try {
                Notice notice = queue.poll();
                if (notice == null) {
                    return;
                }
                size.decrementAndGet();
                characters.addAndGet(-notice.characters());
                notice.telling().run();
            } catch (Throwable problem) {
                WorkerMessage.EVENT_FAILED.log(problem);
            } finally {
                telling.decrementAndGet();
            }
        }
        if (size.get() == 0 && dropping.getAndSet(false)) {
            long now = dropped.get();
            WorkerMessage.NOTICES_CAUGHT_UP.log(now - droppedBefore.getAndSet(now));
        }
        site.signals().stop().raise();
    }
}
