package ee.tasks.engine;

import ee.tasks.RetryLater;
import ee.tasks.TaskContext;
import ee.tasks.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is injected: always the context of the task that runs on the calling thread. */
public class CurrentTaskContext implements TaskContext {

    @Override
    public TaskResult<?> result() {
        return current().result();
    }

    @Override
    public int attempt() {
        return current().attempt();
    }

    @Override
    public boolean isLastAttempt() {
        return current().isLastAttempt();
    }

    @Override
    public void progress(long done, long total, String message) {
        current().progress(done, total, message);
    }

    @Override
    public void metadata(String key, String value) {
        current().metadata(key, value);
    }

    @Override
    public Map<String, String> headers() {
        return current().headers();
    }

    @Override
    public Optional<Instant> scheduledFor() {
        return current().scheduledFor();
    }

    @Override
    public boolean isCancelled() {
        return current().isCancelled();
    }

    @Override
    public void throwIfCancelled() {
        current().throwIfCancelled();
    }

    @Override
    public RetryLater retry(Duration delay) {
        return current().retry(delay);
    }

    @Override
    public TaskContext current() {
        return RunningTask.ofThread();
    }
}
