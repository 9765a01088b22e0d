package ee.tasks.conformance;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tasks of many kinds, all small. */
@ApplicationScoped
public class Mailer {

    /** Carries something that has no JSON form and cannot be serialized. */
    public static class Undeliverable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Object payload = new Object();

        public Undeliverable(String message, Throwable cause) {
            super(message, cause);
        }

        public Object payload() {
            return payload;
        }
    }

    @Inject
    TaskContext context;

    @Task
    public void nothing() {}

    @Task
    public int add(int left, int right) {
        return left + right;
    }

    @Task
    public String greet(String name) {
        return "Hello " + name;
    }

    @Task
    public void send(long pageId, Map<String, List<Integer>> options) {}

    @Task
    public CompletionStage<Integer> later(int number) {
        return CompletableFuture.completedFuture(number + 1);
    }

    @Task
    public String fail(String message) {
        throw new IllegalStateException(message);
    }

    @Task
    public void exhaust() {
        throw new StackOverflowError("too deep");
    }

    @Task
    public void undeliverable() {
        throw new Undeliverable("no such address", new RuntimeException("inner"));
    }

    @Task
    public double ratio(double of, double by) {
        return of / by;
    }

    @Task
    public String whoAmI() {
        return context.result().id() + " " + context.result().status() + " " + context.attempt();
    }

    @Task(value = "mail.urgent", queue = "urgent", priority = 50)
    @Attempts(max = 3, delay = "PT0S")
    public void urgent(String address) {}

    public void noTask() {}
}
