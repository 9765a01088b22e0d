package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Statements for the edges of a page. These are many followers of few predecessors or few followers of many, so there is one statement for
 * each of the few.
 */
final class EdgeLists {

    static final String REMEMBER = """
            insert into ee_task_predecessor (task_id, predecessor_id)
            select d.task_id, d.predecessor_id from ee_task_dependency d where d.%s = ? and d.%s in (%s)""";

    static final String DELETE = "delete from ee_task_dependency where %s = ? and %s in (%s)";

    private EdgeLists() {}

    static void update(Connection connection, String sql, Collection<Edge> edges) throws SQLException {
        Map<String, List<String>> byPredecessor = new TreeMap<>();
        Map<String, List<String>> byFollower = new TreeMap<>();
        for (Edge edge : edges) {
            String predecessor = edge.predecessor().id();
            byPredecessor.computeIfAbsent(predecessor, id -> new ArrayList<>()).add(edge.follower());
            byFollower.computeIfAbsent(edge.follower(), id -> new ArrayList<>()).add(predecessor);
        }
        boolean few = byPredecessor.size() < byFollower.size();
        String one = few ? "predecessor_id" : "task_id";
        String many = few ? "task_id" : "predecessor_id";
        for (Map.Entry<String, List<String>> each : (few ? byPredecessor : byFollower).entrySet()) {
            for (List<String> chunk : Sql.chunks(each.getValue())) {
                Sql.update(
                        connection,
                        sql.formatted(one, many, Sql.marks(chunk.size())),
                        Sql.parameters(each.getKey(), chunk));
            }
        }
    }
}
