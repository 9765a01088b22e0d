package ee.tasks.jpa;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A row of ee_task as it is read. */
record TaskRow(
        TaskRecord task, String claimId, boolean lost, boolean rerunIfLost, int attemptsBefore, Instant sortTime) {

    /** Of a table that is called t. */
    static final String CLAIMED_COLUMNS = """
            t.id, t.task, t.backend, t.queue, t.priority, t.status, t.arguments, t.payload_format,
            t.enqueued_at, t.run_after, t.deferred, t.started_at, t.last_attempted_at, t.finished_at, t.attempts,
            t.workers, t.node_id, t.claim_id, t.claimed_at, t.lost, t.rerun_if_lost,
            t.attempts_before""";

    static final String COLUMNS = CLAIMED_COLUMNS + ", t.result";

    static TaskRow read(ResultSet row) throws SQLException {
        return read(row, row.getString("result"));
    }

    /** What runs has no result. */
    static TaskRow readClaimed(ResultSet row) throws SQLException {
        return read(row, null);
    }

    private static TaskRow read(ResultSet row, String result) throws SQLException {
        TaskStatus status = status(row.getString("id"), row.getString("status"));
        boolean running = status == TaskStatus.RUNNING;
        Instant runAfter = Sql.instant(row, "run_after");
        Instant startedAt = Sql.instant(row, "started_at");
        Instant claimedAt = Sql.instant(row, "claimed_at");
        TaskRecord task = new TaskRecord(
                row.getString("id"),
                row.getString("task"),
                row.getString("backend"),
                row.getString("queue"),
                row.getInt("priority"),
                status,
                row.getString("arguments"),
                row.getInt("payload_format"),
                Sql.instant(row, "enqueued_at"),
                row.getBoolean("deferred") ? runAfter : null,
                running && startedAt == null ? claimedAt : startedAt,
                running ? claimedAt : Sql.instant(row, "last_attempted_at"),
                Sql.instant(row, "finished_at"),
                row.getInt("attempts") + (running ? 1 : 0),
                Workers.read(row.getString("workers"), running ? row.getString("node_id") : null),
                List.of(),
                result,
                null,
                Map.of());
        return new TaskRow(
                task,
                row.getString("claim_id"),
                row.getBoolean("lost"),
                row.getBoolean("rerun_if_lost"),
                row.getInt("attempts_before"),
                runAfter);
    }

    private static TaskStatus status(String id, String text) {
        try {
            return TaskStatus.valueOf(text);
        } catch (IllegalArgumentException e) {
            String known = Arrays.toString(TaskStatus.values());
            throw new TaskStoreException(JpaMessage.UNKNOWN_STATUS.text(id, text, known), e, false);
        }
    }

    ClaimedTask toClaimed() {
        return new ClaimedTask(task, claimId, lost || !rerunIfLost, rerunIfLost, attemptsBefore);
    }

    TaskRecord with(List<TaskError> errors, TaskProgress progress, Map<String, String> metadata) {
        return new TaskRecord(
                task.id(),
                task.task(),
                task.backend(),
                task.queue(),
                task.priority(),
                task.status(),
                task.arguments(),
                task.payloadFormat(),
                task.enqueuedAt(),
                task.runAfter(),
                task.startedAt(),
                task.lastAttemptedAt(),
                task.finishedAt(),
                task.attempts(),
                task.workerIds(),
                errors,
                task.result(),
                progress,
                metadata);
    }
}
