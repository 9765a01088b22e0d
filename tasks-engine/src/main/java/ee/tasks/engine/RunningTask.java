package ee.tasks.engine;

import ee.tasks.TaskCancelledException;
import ee.tasks.TaskContext;
import ee.tasks.TaskProgress;
import ee.tasks.TaskResult;
import ee.tasks.spi.TaskControl;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The context of one attempt. Thread-safe as far as the backend's control is. */
final class RunningTask implements TaskContext {

    private static final ThreadLocal<RunningTask> OF_THREAD = new ThreadLocal<>();

    private final TaskResult<?> result;
    private final Map<String, String> headers;
    private final int maxAttempts;
    private final TaskControl control;

    RunningTask(TaskResult<?> result, Map<String, String> headers, int maxAttempts, TaskControl control) {
        this.result = result;
        this.headers = headers;
        this.maxAttempts = maxAttempts;
        this.control = control;
    }

    static RunningTask ofThread() {
        RunningTask running = OF_THREAD.get();
        if (running == null) {
            throw new IllegalStateException(CoreMessage.OUTSIDE_A_TASK.text());
        }
        return running;
    }

    /** Empty on a thread that runs no task. */
    static Map<String, String> headersOfThread() {
        RunningTask running = OF_THREAD.get();
        return running == null ? Map.of() : running.headers;
    }

    /** Calls the task's code as this thread's task; a task of a worker may run one of the immediate backend. */
    Object call(TaskInvoker code, Object[] arguments) throws Throwable {
        RunningTask outer = OF_THREAD.get();
        OF_THREAD.set(this);
        try {
            return code.invoke(arguments);
        } finally {
            if (outer == null) {
                OF_THREAD.remove();
            } else {
                OF_THREAD.set(outer);
            }
        }
    }

    @Override
    public TaskResult<?> result() {
        return result;
    }

    @Override
    public int attempt() {
        return result.attempts();
    }

    @Override
    public boolean isLastAttempt() {
        return attempt() >= maxAttempts;
    }

    @Override
    public void progress(long done, long total, String message) {
        control.progress(new TaskProgress(done, total, message));
    }

    @Override
    public void metadata(String key, String value) {
        control.metadata(key, value);
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public Optional<Instant> scheduledFor() {
        return control.scheduledFor();
    }

    @Override
    public boolean isCancelled() {
        return control.isStopping();
    }

    @Override
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new TaskCancelledException(CoreMessage.CANCELLED.text(result.id()));
        }
    }

    @Override
    public TaskContext current() {
        return this;
    }
}
