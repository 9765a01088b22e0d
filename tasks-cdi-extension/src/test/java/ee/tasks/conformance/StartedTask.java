package ee.tasks.conformance;

import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import java.util.List;

/** What a worker has in its hands when it runs the first attempt of a task. */
public final class StartedTask {

    private StartedTask() {}

    public static TaskRecord of(TaskRecord enqueued) {
        return TaskRecordBuilder.of(enqueued)
                .status(TaskStatus.RUNNING)
                .startedAt(enqueued.enqueuedAt())
                .lastAttemptedAt(enqueued.enqueuedAt())
                .attempts(1)
                .workerIds(List.of("worker"))
                .build();
    }
}
