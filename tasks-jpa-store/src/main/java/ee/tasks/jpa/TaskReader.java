package ee.tasks.jpa;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads tasks by JDBC, so that no cache of a persistence provider is used. */
final class TaskReader {

    private static final String FIND =
            "select " + TaskRow.COLUMNS + " from ee_task t where t.namespace = ? and t.id = ?";

    private static final String ERRORS = """
            select exception_class, message, stack_trace, attempt, worker_id, failed_at from ee_task_error
            where task_id = ? order by attempt""";

    private static final String FLOW = """
            select count(*), count(case when f.status in ('SUCCESSFUL', 'FAILED', 'CANCELLED') then 1 end)
            from (
                select t.status from ee_task t where t.namespace = ? and t.flow_id = ?
                union all
                select t.status from ee_flow_hit h join ee_task t on t.id = h.task_id where h.flow_id = ?) f""";

    private final String namespace;

    TaskReader(String namespace) {
        this.namespace = namespace;
    }

    Optional<TaskRecord> find(Connection connection, String id) throws SQLException {
        List<TaskRow> rows = Sql.list(connection, FIND, TaskRow::read, namespace, id);
        return rows.isEmpty() ? Optional.empty() : Optional.of(complete(connection, rows.get(0)));
    }

    private static TaskRecord complete(Connection connection, TaskRow row) throws SQLException {
        TaskRecord task = row.task();
        boolean expired = row.expiresAt() != null && task.status() == TaskStatus.CANCELLED;
        if (task.attempts() == 0 && !expired) {
            return task;
        }
        boolean mayHaveErrors = task.status() != TaskStatus.SUCCESSFUL || task.attempts() > 1;
        List<TaskError> errors = mayHaveErrors ? errors(connection, task.id()) : List.of();
        List<Note> notes = Notes.of(connection, task.id());
        return TaskRecordBuilder.of(task)
                .errors(errors)
                .progress(Notes.progress(notes))
                .metadata(Notes.metadata(notes))
                .build();
    }

    private static List<TaskError> errors(Connection connection, String id) throws SQLException {
        return Sql.list(
                connection,
                ERRORS,
                row -> new TaskError(
                        row.getString("exception_class"),
                        row.getString("message"),
                        row.getString("stack_trace"),
                        row.getInt("attempt"),
                        row.getString("worker_id"),
                        Sql.instant(row, "failed_at")),
                id);
    }

    TaskProgress flowProgress(Connection connection, String flow) throws SQLException {
        return Sql.list(
                        connection,
                        FLOW,
                        row -> new TaskProgress(row.getLong(2), row.getLong(1), null),
                        namespace,
                        flow,
                        flow)
                .get(0);
    }
}
