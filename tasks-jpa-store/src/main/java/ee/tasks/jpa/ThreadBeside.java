package ee.tasks.jpa;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Calls something on another thread while the caller waits: outside of the caller's transaction, and free of what the server forbids a
 * session bean with container-managed transactions.
 */
final class ThreadBeside {

    private ThreadBeside() {}

    static <T> T call(Supplier<T> work) {
        return call(Thread::new, work);
    }

    static <T> T call(ThreadFactory threads, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = threads.newThread(() -> result.completeAsync(work, Runnable::run));
        thread.setName("ee-tasks-beside");
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
