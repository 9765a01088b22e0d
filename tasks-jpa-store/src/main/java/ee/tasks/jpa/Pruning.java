package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deletes what has finished long ago: from the index of finished tasks, queue by queue, never what is locked or needed. */
final class Pruning {

    /** Some finished tasks: all of one queue that ended in one way. */
    record Group(String queue, TaskStatus status, Duration kept) {

        @Override
        public String toString() {
            return status + " tasks of queue '" + queue + "'";
        }
    }

    /** What FAILED goes before what it needed. */
    private static final List<TaskStatus> FINAL =
            List.of(TaskStatus.FAILED, TaskStatus.SUCCESSFUL, TaskStatus.CANCELLED);

    /** Leaps from queue to queue. */
    static final String NEXT_QUEUE = """
            select t.queue from ee_task t
            where t.namespace = ? and t.status = ? and t.queue > ? and t.finished_at is not null
            order by t.namespace, t.status, t.queue
            fetch first 1 rows only""";

    /** The result of a predecessor is for its followers to read, so it stays while they are to run, or FAILED and may again. */
    private static final String NEEDED = """
            exists (select 1 from ee_task_dependency d where d.predecessor_id = t.id%2$s)
            or exists (select 1 from ee_task_predecessor r join ee_task f on f.id = r.task_id
                where r.predecessor_id = t.id and (f.finished_at is null or f.status = 'FAILED')%2$s)
            or exists (select 1 from ee_task_key k where k.task_id = t.id and k.held_until > (select %1$s)%2$s)
            or t.flow_id is not null and (
                exists (select 1 from ee_task_dependency d where d.predecessor_id = t.flow_id%2$s)
                or exists (select 1 from ee_task_predecessor r join ee_task f on f.id = r.task_id
                    where r.predecessor_id = t.flow_id and (f.finished_at is null or f.status = 'FAILED')%2$s)
                or exists (select 1 from ee_task m
                    where m.namespace = t.namespace and m.flow_id = t.flow_id
                      and m.status in ('READY', 'WAITING', 'RUNNING')%2$s))""";

    static final String OVER = """
            select t.id from ee_task t
            where t.namespace = ? and t.status = ? and t.queue = ? and t.finished_at <= (select %s)
              and not (%s)
            order by t.namespace, t.status, t.queue, t.finished_at
            fetch first %d rows only""";

    /** Tests again where nothing was locked: it may have been retried since. */
    private static final String DELETE = "delete from ee_task where id = ? and status = ?";

    private static final List<String> SATELLITES = List.of(
            "delete from ee_task_error where task_id in (%s)",
            "delete from ee_task_note where task_id in (%s)",
            "delete from ee_task_key where task_id in (%s)",
            "delete from ee_task_dependency where task_id in (%s)",
            "delete from ee_task_predecessor where task_id in (%s)",
            "delete from ee_flow_hit where task_id in (%s)",
            "delete from ee_task_unreadable where task_id in (%s)");

    private final String namespace;
    private final SqlDialect dialect;

    Pruning(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
    }

    List<Group> groups(Connection connection, Retention retention) throws SQLException {
        dialect.prepareWorker(connection);
        List<Group> groups = new ArrayList<>();
        for (TaskStatus status : FINAL) {
            List<String> queue = next(connection, status, "");
            while (!queue.isEmpty()) {
                Duration kept = retention.of(queue.get(0), status);
                if (!kept.equals(Retention.FOR_EVER)) {
                    groups.add(new Group(queue.get(0), status, kept));
                }
                queue = next(connection, status, queue.get(0));
            }
        }
        return groups;
    }

    private List<String> next(Connection connection, TaskStatus status, String queue) throws SQLException {
        return Sql.list(connection, NEXT_QUEUE, row -> row.getString(1), namespace, status.name(), queue);
    }

    /** One page; what others have locked is left to the next round. */
    int prune(Connection connection, Group group, int page) throws SQLException {
        dialect.prepareWorker(connection);
        List<String> ids = Sql.list(
                        connection,
                        over(dialect, page) + dialect.forUpdateSkipLocked(),
                        row -> row.getString(1),
                        namespace,
                        group.status.name(),
                        group.queue,
                        -Micros.of(group.kept))
                .stream()
                .sorted()
                .toList();
        int[] counts = Sql.batch(
                connection,
                DELETE,
                ids.stream().map(id -> new Object[] {id, group.status.name()}).toList());
        List<String> deleted = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                deleted.add(ids.get(i));
            }
        }
        if (!deleted.isEmpty()) {
            for (String satellite : SATELLITES) {
                Sql.update(connection, satellite.formatted(Sql.marks(deleted.size())), deleted.toArray());
            }
        }
        return deleted.size();
    }

    static String over(SqlDialect dialect, int page) {
        return OVER.formatted(
                dialect.plusMicros(dialect.now()), NEEDED.formatted(dialect.now(), dialect.forEachRow()), page);
    }
}
