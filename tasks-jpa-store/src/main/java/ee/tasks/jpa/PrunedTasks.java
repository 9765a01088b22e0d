package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The final status of pruned tasks, kept for {@code ee.tasks.dependency-grace}. For that long a caller who has seen a task may still name
 * it as a predecessor; afterwards the id is so old that the enqueue is refused.
 */
final class PrunedTasks {

    /** A task that was pruned. */
    record Pruned(String id, TaskStatus status, String flow) {}

    private static final String INSERT =
            "insert into ee_task_pruned (id, namespace, status, flow_id, pruned_at) values (?, ?, ?, ?, %s)";

    private static final String TASKS =
            "select p.id, p.status from ee_task_pruned p where p.namespace = ? and p.id in (%s)";

    private static final String FLOW = """
            select p.status from ee_task_pruned p where p.flow_id = ? and p.namespace = ? and p.status = ?
            fetch first 1 rows only""";

    static final String OLD = """
            select t.id from ee_task_pruned t where t.namespace = ? and t.pruned_at <= %s
            order by t.namespace, t.pruned_at
            fetch first %d rows only""";

    private static final String DELETE = "delete from ee_task_pruned where id = ?";

    /** Followers of a flow ask for the status of its hits, so a hit is kept as long as that is known. */
    private static final String DELETE_HIT = "delete from ee_flow_hit where task_id = ?";

    private final String namespace;
    private final SqlDialect dialect;
    private final Duration grace;
    private final String insert;

    PrunedTasks(String namespace, SqlDialect dialect, Duration grace) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.grace = grace;
        insert = INSERT.formatted(dialect.now());
    }

    void note(Connection connection, Collection<Pruned> tasks) throws SQLException {
        Sql.batch(
                connection,
                insert,
                tasks.stream()
                        .map(task -> new Object[] {task.id, namespace, task.status.name(), task.flow})
                        .toList());
    }

    Map<String, TaskStatus> tasks(Connection connection, List<String> ids) throws SQLException {
        Map<String, TaskStatus> found = new HashMap<>();
        Sql.list(
                connection,
                TASKS.formatted(Sql.marks(ids.size())),
                row -> found.put(row.getString(1), TaskStatus.valueOf(row.getString(2))),
                Sql.parameters(namespace, ids));
        return found;
    }

    /** The statuses of a flow's pruned tasks. */
    Set<TaskStatus> flow(Connection connection, String flow) throws SQLException {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        for (TaskStatus status : List.of(TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.SUCCESSFUL)) {
            if (!Sql.list(connection, FLOW, row -> 1, flow, namespace, status.name())
                    .isEmpty()) {
                statuses.add(status);
            }
        }
        return statuses;
    }

    /** Forgets one page, and returns how many were old enough. */
    int forget(Connection connection, int page) throws SQLException {
        dialect.prepareWorker(connection);
        List<String> ids = Sql.list(
                connection,
                OLD.formatted(dialect.once(dialect.plusMicros(dialect.now())), page) + dialect.forUpdateSkipLocked(),
                row -> row.getString(1),
                namespace,
                -Micros.of(grace));
        Sql.batch(connection, DELETE, Sql.rows(ids));
        Sql.batch(connection, DELETE_HIT, Sql.rows(ids));
        return ids.size();
    }
}
