package ee.tasks.demo;

import static java.util.stream.Collectors.joining;

import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The application's own note of a task: kept whatever backend runs it, also one that forgets results. */
@Entity
@Table(name = "newsletter_activity")
public class Activity {

    @Id
    @Column(length = 36)
    private String taskId;

    @Column(length = 1_000)
    private String invocation;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "varchar(20)")
    private TaskStatus status;

    private int attempts;

    @Column(length = 1_000)
    private String error;

    private LocalDateTime enqueuedAt;

    protected Activity() {}

    public Activity(TaskResult<?> result) {
        taskId = result.id();
        var simpleName = result.task().replaceFirst("^.*\\.(?=[^.]+\\.[^.]+$)", "");
        var arguments = result.arguments().stream().map(String::valueOf).collect(joining(", ", "(", ")"));
        invocation = cut(simpleName + arguments);
        enqueuedAt = LocalDateTime.ofInstant(result.enqueuedAt(), ZoneOffset.UTC);
        take(result);
    }

    /** Events of one task may come on different threads: an older state never replaces a newer one. */
    public void update(TaskResult<?> result) {
        if (!status.isFinished() && result.attempts() >= attempts) take(result);
    }

    private void take(TaskResult<?> result) {
        status = result.status();
        attempts = result.attempts();
        error = result.errors().stream()
                .reduce((earlier, later) -> later)
                .map(TaskError::message)
                .map(Activity::cut)
                .orElse(null);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 1_000));
    }

    public String taskId() {
        return taskId;
    }

    /** As one would write it: {@code Newsletter.sendWelcome(3)}. */
    public String invocation() {
        return invocation;
    }

    public TaskStatus status() {
        return status;
    }

    public int attempts() {
        return attempts;
    }

    /** What the newest failed attempt said, or {@code null}. */
    public String error() {
        return error;
    }

    public Instant enqueuedAt() {
        return enqueuedAt.toInstant(ZoneOffset.UTC);
    }
}
