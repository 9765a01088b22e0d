package ee.tasks.tck;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A bean of the tier "runtime" that has its tasks. */
@ApplicationScoped
public class RuntimeTasks {

    private final Set<String> marks = ConcurrentHashMap.newKeySet();

    @Inject
    TaskContext context;

    @Inject
    RuntimeRequest request;

    @Task("tck.join")
    public String join(String text, int number) {
        return text + number;
    }

    @Task("tck.mark")
    public void mark(String text) {
        marks.add(text);
    }

    @Task("tck.third")
    @Attempts(max = 3, delay = "PT0S")
    public String third() {
        if (!context.isLastAttempt()) {
            throw new IllegalStateException("attempt " + context.attempt());
        }
        return "attempt " + context.attempt();
    }

    @Task("tck.fail")
    public void fail() {
        throw new IllegalArgumentException("out of paper");
    }

    @Task("tck.promise")
    public CompletionStage<String> promise(String text) {
        return CompletableFuture.supplyAsync(() -> text);
    }

    /** Returns the id of the request: each task has its own request. */
    @Task("tck.request")
    public String request() {
        return request.number();
    }

    @Task("tck.header")
    public String header(String name) {
        return context.headers().get(name);
    }

    /** Is not a task. */
    public void nothing() {}

    Set<String> marks() {
        return Set.copyOf(marks);
    }
}
