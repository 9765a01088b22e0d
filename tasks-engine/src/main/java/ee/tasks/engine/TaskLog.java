package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.engine.text.LogText;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.event.TaskStarted;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskReports;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says what happens to tasks: a log line and an event for each step. The lines have a category of their own, so that they
 * can be silenced where tasks are many; arguments are never in them.
 */
public final class TaskLog implements TaskReports {

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

    @Override
    public void started(TaskRecord task) {
        CoreMessage.STARTED.log(LOG, task.task(), task.id(), task.attempts());
        fire(TaskStarted.class, task.task(), () -> new TaskStarted(results.apply(task)));
    }

    @Override
    public void retrying(TaskRecord task, Outcome.Retrying outcome) {
        retrying(requireNonNull(task, "task"), requireNonNull(outcome, "outcome"), () -> task);
    }

    @Override
    public void finished(TaskRecord task) {
        Supplier<TaskRecord> now = () -> task;
        switch (task.status()) {
            case SUCCESSFUL -> succeeded(task, now);
            case FAILED -> failed(task, newestError(task).map(TaskLog::trace).orElse(""), now);
            case CANCELLED -> cancelled(task, now);
            default ->
                throw new IllegalArgumentException(
                        CoreMessage.NOT_FINISHED.text(task.task(), task.id(), task.status()));
        }
    }

    /**
     * Reports the outcome of an attempt for a worker, which has the task as it was attempted.
     *
     * @param now reads the task as it is now; asked only if somebody observes it
     */
    public void attempted(TaskRecord attempted, Outcome outcome, Supplier<TaskRecord> now) {
        if (outcome instanceof Outcome.Succeeded) {
            succeeded(attempted, now);
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(attempted, trace(failed.error()), now);
        } else if (outcome instanceof Outcome.Retrying retrying) {
            retrying(attempted, retrying, now);
        } else {
            cancelled(attempted, now);
        }
    }

    private void retrying(TaskRecord task, Outcome.Retrying outcome, Supplier<TaskRecord> now) {
        CoreMessage.RETRYING.log(
                LOG,
                task.task(),
                task.id(),
                outcome.error().attempt(),
                maxAttempts(task.task()),
                outcome.delay(),
                summary(outcome.error()));
        fire(TaskRetrying.class, task.task(), () -> new TaskRetrying(results.apply(now.get())));
    }

    private void succeeded(TaskRecord task, Supplier<TaskRecord> now) {
        CoreMessage.SUCCEEDED.log(LOG, task.task(), task.id(), task.attempts());
        fireFinished(task, now);
    }

    /** The trace has lines of its own, so it is no fact of the message. */
    private void failed(TaskRecord task, String trace, Supplier<TaskRecord> now) {
        System.Logger.Level level = CoreMessage.FAILED.level();
        if (LOG.isLoggable(level)) {
            String text = CoreMessage.FAILED.text(task.task(), task.id(), task.attempts(), "");
            LOG.log(level, text + LogText.indented(trace));
        }
        fireFinished(task, now);
    }

    private void cancelled(TaskRecord task, Supplier<TaskRecord> now) {
        CoreMessage.WAS_CANCELLED.log(LOG, task.task(), task.id());
        fireFinished(task, now);
    }

    public void lost(TaskRecord task) {
        String why = newestError(task).map(TaskError::message).orElse("");
        CoreMessage.LOST_WITH_ITS_WORKER.log(LOG, task.task(), task.id(), why);
        fireFinished(task, () -> task);
    }

    public void unreadable(TaskRecord task) {
        CoreMessage.UNREADABLE_TOO_LONG.log(LOG, task.task(), task.id());
        fireFinished(task, () -> task);
    }

    /** Of a task that did not run, or that was lost after somebody asked it to stop. */
    public void cancelled(TaskRecord task) {
        cancelled(task, () -> task);
    }

    private int maxAttempts(String task) {
        return registry.find(task)
                .map(definition -> definition.settings().attempts().max())
                .orElse(1);
    }

    private static Optional<TaskError> newestError(TaskRecord task) {
        List<TaskError> errors = task.errors();
        return errors.isEmpty() ? Optional.empty() : Optional.of(errors.get(errors.size() - 1));
    }

    private static String trace(TaskError error) {
        return error.stackTrace() == null || error.stackTrace().isEmpty() ? summary(error) : error.stackTrace();
    }

    private static String summary(TaskError error) {
        return error.message() == null ? error.exceptionClass() : error.exceptionClass() + ": " + error.message();
    }

    private void fireFinished(TaskRecord task, Supplier<TaskRecord> now) {
        fire(TaskFinished.class, task.task(), () -> new TaskFinished(results.apply(now.get())));
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
