package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.jpa.Predecessor.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the state of predecessors: of a task by its row, of a flow by a probe for each status, however large it is. */
final class Predecessors {

    private static final String UNFINISHED = "('READY', 'WAITING', 'RUNNING')";

    private static final String TASKS = "select t.id, t.status from ee_task t where t.namespace = ? and t.id in (%s)";

    /** One branch for each status: for a list of them PostgreSQL up to 16 may read the whole flow. */
    private static final String MEMBER = """
            select m%1$d.id from (
                select t.id from ee_task t where t.namespace = ? and t.flow_id = ? and t.status = '%2$s'
                fetch first 1 rows only%3$s) m%1$d""";

    private static final List<TaskStatus> UNFINISHED_STATUSES =
            List.of(TaskStatus.READY, TaskStatus.WAITING, TaskStatus.RUNNING);
    private static final List<TaskStatus> FAILED_STATUSES = List.of(TaskStatus.FAILED, TaskStatus.CANCELLED);

    /** Here hits only show that the flow exists. Followers of the flow wait for them separately. */
    private static final String HIT = """
            select h.task_id from ee_flow_hit h
            where h.flow_id = ?
                and (exists (select 1 from ee_task t where t.namespace = ? and t.id = h.task_id)
                    or exists (select 1 from ee_task_pruned p where p.namespace = ? and p.id = h.task_id))
            fetch first 1 rows only""";

    private static final String UNFINISHED_TASKS =
            "select t.id from ee_task t where t.namespace = ? and t.status in " + UNFINISHED + " and t.id in (%s)";

    private final String namespace;
    private final SqlDialect dialect;
    private final PrunedTasks pruned;

    Predecessors(String namespace, SqlDialect dialect, PrunedTasks pruned) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.pruned = pruned;
    }

    Map<Predecessor, State> states(Connection connection, Collection<Predecessor> predecessors) throws SQLException {
        Map<Predecessor, State> states = new HashMap<>();
        List<String> tasks = new ArrayList<>();
        for (Predecessor each : predecessors) {
            if (each.flow()) {
                states.put(each, flow(connection, each.id()));
            } else {
                tasks.add(each.id());
            }
        }
        for (List<String> chunk : Sql.chunks(tasks)) {
            tasks(connection, chunk).forEach((id, status) -> states.put(Predecessor.task(id), state(status)));
        }
        predecessors.forEach(each -> states.putIfAbsent(each, State.UNKNOWN));
        return states;
    }

    /** Reads tasks first and pruned ones then: pruning moves a task from one table to the other. */
    private Map<String, TaskStatus> tasks(Connection connection, List<String> ids) throws SQLException {
        Map<String, TaskStatus> found = new HashMap<>();
        Sql.list(
                connection,
                TASKS.formatted(Sql.marks(ids.size())),
                row -> found.put(row.getString(1), TaskStatus.valueOf(row.getString(2))),
                Sql.parameters(namespace, ids));
        List<String> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            found.putAll(pruned.tasks(connection, missing));
        }
        return found;
    }

    private static State state(TaskStatus status) {
        if (!status.isFinished()) {
            return State.UNFINISHED;
        }
        return status == TaskStatus.SUCCESSFUL ? State.SUCCESSFUL : State.FAILED;
    }

    /** Asks for unfinished tasks first and again: one may fail, or be retried, between two statements. */
    private State flow(Connection connection, String flow) throws SQLException {
        boolean unfinished = has(connection, UNFINISHED_STATUSES, "", flow);
        if (has(connection, FAILED_STATUSES, "", flow)) {
            return unfinished ? State.FAILING : State.FAILED;
        }
        if (unfinished || has(connection, UNFINISHED_STATUSES, "", flow)) {
            return State.UNFINISHED;
        }
        Set<TaskStatus> gone = pruned.flow(connection, flow);
        if (gone.contains(TaskStatus.FAILED) || gone.contains(TaskStatus.CANCELLED)) {
            return State.FAILED;
        }
        boolean known = !gone.isEmpty()
                || has(connection, List.of(TaskStatus.SUCCESSFUL), "", flow)
                || hasHit(connection, flow);
        return known ? State.SUCCESSFUL : State.UNKNOWN;
    }

    /** One statement for all statuses: a task may change from one to another between two statements. */
    private boolean has(Connection connection, List<TaskStatus> statuses, String lock, String flow)
            throws SQLException {
        List<String> members = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        for (TaskStatus status : statuses) {
            members.add(MEMBER.formatted(members.size(), status, lock));
            parameters.addAll(List.of(namespace, flow));
        }
        return !Sql.list(connection, String.join("\nunion all\n", members), row -> 1, parameters.toArray())
                .isEmpty();
    }

    private boolean hasHit(Connection connection, String flow) throws SQLException {
        return !Sql.list(connection, HIT, row -> 1, flow, namespace, namespace).isEmpty();
    }

    /**
     * The tasks, and the flows with a task, whose completion is certain to see all that is committed now: nobody has the row locked. A
     * transaction that has just written a completion has, and may have looked for followers before this commit.
     *
     * @return empty where the database has no shared locks that skip locked rows
     */
    Set<Predecessor> willFinish(Connection connection, Collection<Predecessor> unfinished) throws SQLException {
        String lock = dialect.forShareSkipLocked();
        Set<Predecessor> certain = new HashSet<>();
        if (lock.isEmpty()) {
            return certain;
        }
        List<String> tasks = new ArrayList<>();
        for (Predecessor each : unfinished) {
            if (!each.flow()) {
                tasks.add(each.id());
            } else if (has(connection, UNFINISHED_STATUSES, lock, each.id())) {
                certain.add(each);
            }
        }
        for (List<String> chunk : Sql.chunks(tasks)) {
            Sql.list(
                    connection,
                    UNFINISHED_TASKS.formatted(Sql.marks(chunk.size())) + lock,
                    row -> certain.add(Predecessor.task(row.getString(1))),
                    Sql.parameters(namespace, chunk));
        }
        return certain;
    }
}
