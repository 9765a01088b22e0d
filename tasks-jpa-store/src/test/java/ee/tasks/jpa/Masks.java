package ee.tasks.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Lets a database say that it is another. */
final class Masks {

    private Masks() {}

    static DataSource dataSource(String product, DataSource wearer) {
        return mask(
                DataSource.class, wearer, "getConnection", connection -> connection(product, (Connection) connection));
    }

    /** Translates the statements that are prepared. */
    static DataSource translating(DataSource wearer, UnaryOperator<String> translation) {
        return mask(
                DataSource.class,
                wearer,
                "getConnection",
                connection -> LazyConnection.of(always((Connection) connection), translation, null, 0));
    }

    private static DataSource always(Connection connection) {
        return (DataSource) Proxy.newProxyInstance(
                Masks.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, method, a) -> connection);
    }

    private static Connection connection(String product, Connection wearer) {
        return mask(
                Connection.class, wearer, "getMetaData", metaData -> metaData(product, (DatabaseMetaData) metaData));
    }

    private static DatabaseMetaData metaData(String product, DatabaseMetaData wearer) {
        return mask(DatabaseMetaData.class, wearer, "getDatabaseProductName", real -> product);
    }

    private static <T> T mask(Class<T> type, T wearer, String name, UnaryOperator<Object> change) {
        return type.cast(Proxy.newProxyInstance(Masks.class.getClassLoader(), new Class<?>[] {type}, (p, method, a) -> {
            try {
                Object result = method.invoke(wearer, a);
                return method.getName().equals(name) ? change.apply(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
