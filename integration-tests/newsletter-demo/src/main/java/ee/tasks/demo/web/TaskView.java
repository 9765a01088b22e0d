package ee.tasks.demo.web;

import ee.tasks.TaskProgress;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.demo.Activity;
import java.time.Instant;

/** A task as the page lists it. */
public record TaskView(
        String id,
        String invocation,
        TaskStatus status,
        int attempts,
        String error,
        Instant enqueuedAt,
        Instant runAfter,
        TaskProgress progress) {

    static TaskView of(Activity activity) {
        return of(activity, null, null);
    }

    static TaskView of(TaskResult<?> result) {
        return of(
                new Activity(result),
                result.runAfter().orElse(null),
                result.progress().orElse(null));
    }

    private static TaskView of(Activity activity, Instant runAfter, TaskProgress progress) {
        return new TaskView(
                activity.taskId(),
                activity.invocation(),
                activity.status(),
                activity.attempts(),
                activity.error(),
                activity.enqueuedAt(),
                runAfter,
                progress);
    }
}
