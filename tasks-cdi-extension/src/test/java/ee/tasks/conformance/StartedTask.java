package ee.tasks.conformance;

import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRecord;
import java.util.List;
import java.util.Map;

/** What a worker has in its hands when it runs the first attempt of a task. */
public final class StartedTask {

    private StartedTask() {}

    public static TaskRecord of(TaskRecord enqueued) {
        return new TaskRecord(
                enqueued.id(),
                enqueued.task(),
                enqueued.backend(),
                enqueued.queue(),
                enqueued.priority(),
                TaskStatus.RUNNING,
                enqueued.arguments(),
                enqueued.payloadFormat(),
                enqueued.enqueuedAt(),
                enqueued.runAfter(),
                enqueued.enqueuedAt(),
                enqueued.enqueuedAt(),
                null,
                1,
                List.of("worker"),
                List.of(),
                null,
                null,
                Map.of());
    }
}
