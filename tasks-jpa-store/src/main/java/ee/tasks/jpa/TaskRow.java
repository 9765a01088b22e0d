package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A row of ee_task as it is read.
 *
 * @param expiresAt when it is too late for its first start; {@code null} if it was attempted, or does not expire
 */
record TaskRow(
        TaskRecord task,
        String claimId,
        boolean lost,
        boolean rerunIfLost,
        int attemptsBefore,
        Instant sortTime,
        Instant expiresAt) {

    /** Columns of ee_task as t. */
    static final String CLAIMED_COLUMNS = """
            t.id, t.task, t.backend, t.queue, t.priority, t.status, t.arguments, t.payload_format,
            t.enqueued_at, t.run_after, t.deferred, t.started_at, t.last_attempted_at, t.finished_at, t.attempts,
            t.workers, t.node_id, t.claim_id, t.claimed_at, t.lost, t.rerun_if_lost,
            t.attempts_before, t.headers, t.expires_at""";

    static final String COLUMNS = CLAIMED_COLUMNS + ", t.result";

    static TaskRow read(ResultSet row) throws SQLException {
        return read(row, row.getString("result"));
    }

    /** A running task has no result. */
    static TaskRow readClaimed(ResultSet row) throws SQLException {
        return read(row, null);
    }

    private static TaskRow read(ResultSet row, String result) throws SQLException {
        TaskStatus status = status(row.getString("id"), row.getString("status"));
        boolean running = status == TaskStatus.RUNNING;
        Instant runAfter = Sql.instant(row, "run_after");
        Instant startedAt = Sql.instant(row, "started_at");
        Instant claimedAt = Sql.instant(row, "claimed_at");
        TaskRecord task = new TaskRecordBuilder()
                .id(row.getString("id"))
                .task(row.getString("task"))
                .backend(row.getString("backend"))
                .queue(row.getString("queue"))
                .priority(row.getInt("priority"))
                .status(status)
                .arguments(row.getString("arguments"))
                .payloadFormat(row.getInt("payload_format"))
                .enqueuedAt(Sql.instant(row, "enqueued_at"))
                .runAfter(row.getBoolean("deferred") ? runAfter : null)
                .startedAt(running && startedAt == null ? claimedAt : startedAt)
                .lastAttemptedAt(running ? claimedAt : Sql.instant(row, "last_attempted_at"))
                .finishedAt(Sql.instant(row, "finished_at"))
                .attempts(row.getInt("attempts") + (running ? 1 : 0))
                .workerIds(WorkerLines.read(row.getString("workers"), running ? row.getString("node_id") : null))
                .result(result)
                .headers(row.getString("headers"))
                .build();
        return new TaskRow(
                task,
                row.getString("claim_id"),
                row.getBoolean("lost"),
                row.getBoolean("rerun_if_lost"),
                row.getInt("attempts_before"),
                runAfter,
                row.getInt("attempts") == 0 ? Sql.instant(row, "expires_at") : null);
    }

    private static TaskStatus status(String id, String text) {
        try {
            return TaskStatus.valueOf(text);
        } catch (IllegalArgumentException e) {
            String known = Arrays.toString(TaskStatus.values());
            throw new TaskStoreException(JpaMessage.UNKNOWN_STATUS.text(id, text, known), e, false);
        }
    }

    /** It was claimed when it was too late for its first start. */
    boolean isLate() {
        return task.status() == TaskStatus.RUNNING
                && expiresAt != null
                && !task.lastAttemptedAt().isBefore(expiresAt);
    }

    ClaimedTask toClaimed() {
        return new ClaimedTask(task, claimId, lost || !rerunIfLost, rerunIfLost, attemptsBefore, expiresAt);
    }
}
