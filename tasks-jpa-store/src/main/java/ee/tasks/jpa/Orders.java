package ee.tasks.jpa;

import ee.tasks.OnFailure;
import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives new tasks their places in the orders of their keys. Whoever does so has the key's row locked until its transaction ends, so that
 * two open transactions with one key wait for each other, and numbers are committed in their order.
 *
 * <p>Whether it is a new task's turn the key's row says, which this transaction has just written: whatever its snapshot is, it reads that
 * row as it is. A task whose turn it is not waits for itself: it has an edge to itself in ee_task_dependency, which nobody releases but
 * {@link OrderHeads}.
 */
final class Orders {

    private static final int MAX_TEXT = 255;

    private static final String KNOWN = "select o.id from ee_order o where o.namespace = ? and o.id = ?";

    private static final String INSERT = """
            insert into ee_order (namespace, id, key_text, next_number, head, touched_at)
            values (?, ?, ?, 1, null, %s)""";

    private static final String TAKE = """
            update ee_order set next_number = next_number + ?, head = coalesce(head, ?), touched_at = %s
            where namespace = ? and id = ?""";

    private static final String TAKEN = """
            select o.next_number, o.head,
                case when exists (select 1 from ee_ordered h where h.task_id = o.head%s) then 1 else 0 end
            from ee_order o where o.namespace = ? and o.id = ?""";

    private static final String FIRST = """
            select o.task_id from ee_ordered o where o.namespace = ? and o.order_id = ?
            order by o.namespace, o.order_id, o.order_number
            fetch first 1 rows only""";

    private static final String LEAD = "update ee_order set head = ? where namespace = ? and id = ?";

    private static final String PLACE =
            "insert into ee_ordered (namespace, order_id, order_number, task_id, holds) values (?, ?, ?, ?, ?)";

    private record TakenPlaces(long next, String head, boolean isHeadThere) {}

    private final String namespace;
    private final SqlDialect dialect;
    private final Marks marks;
    private final String insert;
    private final String take;
    private final String taken;

    Orders(String namespace, SqlDialect dialect, Marks marks) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.marks = marks;
        insert = INSERT.formatted(dialect.now());
        take = TAKE.formatted(dialect.now());
        taken = TAKEN.formatted(dialect.forEachRow());
    }

    static String id(TaskRequest request) {
        return request.orderKey() == null ? null : UniqueKeys.hash(request.orderKey());
    }

    /**
     * Takes places for tasks that will be written next, in their order. Takes the keys in one order, so that two calls do not deadlock.
     *
     * @return the ids of those whose turn it is not
     */
    Set<String> take(Connection connection, Collection<TaskRequest> requests) throws SQLException {
        Map<String, List<TaskRequest>> byKey = new TreeMap<>();
        for (TaskRequest request : requests) {
            if (request.orderKey() != null) {
                byKey.computeIfAbsent(id(request), key -> new ArrayList<>()).add(request);
            }
        }
        if (byKey.isEmpty()) {
            return Set.of();
        }
        Set<String> behind = new HashSet<>();
        List<Object[]> places = new ArrayList<>();
        for (Map.Entry<String, List<TaskRequest>> each : byKey.entrySet()) {
            List<TaskRequest> ordered = each.getValue();
            TakenPlaces taken = take(connection, each.getKey(), ordered);
            String head = head(connection, each.getKey(), taken, ordered.get(0).id());
            long number = taken.next - ordered.size();
            for (TaskRequest request : ordered) {
                boolean holds = request.onFailure() == OnFailure.HOLD;
                places.add(new Object[] {namespace, each.getKey(), number++, request.id(), holds});
                if (!request.id().equals(head)) {
                    behind.add(request.id());
                }
            }
        }
        Sql.batch(connection, PLACE, places);
        return behind;
    }

    private TakenPlaces take(Connection connection, String key, List<TaskRequest> ordered) throws SQLException {
        if (!isKnown(connection, key) || !update(connection, key, ordered)) {
            String text = StoredText.clean(ordered.get(0).orderKey(), MAX_TEXT);
            dialect.insertIfAbsent(connection, insert, namespace, key, text);
            if (!update(connection, key, ordered)) {
                throw new SQLException("the key of an order was just forgotten by another transaction", "40001");
            }
        }
        return Sql.list(
                        connection,
                        taken,
                        row -> new TakenPlaces(row.getLong(1), row.getString(2), row.getInt(3) == 1),
                        namespace,
                        key)
                .get(0);
    }

    /**
     * The head of a key. A FAILED task that held it may have been pruned: then the first of the new tasks is the head, unless others are
     * there, or may be, where this transaction does not see them. Then its mark has {@link OrderHeads} find the head after the commit.
     */
    private String head(Connection connection, String key, TakenPlaces taken, String first) throws SQLException {
        if (taken.isHeadThere || first.equals(taken.head)) {
            return taken.head;
        }
        if (marks.mayMiss() || hasTasks(connection, key)) {
            marks.write(connection, Set.of(Predecessor.task(first)));
            return taken.head;
        }
        Sql.update(connection, LEAD, first, namespace, key);
        return first;
    }

    private boolean hasTasks(Connection connection, String key) throws SQLException {
        return !Sql.list(connection, FIRST, row -> row.getString(1), namespace, key)
                .isEmpty();
    }

    /** On MariaDB an update that finds nothing locks the gap where others insert their keys. */
    private boolean isKnown(Connection connection, String key) throws SQLException {
        return !Sql.list(connection, KNOWN, row -> row.getString(1), namespace, key)
                .isEmpty();
    }

    private boolean update(Connection connection, String key, List<TaskRequest> ordered) throws SQLException {
        String first = ordered.get(0).id();
        return Sql.update(connection, take, (long) ordered.size(), first, namespace, key) == 1;
    }

    /** Writes what those wait for whose turn it is not: each for itself. Call it after writing the tasks. */
    void await(Connection connection, Collection<String> behind) throws SQLException {
        if (!behind.isEmpty()) {
            dialect.insertAll(
                    connection,
                    FlowHits.INSERT_DEPENDENCY,
                    behind.stream()
                            .sorted()
                            .map(id -> new Object[] {id, id, false})
                            .toList());
        }
    }
}
