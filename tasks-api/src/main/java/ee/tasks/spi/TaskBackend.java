package ee.tasks.spi;

import ee.tasks.TaskProgress;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts invocations and runs them in its own way. To offer one, write a bean with the qualifier {@link BackendType}. If the worker
 * of EE Tasks runs the tasks, implement {@link TaskStore} instead.
 *
 * <p>Implementations are thread-safe. The engine calls only the methods whose {@link #features()} are there, with requests that it has
 * checked. Parameters and return values are not {@code null} unless their description allows it. To test an implementation, extend
 * {@code TaskBackendContract} from the artifact {@code tasks-tck}.
 *
 * @since 1.0
 */
public interface TaskBackend {

    /**
     * Starts the backend. Called once, before any other method. If it throws, the operation that triggered it fails, and the backend is
     * started again on the next use. The default does nothing.
     *
     * @param context name, namespace, queues and options of this backend
     */
    default void start(BackendContext context) {}

    /**
     * Stops the backend, and returns when none of its tasks is running. Called once, when the application stops. The default does nothing.
     */
    default void stop() {}

    /**
     * Returns the features that this backend supports.
     *
     * @return the same set at each call after {@link #start}
     */
    Set<Feature> features();

    /**
     * Whether {@link #enqueue} may be called within the caller's JTA transaction: because it joins it (by writing a row, for instance) or
     * is independent of it. If not, the engine calls it after the commit, on a managed thread.
     *
     * @return the same value at each call after {@link #start}
     */
    default boolean joinsTransaction() {
        return false;
    }

    /**
     * Checks a request, and throws a {@link ee.tasks.TaskException} if this backend cannot accept it. Called whenever options are set, and
     * again before {@link #enqueue}. The default accepts all.
     *
     * @param request the request, which the engine has checked by the general rules
     */
    default void validate(TaskRequest request) {}

    /**
     * Accepts an invocation.
     *
     * @param request the request, checked by the engine and {@link #validate}
     * @return its state now, with the id under which {@link #find} finds it; if another task holds its unique key, the state of that task
     */
    TaskRecord enqueue(TaskRequest request);

    /**
     * Accepts many invocations, in constant memory. Called only with {@link Feature#BULK}. The default calls {@link #enqueue} for each.
     *
     * @param requests the requests; the engine checks each as it is read
     * @return how many tasks were accepted
     */
    default long enqueueAll(Iterator<TaskRequest> requests) {
        long count = 0;
        for (; requests.hasNext(); count++) {
            enqueue(requests.next());
        }
        return count;
    }

    /**
     * Reads a task. Called only with {@link Feature#RESULTS}.
     *
     * @param id any text
     * @return its state now; empty if there is none of that id
     */
    default Optional<TaskRecord> find(String id) {
        return Optional.empty();
    }

    /**
     * Cancels a task that has not started, or requests the cancellation of one that runs. Called only with {@link Feature#CANCEL}.
     *
     * @param id any text
     * @return {@code true} if the task was cancelled or its cancellation is requested, {@code false} if it has finished or is unknown
     */
    default boolean cancel(String id) {
        return false;
    }

    /**
     * Retries a FAILED or CANCELLED task, see {@link ee.tasks.TaskResult#retry()}. Called only with {@link Feature#RETRY}.
     *
     * @param id any text
     * @return {@code true} if the task will run again, {@code false} if it is neither FAILED nor CANCELLED, or unknown
     */
    default boolean retry(String id) {
        return false;
    }

    /**
     * Counts the tasks of a flow. Called only with {@link Feature#BULK} and {@link Feature#RESULTS}.
     *
     * @param flow the flow's id
     * @return how many have finished, of how many; 0 of 0 for an unknown flow
     */
    default TaskProgress flowProgress(String flow) {
        return new TaskProgress(0, 0, null);
    }

    /**
     * Cancels each task of a flow as {@link #cancel} does. Called only with {@link Feature#BULK} and {@link Feature#CANCEL}.
     *
     * @param flow the flow's id
     * @return how many tasks were cancelled, or have their cancellation requested
     */
    default long cancelFlow(String flow) {
        return 0;
    }

    /**
     * Returns the store of schedules, whose ticks this backend takes itself. Called only with {@link Feature#SCHEDULES}.
     *
     * @return the same object at each call after {@link #start}
     */
    default ScheduleStore schedules() {
        throw new UnsupportedOperationException("SCHEDULES");
    }

    /**
     * Returns what operators say of this backend. Called only with {@link Feature#PAUSE}.
     *
     * @return the same object at each call after {@link #start}
     */
    default AdminStore admin() {
        throw new UnsupportedOperationException("ADMIN");
    }
}
