package ee.tasks.engine;

import ee.tasks.TaskHandle;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;

/** A handle of one task of this deployment; its backend is the task's own. */
record EngineTaskHandle<A, R>(Enqueuer enqueuer, Results results, TaskDefinition task, Values options)
        implements TaskHandle<A, R> {

    @Override
    public TaskHandle<A, R> withOptions(Values newOptions) {
        enqueuer.checkOptions(task.settings().backend(), newOptions);
        return new EngineTaskHandle<>(enqueuer, results, task, newOptions);
    }

    @Override
    public TaskResult<R> enqueue(A argument) {
        return enqueuer.enqueue(invocation(argument), null, Values.NONE);
    }

    @Override
    @SuppressWarnings("unchecked") // the injection point's type arguments were checked at deployment
    public TaskInvocation<R> invocation(A argument) {
        TaskInvocation<?> named = task.signature().parameters().isEmpty()
                ? TaskInvocation.named(task.name())
                : TaskInvocation.named(task.name(), new Object[] {argument});
        return (TaskInvocation<R>) named.withOptions(options);
    }

    @Override
    public TaskResult<R> result(String id) {
        return results.find(task, id);
    }
}
