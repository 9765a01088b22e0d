package ee.tasks.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Calls the code of a task.
 *
 * @since 1.0
 */
public interface TaskRunner {

    /**
     * Runs one attempt of {@code task} on the calling thread, with request scope and interceptors, and fires
     * {@link ee.tasks.event.TaskStarted}. The caller must have no transaction active. An atomic task runs in a JTA transaction,
     * which is over when this returns; see {@link TaskControl#joinTransaction}.
     *
     * @param task the task as it starts: RUNNING, the attempt counted, its worker last among the worker ids
     * @param control what its context reaches
     * @return what came of it; already complete unless the task returned a stage that is not. Never completes
     *     exceptionally, whatever the task throws, and asks for another attempt only if {@code control} allows it
     * @throws UnreadablePayloadException if this deployment does not know the task or cannot bind its arguments; nothing ran
     */
    CompletionStage<Outcome> run(TaskRecord task, TaskControl control);

    /**
     * How long an attempt may take. A backend that runs tasks on threads of its own interrupts what takes longer, and
     * {@linkplain #failed ends} the attempt whatever the code does then. What goes on in a stage is watched by {@link #run}.
     *
     * @param task the task as it starts
     * @return the limit, or empty for none
     */
    default Optional<Duration> timeout(TaskRecord task) {
        return Optional.empty();
    }

    /**
     * What an attempt comes to that its backend gave up. Called instead of waiting for {@link #run}, or in place of what came
     * of that; on any thread.
     *
     * @param task the task as it started
     * @param control what its context reaches
     * @param failure why it was given up
     * @return failed, for good or until another attempt, as for a failure of the task's own
     * @throws UnsupportedOperationException unless {@link #timeout} sets limits
     */
    default Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
        throw new UnsupportedOperationException();
    }

    /**
     * Says that the end of an attempt has been written: logs it and fires {@link ee.tasks.event.TaskRetrying} or
     * {@link ee.tasks.event.TaskFinished}. A backend that runs tasks itself calls it after {@link #run}, on any thread;
     * for a {@link TaskStore} the worker does.
     *
     * @param task the task as it is now, its newest error last
     * @param outcome what came of the attempt
     */
    default void ended(TaskRecord task, Outcome outcome) {}
}
