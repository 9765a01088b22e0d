package ee.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A queue that keeps what it is given and runs nothing. */
record RecordingQueue(Values options, List<TaskInvocation<?>> taken) implements TaskQueue {

    RecordingQueue() {
        this(Values.NONE, new ArrayList<>());
    }

    TaskInvocation<?> last() {
        return taken.get(taken.size() - 1);
    }

    @Override
    public TaskQueue withOptions(Values newOptions) {
        return new RecordingQueue(newOptions, taken);
    }

    @Override
    public <R> TaskResult<R> enqueue(TaskInvocation<R> invocation) {
        taken.add(invocation);
        return null;
    }

    @Override
    public TaskFlow enqueueAll(Stream<? extends TaskInvocation<?>> invocations) {
        try (invocations) {
            invocations.forEach(taken::add);
        }
        return null;
    }

    @Override
    public TaskQueue backend(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskResult<?> result(String id) {
        throw new TaskResultNotFoundException(id);
    }

    @Override
    public <R> TaskResult<R> result(String id, Class<R> type) {
        throw new TaskResultNotFoundException(id);
    }
}
