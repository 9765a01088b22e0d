package ee.tasks.demo.web;

import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import java.time.Instant;
import java.util.List;

/** All that is kept of one task. */
public record TaskDetails(
        String id,
        String task,
        String queue,
        TaskStatus status,
        Instant startedAt,
        Instant finishedAt,
        Object returned,
        List<String> workers,
        List<Failure> failures) {

    static TaskDetails of(TaskResult<?> result) {
        return new TaskDetails(
                result.id(),
                result.task(),
                result.queue(),
                result.status(),
                result.startedAt().orElse(null),
                result.finishedAt().orElse(null),
                result.status() == TaskStatus.SUCCESSFUL ? result.returnValue() : null,
                result.workerIds(),
                result.errors().stream().map(Failure::of).toList());
    }

    /** One failed attempt. */
    public record Failure(int attempt, String exception, String message, Instant failedAt) {

        static Failure of(TaskError error) {
            return new Failure(error.attempt(), error.exceptionClass(), error.message(), error.failedAt());
        }
    }
}
