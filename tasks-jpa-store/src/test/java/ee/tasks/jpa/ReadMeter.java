package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Runs a statement to see what it reads. */
interface ReadMeter {

    Reading read(Connection connection, String sql, Object... parameters) throws SQLException;

    /** The scans of a plan: what else it has, such as sorts and joins, looks only at what these have found. */
    static Reading ofPostgres(Connection connection, String sql, Object... parameters) throws SQLException {
        String explain = "explain (analyze, buffers, settings, timing off, format json) " + sql;
        String json = String.join("\n", rows(connection, explain, row -> row.getString(1), parameters));
        List<Map<String, Map<String, Object>>> explained = new Yaml().load(json);
        Map<String, Object> plan = explained.get(0).get("Plan");
        long buffers = number(plan, "Shared Hit Blocks") + number(plan, "Shared Read Blocks");
        return Reading.of(rowsOf(plan), buffers, json);
    }

    private static long rowsOf(Map<String, Object> node) {
        double perLoop = decimal(node, "Rows Removed by Join Filter");
        if ((node.containsKey("Relation Name") || node.containsKey("Index Name"))
                && node.get("Node Type").toString().endsWith("Scan")) {
            double rows = decimal(node, "Actual Rows")
                    + decimal(node, "Rows Removed by Filter")
                    + decimal(node, "Rows Removed by Index Recheck");
            // The number is a mean, and on some versions rounded.
            perLoop += Math.max(1, rows);
        }
        double rows = perLoop * decimal(node, "Actual Loops");
        for (Map<String, Object> child : children(node)) {
            rows += rowsOf(child);
        }
        return Math.round(rows);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> children(Map<String, Object> node) {
        return (List<Map<String, Object>>) node.getOrDefault("Plans", List.of());
    }

    private static long number(Map<String, Object> node, String key) {
        return (long) decimal(node, key);
    }

    private static double decimal(Map<String, Object> node, String key) {
        return ((Number) node.getOrDefault(key, 0)).doubleValue();
    }

    /** By what the session has asked its storage engine for, less what asking for that costs. */
    static Reading ofMariaDb(Connection connection, String sql, Object... parameters) throws SQLException {
        long start = handlerReads(connection);
        long before = handlerReads(connection);
        rows(connection, sql, row -> null, parameters);
        long read = handlerReads(connection) - before - (before - start);
        List<String> plan = rows(
                connection,
                "explain " + sql,
                row -> row.getString("table") + " " + row.getString("key") + " " + row.getString("Extra"),
                parameters);
        return Reading.of(read, 0, String.join("\n", plan));
    }

    /** What the index rejected by itself was looked at, too. */
    private static long handlerReads(Connection connection) throws SQLException {
        return rows(
                        connection,
                        "show session status where variable_name like 'Handler\\_read%'"
                                + " or variable_name in ('Handler_icp_attempts', 'Handler_icp_match')",
                        row -> row.getString(1).equals("Handler_icp_match") ? -row.getLong(2) : row.getLong(2))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static <T> List<T> rows(Connection connection, String sql, Sql.Row<T> reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> all = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    all = Sql.read(rows, reader);
                }
            }
            return all;
        }
    }
}
