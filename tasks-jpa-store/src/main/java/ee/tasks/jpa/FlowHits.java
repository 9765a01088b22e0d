package ee.tasks.jpa;

import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tasks that held the unique keys of a flow's invocations: they stand for these, so the flow waits for them as for its
 * own. What depends on the flow gets a dependency on each of them that has not succeeded, besides the one on the flow. They are
 * remembered for as long as it is known how they ended, see {@link PrunedTasks}.
 */
final class FlowHits {

    private static final String INSERT = "insert into ee_flow_hit (flow_id, task_id) values (?, ?)";

    private static final String COUNT = "select count(*) from ee_flow_hit h where h.flow_id = ?";

    private static final String UNSUCCESSFUL = """
            select h.flow_id, h.task_id from ee_flow_hit h
            left join ee_task t on t.id = h.task_id
            left join ee_task_pruned p on p.id = h.task_id
            where h.flow_id in (%s) and coalesce(t.status, p.status) <> 'SUCCESSFUL'""";

    private final SqlDialect dialect;

    FlowHits(SqlDialect dialect) {
        this.dialect = dialect;
    }

    /** @return whether it was another flow's, or nobody's: what is a member of the same flow is no hit of it */
    boolean remember(Connection connection, TaskRequest request, UniqueKeys.Holder holder) throws SQLException {
        if (request.flow() == null || request.flow().equals(holder.flow())) {
            return false;
        }
        dialect.insertIfAbsent(connection, INSERT, request.flow(), holder.task());
        return true;
    }

    long count(Connection connection, String flow) throws SQLException {
        return Sql.list(connection, COUNT, row -> row.getLong(1), flow).get(0);
    }

    /** The same requests, each depending on the hits of its flows, too. */
    List<TaskRequest> awaited(Connection connection, Collection<TaskRequest> requests) throws SQLException {
        Set<String> flows = new LinkedHashSet<>();
        requests.forEach(request -> flows.addAll(request.dependsOnFlows()));
        Map<String, List<String>> hits = new HashMap<>();
        if (!flows.isEmpty()) {
            Sql.list(
                    connection,
                    UNSUCCESSFUL.formatted(Sql.marks(flows.size())),
                    row -> hits.computeIfAbsent(row.getString(1), flow -> new ArrayList<>())
                            .add(row.getString(2)),
                    flows.toArray());
        }
        return hits.isEmpty()
                ? List.copyOf(requests)
                : requests.stream().map(request -> awaiting(request, hits)).toList();
    }

    private static TaskRequest awaiting(TaskRequest request, Map<String, List<String>> hits) {
        Set<String> results = new LinkedHashSet<>(request.dependsOn());
        request.dependsOnFlows().forEach(flow -> results.addAll(hits.getOrDefault(flow, List.of())));
        return request.dependingOn(List.copyOf(results));
    }
}
