package ee.tasks.it.app;

import ee.tasks.Limit;
import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may pass, and how many at once. */
@ApplicationScoped
public class Turnstile {

    private final Map<String, CountDownLatch> closed = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> most = new ConcurrentHashMap<>();

    /** From now on those with this key stay inside until it is opened. */
    public void close(String key) {
        closed.put(key, new CountDownLatch(1));
    }

    public void open(String key) {
        closed.get(key).countDown();
    }

    public int inside(String key) {
        return counter(inside, key).get();
    }

    public int most(String key) {
        return counter(most, key).get();
    }

    @Task
    @Limit(concurrent = 1, key = "{0}")
    public void pass(String key) throws InterruptedException {
        int now = counter(inside, key).incrementAndGet();
        counter(most, key).accumulateAndGet(now, Math::max);
        try {
            CountDownLatch latch = closed.get(key);
            if (latch != null) {
                latch.await(2, TimeUnit.MINUTES);
            }
        } finally {
            counter(inside, key).decrementAndGet();
        }
    }

    @Task
    @Limit(rate = "3/P1D", key = "{0}")
    public void ration(String key) {
        counter(most, key).incrementAndGet();
    }

    private static AtomicInteger counter(Map<String, AtomicInteger> counters, String key) {
        return counters.computeIfAbsent(key, each -> new AtomicInteger());
    }
}
