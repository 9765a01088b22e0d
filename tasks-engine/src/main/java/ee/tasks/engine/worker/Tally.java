package ee.tasks.engine.worker;

import java.util.concurrent.atomic.AtomicLong;

/** What the worker counts. */
final class Tally {

    final AtomicLong claimed = new AtomicLong();
    final AtomicLong ended = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong parked = new AtomicLong();
    final AtomicLong pruned = new AtomicLong();
    final AtomicLong givenBack = new AtomicLong();

    /** Counts each run once. */
    void lost(Run run) {
        if (run.lose()) {
            lost.incrementAndGet();
            WorkerMessage.debug(
                    "lost the claim of task '%s', id %s",
                    run.task().task(), run.task().id());
        }
    }
}
