package ee.tasks.jpa;

import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lets WAITING tasks go when what they wait for has finished. A predecessor that is gone counts as finished. */
final class Dependencies {

    private static final int CHUNK = 500;

    private static final String INSERT =
            "insert into ee_task_dependency (task_id, predecessor_id, flow) values (?, ?, ?)";

    private static final String FOLLOWERS = """
            select d.task_id from ee_task_dependency d where d.predecessor_id in (%1$s)
            union
            select d.task_id from ee_task t join ee_task_dependency d on d.predecessor_id = t.flow_id
            where t.id in (%1$s)""";

    private static final String LOCK = """
            select t.id from ee_task t
            where t.id in (%s) and t.status = 'WAITING' and t.namespace = ? order by t.id for update""";

    /** One probe of an index for each predecessor, however large a flow is. */
    private static final String PREDECESSOR_IN = """
            exists (select 1 from ee_task_dependency d join ee_task p on p.id = d.predecessor_id
                where d.task_id = t.id and d.flow = false and p.status in (%1$s))
            or exists (select 1 from ee_task_dependency d join ee_task p
                on p.namespace = t.namespace and p.flow_id = d.predecessor_id
                where d.task_id = t.id and d.flow = true and p.status in (%1$s))""";

    private static final String FAILED = PREDECESSOR_IN.formatted("'FAILED', 'CANCELLED'");

    private static final String UNFINISHED = PREDECESSOR_IN.formatted("'READY', 'WAITING', 'RUNNING'");

    private static final String STATE = """
            select t.id, case when t.even_if_failed = false and (%s) then 1 else 0 end,
                case when %s then 1 else 0 end
            from ee_task t where t.id in (%s)""";

    private static final String SETTLED = """
            select t.id from ee_task t
            where t.namespace = ? and t.id in (select d.task_id from ee_task_dependency d)
              and (t.even_if_failed = false and (%s) or not (%s))""".formatted(FAILED, UNFINISHED);

    /** What was not deferred has its enqueueing node's estimate as its time, which may be ahead of the database's. */
    private static final String DUE = "(deferred = false or run_after <= %s)";

    private static final String CANCELLED = "select t.id from ee_task t where t.status = 'CANCELLED' and t.id in (%s)";

    /** Remembers what a task has waited for, whose results it may want to read. */
    private static final String REMEMBER = """
            insert into ee_task_predecessor (task_id, predecessor_id)
            select d.task_id, d.predecessor_id from ee_task_dependency d where d.task_id in (%s)""";

    private static final String DELETE = "delete from ee_task_dependency where task_id = ?";

    private record State(String id, boolean failed, boolean waits) {}

    private final String namespace;
    private final String cancel;
    private final String release;

    Dependencies(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        cancel = "update ee_task set status = 'CANCELLED', finished_at = %s where id = ? and status = 'WAITING'"
                .formatted(dialect.now());
        release = """
                update ee_task set status = 'READY', due = case when %1$s then true else false end,
                    promote_at = case when %1$s then null else run_after end
                where id = ? and status = 'WAITING'""".formatted(DUE.formatted(dialect.now()));
    }

    /** For tasks that were just written; what they wait for may have finished already. */
    void insert(Connection connection, Collection<TaskRequest> requests) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        Set<String> tasks = new TreeSet<>();
        for (TaskRequest request : requests) {
            for (String predecessor : new TreeSet<>(request.dependsOn())) {
                rows.add(new Object[] {request.id(), predecessor, false});
            }
            for (String flow : new TreeSet<>(request.dependsOnFlows())) {
                rows.add(new Object[] {request.id(), flow, true});
            }
            if (request.isDependent()) {
                tasks.add(request.id());
            }
        }
        Sql.batch(connection, INSERT, rows);
        settle(connection, tasks);
    }

    /** These have just finished in this transaction. */
    void finished(Connection connection, Collection<String> tasks) throws SQLException {
        settle(connection, followers(connection, tasks));
    }

    /** These have just been given back in this transaction, which cancels those that were to stop. */
    void releaseIfCancelled(Connection connection, List<String> tasks) throws SQLException {
        finished(
                connection,
                Sql.list(
                        connection,
                        CANCELLED.formatted(Sql.marks(tasks.size())),
                        row -> row.getString(1),
                        tasks.toArray()));
    }

    /** Lets go who was committed just after its predecessor looked for followers. */
    void recheck(Connection connection) throws SQLException {
        settle(connection, new TreeSet<>(Sql.list(connection, SETTLED, row -> row.getString(1), namespace)));
    }

    private static Set<String> followers(Connection connection, Collection<String> tasks) throws SQLException {
        Set<String> followers = new TreeSet<>();
        for (List<String> chunk : chunks(tasks)) {
            List<String> twice = new ArrayList<>(chunk);
            twice.addAll(chunk);
            followers.addAll(Sql.list(
                    connection,
                    FOLLOWERS.formatted(Sql.marks(chunk.size())),
                    row -> row.getString(1),
                    twice.toArray()));
        }
        return followers;
    }

    private void settle(Connection connection, Set<String> tasks) throws SQLException {
        Set<String> toSettle = tasks;
        while (!toSettle.isEmpty()) {
            Set<String> cancelled = new HashSet<>();
            for (List<String> chunk : chunks(toSettle)) {
                cancelled.addAll(settleChunk(connection, chunk));
            }
            toSettle = followers(connection, cancelled);
        }
    }

    /** Locks first: of two predecessors that finish at the same time, the second must see the first. */
    private List<String> settleChunk(Connection connection, List<String> chunk) throws SQLException {
        List<Object> parameters = new ArrayList<>(chunk);
        parameters.add(namespace);
        List<String> waiting = Sql.list(
                connection, LOCK.formatted(Sql.marks(chunk.size())), row -> row.getString(1), parameters.toArray());
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<State> states = Sql.list(
                connection,
                STATE.formatted(FAILED, UNFINISHED, Sql.marks(waiting.size())),
                row -> new State(row.getString(1), row.getInt(2) == 1, row.getInt(3) == 1),
                waiting.toArray());
        List<String> cancelled =
                states.stream().filter(State::failed).map(State::id).sorted().toList();
        List<String> released = states.stream()
                .filter(state -> !state.failed && !state.waits)
                .map(State::id)
                .sorted()
                .toList();
        Sql.batch(connection, cancel, rows(cancelled));
        Sql.batch(connection, release, rows(released));
        if (!released.isEmpty()) {
            Sql.update(connection, REMEMBER.formatted(Sql.marks(released.size())), released.toArray());
        }
        Sql.batch(connection, DELETE, rows(cancelled));
        Sql.batch(connection, DELETE, rows(released));
        return cancelled;
    }

    private static List<Object[]> rows(List<String> ids) {
        return ids.stream().map(id -> new Object[] {id}).toList();
    }

    private static List<List<String>> chunks(Collection<String> ids) {
        List<String> all = ids.stream().sorted().toList();
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }
}
