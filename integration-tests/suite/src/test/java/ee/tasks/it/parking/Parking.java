package ee.tasks.it.parking;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Tasks that only wait, as for an answer of another server. */
@ApplicationScoped
public class Parking {

    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    @Task
    public void park(long millis) {
        most.accumulateAndGet(parked.incrementAndGet(), Math::max);
        threads.add(describe(Thread.currentThread()));
        long end = System.nanoTime() + MILLISECONDS.toNanos(millis);
        for (long rest = end - System.nanoTime(); rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
        parked.decrementAndGet();
    }

    /** How many waited at the same time, at the most. */
    public int most() {
        return most.get();
    }

    /** The threads that waited, each as {@code virtual} or {@code platform} and its name. */
    public Set<String> threads() {
        return threads;
    }

    private static String describe(Thread thread) {
        return (isVirtual(thread) ? "virtual " : "platform ") + thread.getName();
    }

    /** As {@code Thread.isVirtual()} says from Java 21 on. */
    private static boolean isVirtual(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (NoSuchMethodException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
