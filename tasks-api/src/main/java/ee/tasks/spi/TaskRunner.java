package ee.tasks.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Runs attempts of tasks: calls the method of the bean, and computes the outcome. Thread-safe.
 *
 * @since 1.0
 */
public interface TaskRunner {

    /**
     * Runs one attempt on the calling thread, with request scope and interceptors, and reports its start by {@link TaskReports#started}:
     * a backend does not. Once the outcome is stored, the backend reports that. Call it without an active transaction. An atomic task
     * runs in a JTA transaction, which has been committed or rolled back when this returns; see {@link TaskControl#joinTransaction}.
     *
     * @param task the task as it starts: RUNNING, this attempt counted, its worker last among the worker ids
     * @param control what the task's {@link ee.tasks.TaskContext} uses of the backend
     * @return the outcome. The stage is complete already, unless the task returned one that is not. It never completes exceptionally,
     *     whatever the task throws. The outcome is {@link Outcome.Retrying} only if {@code control} allows retries
     * @throws UnreadablePayloadException if this deployment does not know the task or cannot read its arguments or headers; nothing ran
     */
    CompletionStage<Outcome> run(TaskRecord task, TaskControl control);

    /**
     * Returns the timeout of an attempt. A backend that runs tasks on threads of its own interrupts an attempt that takes longer, and
     * then takes its outcome from {@link #failed}, whatever the code does. For a task that returned a stage, {@link #run} watches the
     * timeout.
     *
     * @param task the task as it starts
     * @return the timeout, or empty for none
     */
    default Optional<Duration> timeout(TaskRecord task) {
        return Optional.empty();
    }

    /**
     * Returns the outcome of an attempt that the backend gave up, after a timeout for instance. Call it instead of waiting for
     * {@link #run}, or in place of its outcome, on any thread.
     *
     * @param task the task as it started
     * @param control the control that {@link #run} was called with
     * @param failure why it was given up
     * @return {@link Outcome.Retrying} or {@link Outcome.Failed}, as if the task had thrown the failure
     * @throws UnsupportedOperationException unless {@link #timeout} sets limits
     */
    default Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
        throw new UnsupportedOperationException();
    }
}
