package ee.tasks.tck;

import ee.tasks.spi.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Runs the same code on many threads that start together. */
final class Race {

    private static final int PATIENCE = 1_000;

    private Race() {}

    /** Returns the results of all threads, which are numbered from 0. */
    static <T> List<T> run(int threads, IntFunction<T> runner) {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(executor.submit(() -> {
                    start.await();
                    return runner.apply(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(5, TimeUnit.MINUTES));
            }
            return results;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a racing thread failed", e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Repeats the call while the store says that another transaction was in the way. */
    static <T> T won(Callable<T> step) {
        for (int tries = 1; ; tries++) {
            try {
                return step.call();
            } catch (TaskStoreException e) {
                if (!e.isLostRace() || tries == PATIENCE) {
                    throw e;
                }
            } catch (Exception e) {
                throw new AssertionError("a step of a race failed", e);
            }
        }
    }
}
