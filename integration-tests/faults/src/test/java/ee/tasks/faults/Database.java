package ee.tasks.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the servers share, and the tests read. */
abstract class Database implements AutoCloseable {

    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What a server is started with. */
    abstract List<String> properties(String server);

    /** Makes the tables in which applications write down what they do. */
    abstract String ledger();

    abstract Connection connect() throws SQLException;

    @Override
    public abstract void close();

    void execute(String sql, Object... values) {
        list(sql, row -> null, values);
    }

    long number(String sql, Object... values) {
        return list(sql, row -> row.getLong(1), values).get(0);
    }

    <T> List<T> list(String sql, Row<T> reader, Object... values) {
        try (Connection connection = connect()) {
            return list(connection, sql, reader, values);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> rows = new ArrayList<>();
            if (statement.execute()) {
                ResultSet found = statement.getResultSet();
                while (found.next()) {
                    rows.add(reader.read(found));
                }
            }
            return rows;
        }
    }
}
