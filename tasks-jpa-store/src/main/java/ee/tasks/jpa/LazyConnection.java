package ee.tasks.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A connection that is opened on its first use. Statements are translated for the database, and get a timeout.
 */
final class LazyConnection implements InvocationHandler {

    private final DataSource dataSource;
    private final UnaryOperator<String> translation;
    private final String first;
    private final int seconds;
    private Connection connection;

    private LazyConnection(DataSource dataSource, UnaryOperator<String> translation, String first, int seconds) {
        this.dataSource = dataSource;
        this.translation = translation;
        this.first = first;
        this.seconds = seconds;
    }

    /**
     * @param first the first statement, or {@code null}
     * @param seconds the timeout of each statement, 0 for none
     */
    static Connection of(DataSource dataSource, UnaryOperator<String> translation, String first, int seconds) {
        return (Connection) Proxy.newProxyInstance(
                LazyConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LazyConnection(dataSource, translation, first, seconds));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (connection == null) {
            if (method.getName().equals("close")) {
                return null;
            }
            connection = dataSource.getConnection();
            if (first != null) {
                Sql.update(connection, first);
            }
        }
        try {
            if (method.getName().equals("prepareStatement")) {
                arguments[0] = translation.apply((String) arguments[0]);
            }
            return bounded(method.invoke(connection, arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object bounded(Object result) throws SQLException {
        if (seconds > 0 && result instanceof Statement statement) {
            statement.setQueryTimeout(seconds);
        }
        return result;
    }
}
