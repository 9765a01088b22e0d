package ee.tasks.spi;

import ee.tasks.TaskProgress;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * Takes invocations and sees to it that they run. Offer one as a bean with {@link BackendType}; a store that the worker of
 * EE Tasks shall run is a {@link TaskStore} instead.
 *
 * <p>Implementations are thread-safe. The engine calls only what {@link #features()} promise, with requests it has checked.
 * {@code TaskBackendContract}, in the artifact {@code tasks-tck}, tells whether one keeps its promises.
 *
 * @since 1.0
 */
public interface TaskBackend {

    /**
     * Called before anything else, and once unless it throws: that fails the first use, and is tried again at the next.
     *
     * @param context what it is told of its place
     */
    default void start(BackendContext context) {}

    /** Called once, when the application stops: returns when nothing runs any more. */
    default void stop() {}

    /**
     * What it can do.
     *
     * @return constant after {@link #start}
     */
    Set<Feature> features();

    /**
     * Whether {@link #enqueue} may be called within the caller's JTA transaction because it joins it (a row) or has nothing
     * to do with it. If not, the engine hands invocations over after the commit, on a managed thread.
     *
     * @return constant after {@link #start}
     */
    default boolean joinsTransaction() {
        return false;
    }

    /**
     * Refuses, by a {@link ee.tasks.TaskException}, what this backend cannot take for reasons of its own. Called whenever
     * options are given, and again before {@link #enqueue}.
     *
     * @param request the request, which keeps the general rules
     */
    default void validate(TaskRequest request) {}

    /**
     * Takes an invocation.
     *
     * @param request the request, checked
     * @return its state now, under the id it shall be found by; with a unique key that is held, the state of the holder
     */
    TaskRecord enqueue(TaskRequest request);

    /**
     * Takes many invocations in constant memory. Needs {@link Feature#BULK}.
     *
     * @param requests the requests, checked one by one as they are read
     * @return how many
     */
    default long enqueueAll(Iterator<TaskRequest> requests) {
        long count = 0;
        for (; requests.hasNext(); count++) {
            enqueue(requests.next());
        }
        return count;
    }

    /**
     * The state of an invocation now. Needs {@link Feature#RESULTS}.
     *
     * @param id any text
     * @return the state; empty when the id is unknown, or is none
     */
    default Optional<TaskRecord> find(String id) {
        return Optional.empty();
    }

    /**
     * Cancels an invocation that has not started, asks one that runs to stop. Needs {@link Feature#CANCEL}.
     *
     * @param id any text
     * @return whether it could; {@code false} if it has finished or is unknown
     */
    default boolean cancel(String id) {
        return false;
    }

    /**
     * Has an invocation run again that FAILED or was CANCELLED, see {@link ee.tasks.TaskResult#retry()}. Needs
     * {@link Feature#RETRY}.
     *
     * @param id any text
     * @return whether it could; {@code false} if it is neither or is unknown
     */
    default boolean retry(String id) {
        return false;
    }

    /**
     * How many of a flow's invocations have finished, of how many. Needs BULK and RESULTS.
     *
     * @param flow the flow's id
     * @return how many, of how many; 0 of 0 for an unknown flow
     */
    default TaskProgress flowProgress(String flow) {
        return new TaskProgress(0, 0, null);
    }

    /**
     * Cancels a flow's invocations as {@link #cancel} does. Needs BULK and CANCEL.
     *
     * @param flow the flow's id
     * @return how many it could
     */
    default long cancelFlow(String flow) {
        return 0;
    }

    /**
     * The schedules that it keeps, and sees to itself. Needs {@link Feature#SCHEDULES}.
     *
     * @return the same at each call, after {@link #start}
     */
    default ScheduleStore schedules() {
        throw new UnsupportedOperationException();
    }
}
