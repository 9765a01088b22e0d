package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.jpa.Predecessor.State;
import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hits of a flow: tasks of others that held the unique key of one of its invocations, and run in its place. The flow waits for them
 * as for its own tasks: once those have finished, and it is certain which hits there are, each follower of the flow gets a dependency on
 * each hit that has not succeeded. Hits are kept as long as their status is known, see {@link PrunedTasks}.
 */
final class FlowHits {

    /** How many dependencies one transaction adds: followers times hits may be many. */
    private static final int PAGE = 5_000;

    static final String INSERT_DEPENDENCY =
            "insert into ee_task_dependency (task_id, predecessor_id, flow) values (?, ?, ?)";

    private static final String INSERT = "insert into ee_flow_hit (flow_id, task_id) values (?, ?)";

    private static final String COUNT = "select count(*) from ee_flow_hit h where h.flow_id = ?";

    private static final String HITS = """
            from ee_flow_hit h
            left join ee_task t on t.id = h.task_id
            left join ee_task_pruned p on p.id = h.task_id
            where h.flow_id = ? and coalesce(t.status, p.status) <> 'SUCCESSFUL'""";

    private static final String STATUSES = "select distinct coalesce(t.status, p.status) " + HITS;

    private static final String MISSING = "select h.task_id " + HITS + """

                and not exists (select 1 from ee_task_dependency d where d.task_id = ? and d.predecessor_id = h.task_id)
                and not exists (select 1 from ee_task_predecessor r where r.task_id = ? and r.predecessor_id = h.task_id)
            order by h.task_id
            fetch first %d rows only""";

    private final SqlDialect dialect;
    private final Marks marks;

    FlowHits(SqlDialect dialect, Marks marks) {
        this.dialect = dialect;
        this.marks = marks;
    }

    /** @return whether it is a hit: the holder belongs to another flow, or to none */
    boolean remember(Connection connection, TaskRequest request, UniqueKeys.KeyHolder holder) throws SQLException {
        if (request.flow() == null || request.flow().equals(holder.flow())) {
            return false;
        }
        dialect.insertIfAbsent(connection, INSERT, request.flow(), holder.task());
        return true;
    }

    /** Marks flows that have just got hits: one may have no other task, so no completion would release those who wait for it already. */
    void mark(Connection connection, Collection<String> flows) throws SQLException {
        Set<Predecessor> awaited = new TreeSet<>();
        flows.forEach(flow -> awaited.add(Predecessor.flow(flow)));
        marks.write(connection, awaited);
    }

    long count(Connection connection, String flow) throws SQLException {
        return Sql.list(connection, COUNT, row -> row.getLong(1), flow).get(0);
    }

    /**
     * The state of a flow together with its hits.
     *
     * @param own the state of its own tasks
     */
    State state(Connection connection, String flow, State own) throws SQLException {
        Set<TaskStatus> hits = unsuccessful(connection, flow);
        boolean unfinished = !own.isFinished() || hits.stream().anyMatch(status -> !status.isFinished());
        if (own.isFailed() || hits.stream().anyMatch(TaskStatus::isFinished)) {
            return unfinished ? State.FAILING : State.FAILED;
        }
        return unfinished ? State.UNFINISHED : State.SUCCESSFUL;
    }

    private static Set<TaskStatus> unsuccessful(Connection connection, String flow) throws SQLException {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        Sql.list(connection, STATUSES, row -> statuses.add(TaskStatus.valueOf(row.getString(1))), flow);
        return statuses;
    }

    /**
     * Makes followers wait for the hits, too.
     *
     * @param followers the followers, which this transaction has locked
     * @param left receives those that do not depend on each hit yet: there were too many for one transaction
     * @return whether hits were marked
     */
    boolean await(Connection connection, String flow, Collection<String> followers, Set<String> left)
            throws SQLException {
        if (unsuccessful(connection, flow).isEmpty()) {
            return false;
        }
        List<Object[]> edges = new ArrayList<>();
        Set<Predecessor> hits = new TreeSet<>();
        for (String follower : followers) {
            int room = PAGE - edges.size();
            List<String> missing = room == 0
                    ? List.of()
                    : Sql.list(connection, MISSING.formatted(room), row -> row.getString(1), flow, follower, follower);
            for (String hit : missing) {
                edges.add(new Object[] {follower, hit, false});
                hits.add(Predecessor.task(hit));
            }
            if (missing.size() == room) {
                left.add(follower);
            }
        }
        dialect.insertAll(connection, INSERT_DEPENDENCY, edges);
        marks.write(connection, hits);
        return !hits.isEmpty();
    }
}
