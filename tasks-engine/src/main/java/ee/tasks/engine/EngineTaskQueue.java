package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import java.util.stream.Stream;

/** @param backend the one that everything is sent to, or {@code null} for each task's own */
record EngineTaskQueue(Enqueuer enqueuer, Results results, String backend, Values options) implements TaskQueue {

    @Override
    public TaskQueue withOptions(Values newOptions) {
        if (backend != null) {
            enqueuer.checkOptions(backend, newOptions);
        }
        return new EngineTaskQueue(enqueuer, results, backend, newOptions);
    }

    @Override
    public <R> TaskResult<R> enqueue(TaskInvocation<R> invocation) {
        return enqueuer.enqueue(requireNonNull(invocation, "invocation"), backend, options);
    }

    @Override
    public TaskFlow enqueueAll(Stream<? extends TaskInvocation<?>> invocations) {
        return enqueuer.enqueueAll(requireNonNull(invocations, "invocations"), backend, options);
    }

    @Override
    public TaskQueue backend(String name) {
        enqueuer.checkOptions(requireNonNull(name, "name"), options);
        return new EngineTaskQueue(enqueuer, results, name, options);
    }

    @Override
    public TaskResult<?> result(String id) {
        return results.find(backend, id, null);
    }

    @Override
    public <R> TaskResult<R> result(String id, Class<R> type) {
        return results.find(backend, id, requireNonNull(type, "type"));
    }
}
