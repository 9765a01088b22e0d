package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import java.util.stream.Stream;

/** @param backend the one that everything is sent to, or {@code null} for each task's own */
record EngineTaskQueue(TaskEngine engine, String backend, Values options) implements TaskQueue {

    @Override
    public TaskQueue withOptions(Values newOptions) {
        if (backend != null) {
            engine.checkOptions(backend, newOptions);
        }
        return new EngineTaskQueue(engine, backend, newOptions);
    }

    @Override
    public <R> TaskResult<R> enqueue(TaskInvocation<R> invocation) {
        return engine.enqueue(requireNonNull(invocation, "invocation"), backend, options);
    }

    @Override
    public TaskFlow enqueueAll(Stream<? extends TaskInvocation<?>> invocations) {
        return engine.enqueueAll(requireNonNull(invocations, "invocations"), backend, options);
    }

    @Override
    public TaskQueue backend(String name) {
        engine.checkOptions(requireNonNull(name, "name"), options);
        return new EngineTaskQueue(engine, name, options);
    }

    @Override
    public TaskResult<?> result(String id) {
        return engine.result(backend, id, null);
    }

    @Override
    public <R> TaskResult<R> result(String id, Class<R> type) {
        return engine.result(backend, id, requireNonNull(type, "type"));
    }
}
