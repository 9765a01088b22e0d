package ee.tasks.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Notes the connections that are taken from a data source, one for each transaction, and the statements prepared on them. */
final class Counting {

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private int connections;

    DataSource over(DataSource dataSource) {
        return proxy(DataSource.class, dataSource, "getConnection", null, this::connection);
    }

    /** What was prepared since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }

    /** How many were taken since the last call. */
    int takeConnections() {
        int taken = connections;
        connections = 0;
        return taken;
    }

    private Object connection(Object connection) {
        connections++;
        return proxy(Connection.class, (Connection) connection, "prepareStatement", statements, result -> result);
    }

    private static <T> T proxy(Class<T> type, T target, String name, List<String> noted, UnaryOperator<Object> change) {
        return type.cast(Proxy.newProxyInstance(
                Counting.class.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    boolean named = method.getName().equals(name);
                    if (named && noted != null) {
                        noted.add((String) arguments[0]);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return named ? change.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
