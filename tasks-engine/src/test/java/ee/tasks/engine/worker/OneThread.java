package ee.tasks.engine.worker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor with one thread of another and an endless queue. */
final class OneThread implements Executor {

    private final Executor threads;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private boolean busy;

    OneThread(Executor threads) {
        this.threads = threads;
    }

    @Override
    public synchronized void execute(Runnable task) {
        queue.add(task);
        next();
    }

    private synchronized void next() {
        if (!busy && !queue.isEmpty()) {
            busy = true;
            Runnable task = queue.remove();
            try {
                threads.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        done();
                    }
                });
            } catch (RejectedExecutionException e) {
                queue.clear(); // the test is over
            }
        }
    }

    private synchronized void done() {
        busy = false;
        next();
    }
}
