package ee.tasks.engine.worker;

import java.util.concurrent.atomic.AtomicLong;

/** What the worker counts. */
final class Tally {

    final AtomicLong claimed = new AtomicLong();
    final AtomicLong completed = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong parked = new AtomicLong();
    final AtomicLong pruned = new AtomicLong();
    final AtomicLong givenBack = new AtomicLong();
}
