package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;

import ee.tasks.TaskError;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** Calls with a time limit that heed its end, or ignore it. */
abstract class LimitedCalls {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final Duration GRACE = Duration.ofNanos(Timeouts.GRACE);

    final WorkerBench bench = new WorkerBench();
    final AtomicBoolean interrupted = new AtomicBoolean();
    final AtomicReference<TaskControl> control = new AtomicReference<>();
    final AtomicInteger started = new AtomicInteger();
    final AtomicInteger returned = new AtomicInteger();
    final CountDownLatch untilInterrupted = new CountDownLatch(1);
    final CountDownLatch heedless = new CountDownLatch(1);

    /** Tasks of priority 1 have the limit, and are not attempted again. */
    abstract class Limited implements TaskRunner {

        abstract CompletionStage<Outcome> call(TaskRecord task);

        @Override
        public CompletionStage<Outcome> run(TaskRecord task, TaskControl given) {
            control.set(given);
            started.incrementAndGet();
            return call(task);
        }

        @Override
        public Optional<Duration> timeout(TaskRecord task) {
            return task.priority() == 1 ? Optional.of(LIMIT) : Optional.empty();
        }

        @Override
        public Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
            return new Outcome.Failed(error(task, failure));
        }
    }

    static TaskError error(TaskRecord task, Throwable failure) {
        return new TaskError(
                failure.getClass().getName(),
                failure.getMessage(),
                failure.getStackTrace()[0].toString(),
                task.attempts(),
                "n",
                Instant.EPOCH);
    }

    /** Returns as soon as it is interrupted. */
    final TaskRunner heedful = new Limited() {
        @Override
        CompletionStage<Outcome> call(TaskRecord task) {
            if (task.priority() == 1) {
                untilInterrupted();
            }
            return succeeded();
        }
    };

    /** Goes on until the test ends it. */
    final TaskRunner ignoring = new Limited() {
        @Override
        CompletionStage<Outcome> call(TaskRecord task) {
            if (task.priority() == 1) {
                untilEnded();
                returned.incrementAndGet();
            }
            return succeeded();
        }
    };

    void untilInterrupted() {
        untilInterrupted.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.set(true);
        }
    }

    void untilEnded() {
        while (heedless.getCount() > 0) {
            try {
                heedless.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        }
    }

    @AfterEach
    void stop() {
        heedless.countDown();
        bench.close();
    }

    String limited() {
        return bench.enqueue("known", 1);
    }

    void passTheLimit(int calls) {
        bench.awaitInTime(() -> started.get() == calls);
        bench.ticker.advance(LIMIT);
    }

    /** The limit passes, then the time to stop. */
    void abandon(Worker worker, int abandoned) {
        bench.awaitInTime(() -> worker.state().abandoned() == abandoned);
    }
}
