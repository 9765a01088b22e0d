package ee.tasks.engine;

import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.engine.text.LogText;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.event.TaskStarted;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says what happens to tasks: a log line and an event for each step. The lines have a category of their own, so that they
 * can be silenced where tasks are many; arguments are never in them.
 */
public final class TaskLog {

    private static final System.Logger LOG = System.getLogger("ee.tasks.run");

    private final EventPublisher events;
    private final Function<TaskRecord, TaskResult<?>> results;
    private final TaskRegistry registry;

    /** @param registry knows the name that a task has now, for one it once had: observers know only that */
    TaskLog(EventPublisher events, Function<TaskRecord, TaskResult<?>> results, TaskRegistry registry) {
        this.events = events;
        this.results = results;
        this.registry = registry;
    }

    public void enqueued(TaskRecord task) {
        CoreMessage.ENQUEUED.log(LOG, task.task(), task.id(), task.queue(), task.backend());
        fire(TaskEnqueued.class, task.task(), () -> new TaskEnqueued(results.apply(task)));
    }

    boolean isEnqueuedObserved(String task) {
        return events.isObserved(TaskEnqueued.class, task) || LOG.isLoggable(CoreMessage.ENQUEUED.level());
    }

    public void started(TaskRecord task) {
        CoreMessage.STARTED.log(LOG, task.task(), task.id(), task.attempts());
        fire(TaskStarted.class, task.task(), () -> new TaskStarted(results.apply(task)));
    }

    /**
     * @param attempted the task as it was attempted
     * @param ended the task as it is now; asked for only if somebody observes it
     */
    public void ended(TaskRecord attempted, Outcome outcome, Supplier<TaskRecord> ended) {
        String task = attempted.task();
        if (outcome instanceof Outcome.Succeeded) {
            CoreMessage.SUCCEEDED.log(LOG, task, attempted.id(), attempted.attempts());
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(attempted, failed.error());
        } else if (outcome instanceof Outcome.Retrying retrying) {
            retrying(attempted, retrying);
            fire(TaskRetrying.class, task, () -> new TaskRetrying(results.apply(ended.get())));
            return;
        } else {
            CoreMessage.WAS_CANCELLED.log(LOG, task, attempted.id());
        }
        fire(TaskFinished.class, task, () -> new TaskFinished(results.apply(ended.get())));
    }

    private void retrying(TaskRecord attempted, Outcome.Retrying retrying) {
        String task = attempted.task();
        CoreMessage.RETRYING.log(
                LOG,
                task,
                attempted.id(),
                attempted.attempts(),
                maxAttempts(task),
                retrying.delay(),
                summary(retrying.error()));
    }

    /** The trace has lines of its own, so it is no fact of the message. */
    private static void failed(TaskRecord attempted, TaskError error) {
        System.Logger.Level level = CoreMessage.FAILED.level();
        if (LOG.isLoggable(level)) {
            String text = CoreMessage.FAILED.text(attempted.task(), attempted.id(), attempted.attempts(), "");
            LOG.log(level, text + LogText.indented(trace(error)));
        }
    }

    public void lost(TaskRecord task) {
        CoreMessage.LOST_WITH_ITS_WORKER.log(LOG, task.task(), task.id(), lastError(task));
        fire(TaskFinished.class, task.task(), () -> new TaskFinished(results.apply(task)));
    }

    public void unreadable(TaskRecord task) {
        CoreMessage.UNREADABLE_TOO_LONG.log(LOG, task.task(), task.id());
        fire(TaskFinished.class, task.task(), () -> new TaskFinished(results.apply(task)));
    }

    public void cancelled(TaskRecord task) {
        CoreMessage.WAS_CANCELLED.log(LOG, task.task(), task.id());
        fire(TaskFinished.class, task.task(), () -> new TaskFinished(results.apply(task)));
    }

    private int maxAttempts(String task) {
        return registry.find(task)
                .map(definition -> definition.settings().attempts().max())
                .orElse(1);
    }

    /** Says why it does not run again. */
    private static String lastError(TaskRecord task) {
        List<TaskError> errors = task.errors();
        return errors.isEmpty() ? "" : errors.get(errors.size() - 1).message();
    }

    private static String trace(TaskError error) {
        return error.stackTrace() == null || error.stackTrace().isEmpty() ? summary(error) : error.stackTrace();
    }

    private static String summary(TaskError error) {
        return error.message() == null ? error.exceptionClass() : error.exceptionClass() + ": " + error.message();
    }

    private void fire(Class<?> type, String stored, Supplier<Object> event) {
        String task = registry.currentName(stored);
        if (!events.isObserved(type, task)) {
            return;
        }
        // Whatever an observer throws is not the task's failure.
        Consumer<Throwable> failed =
                thrown -> CoreMessage.OBSERVER_FAILED.log(LOG, LogText.indented(thrown), type.getSimpleName(), task);
        try {
            events.fire(event.get(), task, failed);
        } catch (Throwable thrown) {
            failed.accept(thrown);
        }
    }
}
