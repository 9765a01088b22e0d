package ee.tasks.it.atomic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One instance for all, and one of its interceptor. */
@ApplicationScoped
public class Room {

    @Transactional
    public void stay(CountDownLatch in, CountDownLatch until) throws InterruptedException {
        in.countDown();
        await(until);
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nobody comes");
        }
    }
}
