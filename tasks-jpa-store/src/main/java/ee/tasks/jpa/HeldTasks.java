package ee.tasks.jpa;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of unfinished tasks in gates. Whoever writes one that is held or let in has the task's row locked, and locks that first. A row
 * that contradicts its task is of no effect, and is deleted when somebody comes by.
 */
final class HeldTasks {

    private static final String INSERT = """
            insert into ee_gated (task_id, gate, namespace, queue, priority, run_after, state, claim_id, node_id, weight, strict)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String OF_TASKS = "select g.task_id, g.gate, g.state from ee_gated g where g.task_id in (%s)";

    private static final String DELETE = "delete from ee_gated where task_id = ? and gate = ?";

    private static final String DELETE_HELD = DELETE + " and state = 'H'";

    private static final String LET_IN = "update ee_gated set state = 'L' where task_id = ? and gate = ?";

    private static final String NEXT_GATE = """
            select g.gate from ee_gated g where g.namespace = ? and g.state = 'H' and g.gate > ?
            order by g.namespace, g.state, g.gate
            fetch first 1 rows only""";

    private static final String NEXT_QUEUE = """
            select g.queue from ee_gated g where g.namespace = ? and g.state = 'H' and g.gate = ? and g.queue > ?
            order by g.namespace, g.state, g.gate, g.queue
            fetch first 1 rows only""";

    /** Does not ask whether the task exists: for a gate with many PostgreSQL would read all tasks at once to answer that. */
    private static final String FIRST = """
            select g.task_id, g.gate, g.weight,
                coalesce((
                    select case when k.status = 'READY' and k.due = false then 1 else 0 end
                    from ee_task k where k.id = g.task_id), 0)
            from ee_gated g
            where g.namespace = ? and g.state = 'H' and g.gate = ? and g.queue = ?
            order by g.namespace, g.state, g.gate, g.queue, g.priority desc, g.run_after, g.task_id
            fetch first %d rows only""";

    private static final String LINE = """
            select g.queue, sum(g.weight) from ee_gated g join ee_task k on k.id = g.task_id
            where g.namespace = ? and g.state = 'L' and g.gate = ? and k.status = 'READY' and k.due = true
            group by g.queue""";

    /**
     * A task that waits to be let in.
     *
     * @param isHeld whether its own row says so
     */
    record HeldTask(String task, String gate, int weight, boolean isHeld) {}

    /** Where a task stands: which gate holds it, or let it in. */
    record Place(String task, String gate, boolean letIn) {}

    private final String namespace;
    private final SqlDialect dialect;

    HeldTasks(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
    }

    /** The row of a new task that is held in a gate. */
    Object[] held(TaskEntity task, Gate gate) {
        return held(task.id, task.queue, task.priority, task.runAfter, gate);
    }

    /** The row of a claimed task that is held in a gate. */
    Object[] held(TaskRow row, Gate gate) {
        TaskRecord task = row.task();
        return held(task.id(), task.queue(), task.priority(), row.sortTime(), gate);
    }

    private Object[] held(String task, String queue, int priority, Instant sortTime, Gate gate) {
        return new Object[] {
            task,
            gate.id(),
            namespace,
            queue,
            priority,
            sortTime,
            "H",
            null,
            null,
            gate.weight(),
            gate.capacity().strict()
        };
    }

    /** The row of a task that takes of a gate. */
    Object[] inside(ClaimedTask claimed, Instant sortTime, String node, Gate gate) {
        TaskRecord task = claimed.task();
        return new Object[] {
            task.id(),
            gate.id(),
            namespace,
            task.queue(),
            task.priority(),
            sortTime,
            "R",
            claimed.claimId(),
            node,
            gate.weight(),
            gate.capacity().strict()
        };
    }

    void insert(Connection connection, List<Object[]> rows) throws SQLException {
        dialect.insertAll(connection, INSERT, rows);
    }

    /** Where these tasks stand. */
    List<Place> places(Connection connection, Collection<String> tasks) throws SQLException {
        List<Place> places = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(tasks)) {
            places.addAll(Sql.list(
                    connection,
                    OF_TASKS.formatted(Sql.marks(chunk.size())),
                    row -> new Place(
                            row.getString(1), row.getString(2), row.getString(3).equals("L")),
                    chunk.toArray()));
        }
        return places;
    }

    void delete(Connection connection, Collection<Place> places) throws SQLException {
        Sql.batch(
                connection,
                DELETE,
                places.stream()
                        .sorted(Comparator.comparing(Place::task).thenComparing(Place::gate))
                        .map(place -> new Object[] {place.task, place.gate})
                        .toList());
    }

    /** Deletes rows of tasks that are held no more. */
    void deleteHeld(Connection connection, Collection<HeldTask> tasks) throws SQLException {
        Sql.batch(
                connection,
                DELETE_HELD,
                tasks.stream().map(each -> new Object[] {each.task, each.gate}).toList());
    }

    void letIn(Connection connection, Collection<HeldTask> tasks) throws SQLException {
        Sql.batch(
                connection,
                LET_IN,
                tasks.stream().map(each -> new Object[] {each.task, each.gate}).toList());
    }

    /** The first gates after one, by their ids, in which tasks are held. */
    List<String> gatesAfter(Connection connection, String gate, int max) throws SQLException {
        List<String> found = new ArrayList<>();
        List<String> next = Sql.list(connection, NEXT_GATE, row -> row.getString(1), namespace, gate);
        while (!next.isEmpty() && found.size() < max) {
            found.addAll(next);
            next = Sql.list(connection, NEXT_GATE, row -> row.getString(1), namespace, next.get(0));
        }
        return found;
    }

    /** The queues of the tasks that are held in a gate. */
    List<String> queues(Connection connection, String gate) throws SQLException {
        List<String> found = new ArrayList<>();
        List<String> next = Sql.list(connection, NEXT_QUEUE, row -> row.getString(1), namespace, gate, "");
        while (!next.isEmpty()) {
            found.addAll(next);
            next = Sql.list(connection, NEXT_QUEUE, row -> row.getString(1), namespace, gate, next.get(0));
        }
        return found;
    }

    /** The first tasks of a queue that are held in a gate. Locks none. */
    List<HeldTask> first(Connection connection, String gate, String queue, int max) throws SQLException {
        return Sql.list(
                connection,
                FIRST.formatted(max),
                row -> new HeldTask(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4) == 1),
                namespace,
                gate,
                queue);
    }

    /** The weight that was let into a gate, and is not claimed yet, by queues. */
    Map<String, Long> line(Connection connection, String gate) throws SQLException {
        Map<String, Long> line = new HashMap<>();
        Sql.list(connection, LINE, row -> line.put(row.getString(1), row.getLong(2)), namespace, gate);
        return line;
    }
}
