package ee.tasks.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A connection that is opened when it is first used, and whose statements are given up after a time. */
final class LazyConnection implements InvocationHandler {

    private final DataSource dataSource;
    private final int seconds;
    private Connection connection;

    private LazyConnection(DataSource dataSource, int seconds) {
        this.dataSource = dataSource;
        this.seconds = seconds;
    }

    /** @param seconds how long a statement may take, 0 for as long as it does */
    static Connection of(DataSource dataSource, int seconds) {
        return (Connection) Proxy.newProxyInstance(
                LazyConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LazyConnection(dataSource, seconds));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (connection == null) {
            if (method.getName().equals("close")) {
                return null;
            }
            connection = dataSource.getConnection();
        }
        try {
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
