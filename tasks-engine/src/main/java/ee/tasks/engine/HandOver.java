package ee.tasks.engine;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ee.tasks.engine.text.LogText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Runs after a commit what the transaction left to do, in that order, on a new managed thread: the committing thread may not
 * enter a transaction in its callbacks, and the default executor may have too few threads for tasks that commit in turn.
 *
 * <p>A thread has one list at most, from the first task that it runs to the last. What such a task enqueues for this thread,
 * at once or by a commit, joins the list and runs after it: a task that enqueues itself would otherwise nest until the stack
 * is full.
 */
final class HandOver {

    private static final System.Logger LOG = System.getLogger("ee.tasks");
    private static final ThreadLocal<Queue<Runnable>> OF_THREAD = new ThreadLocal<>();

    private final Transactions transactions;
    private final ThreadFactory threads;
    private final Duration wait;

    /** @param wait how long a commit waits for what it set going */
    HandOver(Transactions transactions, ThreadFactory threads, Duration wait) {
        this.transactions = transactions;
        this.threads = threads;
        this.wait = wait;
    }

    /** To be called in a transaction. */
    @SuppressWarnings("unchecked") // put there below
    void afterCommit(Runnable action) {
        Queue<Runnable> actions = (Queue<Runnable>) transactions.resource(this);
        if (actions == null) {
            Queue<Runnable> created = new ArrayDeque<>();
            transactions.putResource(this, created);
            transactions.afterCompletion(committed -> {
                if (committed) {
                    run(created);
                }
            });
            actions = created;
        }
        actions.add(action);
    }

    /**
     * Runs a task on this thread, and then what it has enqueued for this thread, all of it before this returns.
     *
     * @param run what to do now
     * @param later the same, for when this thread runs a task already; throws nothing
     * @return what {@code run} returned; {@code accepted} if it runs later
     */
    <T> T here(T accepted, Supplier<T> run, Runnable later) {
        Queue<Runnable> running = OF_THREAD.get();
        if (running != null) {
            running.add(later);
            return accepted;
        }
        Queue<Runnable> enqueued = new ArrayDeque<>();
        OF_THREAD.set(enqueued);
        try {
            return run.get();
        } finally {
            runAll(enqueued);
        }
    }

    /** As the list of this thread, which what it runs may lengthen. */
    private static void runAll(Queue<Runnable> actions) {
        try {
            for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
                next.run();
            }
        } finally {
            OF_THREAD.remove();
        }
    }

    private void run(Queue<Runnable> actions) {
        Queue<Runnable> running = OF_THREAD.get();
        if (running != null) { // committed by what this thread runs: joins that list, and is not waited for
            running.addAll(actions);
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        try {
            threads.newThread(() -> {
                        OF_THREAD.set(actions);
                        try {
                            runAll(actions);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        } catch (RuntimeException e) { // the server gives no threads any more: the application is being stopped
            CoreMessage.NO_THREAD_TO_HAND_OVER.log(LOG, LogText.indented(e), actions.size());
            return;
        }
        await(done);
    }

    private void await(CountDownLatch done) {
        try {
            if (!done.await(wait.toNanos(), NANOSECONDS)) {
                CoreMessage.HAND_OVER_SLOW.log(LOG, wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
