package ee.tasks.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Measures each statement right before it is executed, in its transaction, with its settings and parameters. */
final class MeteredDataSource {

    private final DataSource metered;
    private final ReadMeter meter;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private boolean measuring;

    MeteredDataSource(DataSource metered, ReadMeter meter) {
        this.metered = metered;
        this.meter = meter;
    }

    /** What a step reads, by statement. */
    Map<String, Reading> during(Runnable step) {
        readings.clear();
        measuring = true;
        try {
            step.run();
        } finally {
            measuring = false;
        }
        return Map.copyOf(readings);
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = call(metered, method, arguments);
            return result instanceof Connection connection ? metered(connection) : result;
        });
    }

    private Connection metered(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? metered(connection, statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement metered(Connection connection, PreparedStatement statement, String sql) {
        Map<Integer, Object> parameters = new TreeMap<>();
        List<Object[]> batch = new ArrayList<>();
        return proxy(PreparedStatement.class, (method, arguments) -> {
            switch (method.getName()) {
                case "setObject" -> parameters.put((Integer) arguments[0], arguments[1]);
                case "addBatch" -> batch.add(parameters.values().toArray());
                case "executeBatch" -> measure(connection, sql, batch);
                case "execute", "executeQuery", "executeUpdate" ->
                    measure(
                            connection,
                            sql,
                            List.<Object[]>of(parameters.values().toArray()));
                default -> {
                    // Neither a parameter nor an execution.
                }
            }
            return call(statement, method, arguments);
        });
    }

    private void measure(Connection connection, String sql, List<Object[]> batch) throws SQLException {
        int settings = sql.indexOf(";\n");
        String measured = sql.substring(settings < 0 ? 0 : settings + 2);
        if (measuring && !measured.startsWith("set ") && !measured.contains("set_config(")) {
            Reading reading =
                    meter.readAndUndo(connection, settings < 0 ? null : sql.substring(0, settings), measured, batch);
            readings.merge(measured, reading, Reading::plus);
        }
    }

    @FunctionalInterface
    private interface Calls {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                MeteredDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
