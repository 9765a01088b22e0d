package ee.tasks.jpa;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** Does something on another thread while the caller waits: out of its transaction, and out of what its kind of bean may not do. */
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
