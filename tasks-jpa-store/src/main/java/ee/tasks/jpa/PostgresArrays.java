package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes many small rows by one statement with arrays as parameters. In a batch, most of the time went into the single executions. And
 * PostgreSQL up to 16, and sometimes later ones, does not use an index for a list of ids beside another column: each page of followers
 * read all that were left.
 */
final class PostgresArrays {

    /** One predecessor after the other: a join with a list of them took most of the time of settling. */
    private static final String EDGES = """
            select d.predecessor_id, d.task_id, t.status, t.even_if_failed from (
                select p.id from unnest(?) p (id) order by p.id) p
            cross join lateral (
                select d.predecessor_id, d.task_id from ee_task_dependency d where d.predecessor_id = p.id
                order by d.predecessor_id, d.task_id
                fetch first ? rows only) d
            left join lateral (
                select t.status, t.even_if_failed from ee_task t where t.id = d.task_id offset 0) t on true
            order by p.id
            fetch first ? rows only""";

    /**
     * Walks a chain in one statement; PostgreSQL walks only as far as rows are fetched. With arrays, since PostgreSQL up to 17 uses no
     * index for a list of columns.
     */
    private static final String ALL_DOOMED = """
            with recursive doomed(cancelled, predecessor, follower) as (
                select c.id, d.predecessor_id, f.id from ee_task c
                join ee_task_dependency d on d.predecessor_id = any(array[c.id, c.flow_id])
                join ee_task f on f.id = d.task_id and f.status = 'WAITING' and not f.even_if_failed
                where c.id = any(?)
                union
                select c.id, d.predecessor_id, f.id from doomed u join ee_task c on c.id = u.follower
                join ee_task_dependency d on d.predecessor_id = any(array[c.id, c.flow_id])
                join ee_task f on f.id = d.task_id and f.status = 'WAITING' and not f.even_if_failed)
            select * from doomed limit ?""";

    static final String REMEMBER = """
            insert into ee_task_predecessor (task_id, predecessor_id)
            select d.task_id, d.predecessor_id from unnest(?, ?) k (predecessor, follower)
            cross join lateral (
                select d.task_id, d.predecessor_id from ee_task_dependency d
                where d.predecessor_id = k.predecessor and d.task_id = k.follower offset 0) d""";

    static final String DELETE = """
            delete from ee_task_dependency d using unnest(?, ?) k (predecessor, follower)
            where d.predecessor_id = k.predecessor and d.task_id = k.follower""";

    private static final String DELETE_MARKS =
            "delete from ee_task_settle t using unnest(?) k (id) where t.namespace = ? and t.id = k.id";

    private PostgresArrays() {}

    static List<Edge> edges(Connection connection, List<String> predecessors, int max) throws SQLException {
        return Sql.list(
                connection, EDGES, Edge::read, connection.createArrayOf("varchar", predecessors.toArray()), max, max);
    }

    static List<SqlDialect.Doomed> doomed(Connection connection, Collection<String> cancelled, int max)
            throws SQLException {
        return Sql.list(
                connection,
                ALL_DOOMED,
                row -> new SqlDialect.Doomed(row.getString(1), row.getString(2), row.getString(3)),
                connection.createArrayOf("varchar", cancelled.toArray()),
                max);
    }

    static void update(Connection connection, String sql, Collection<Edge> edges) throws SQLException {
        if (!edges.isEmpty()) {
            Sql.update(
                    connection,
                    sql,
                    texts(connection, edges, edge -> edge.predecessor().id()),
                    texts(connection, edges, Edge::follower));
        }
    }

    private static Object texts(Connection connection, Collection<Edge> edges, Function<Edge, String> column)
            throws SQLException {
        return connection.createArrayOf("varchar", edges.stream().map(column).toArray());
    }

    static void deleteMarks(Connection connection, String namespace, List<String> ids) throws SQLException {
        if (!ids.isEmpty()) {
            Sql.update(connection, DELETE_MARKS, connection.createArrayOf("varchar", ids.toArray()), namespace);
        }
    }

    /**
     * Turns the parameters of the row into columns of arrays.
     *
     * @param insert with values of one row
     */
    static void insert(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int values = insert.indexOf("values (");
        String row = insert.substring(values + "values (".length(), insert.lastIndexOf(')'));
        List<Object> arrays = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int column = 0; column < rows.get(0).length; column++) {
            int index = column;
            Object[] all = rows.stream().map(each -> Sql.storable(each[index])).toArray();
            arrays.add(connection.createArrayOf(type(all), all));
            columns.add("c" + column);
            row = row.replaceFirst("\\?", "a.c" + column);
        }
        Sql.update(
                connection,
                insert.substring(0, values) + "select " + row + " from unnest(" + Sql.marks(columns.size()) + ") a ("
                        + String.join(", ", columns) + ")",
                arrays.toArray());
    }

    private static String type(Object[] values) {
        Object first =
                Arrays.stream(values).filter(Objects::nonNull).findFirst().orElse("");
        if (first instanceof Boolean) {
            return "bool";
        }
        if (first instanceof Integer) {
            return "int4";
        }
        return first instanceof LocalDateTime ? "timestamp" : "varchar";
    }
}
