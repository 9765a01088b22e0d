package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Measures each statement right before it is executed, in its transaction, with its settings and parameters. */
final class MeteredDataSource {

    /** For each row that is wanted: several parts of a statement may read it, look up others, and read again what they put aside. */
    static final int READS = 8;

    /** For each row that is wanted: an index has three levels or four, and a write touches all of a row's indexes. */
    private static final int BUFFERS = 40;

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

    /** Each statement of a step that wants so many rows, all its executions together. */
    void assertReadsLittle(int wanted, Runnable step) {
        assertReads(READS * wanted, wanted, step);
    }

    /** As {@link #assertReadsLittle}, where what is wanted lies among as many rows of an index. */
    void assertReads(int most, int wanted, Runnable step) {
        Map<String, Reading> sorted = new TreeMap<>(during(step));
        assertThat(sorted).isNotEmpty();
        sorted.forEach((sql, reading) -> {
            String what = sql + "\n" + reading.plan();
            assertThat(reading.rows()).as(() -> "rows read by " + what).isLessThanOrEqualTo(most);
            assertThat(reading.buffers()).as(() -> "buffers of " + what).isLessThanOrEqualTo(BUFFERS * wanted);
        });
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
        if (!measuring || sql.startsWith("set ")) {
            return;
        }
        try (Statement undone = connection.createStatement()) {
            undone.execute("savepoint reading");
            for (Object[] parameters : batch) {
                measureEach(connection, sql, parameters);
            }
            undone.execute("rollback to savepoint reading");
        }
    }

    /** PostgreSQL takes several in one round trip, the first of which may be settings. */
    private void measureEach(Connection connection, String sql, Object[] parameters) throws SQLException {
        int taken = 0;
        for (String each : sql.split(";\n")) {
            int next = taken + (int) each.chars().filter(mark -> mark == '?').count();
            if (each.contains("set_config(")) {
                try (Statement settings = connection.createStatement()) {
                    settings.execute(each);
                }
            } else {
                Reading reading = meter.read(connection, each, Arrays.copyOfRange(parameters, taken, next));
                readings.merge(each, reading, Reading::plus);
            }
            taken = next;
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
