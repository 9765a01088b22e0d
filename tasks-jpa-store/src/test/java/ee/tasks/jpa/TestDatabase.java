package ee.tasks.jpa;

import io.agroal.api.AgroalDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A database with one persistence provider. Its stores share an entity manager factory, which takes far longer to make than
 * a test takes.
 */
record TestDatabase(AgroalDataSource pool, EntityManagerFactory factory, DataSource dataSource)
        implements AutoCloseable {

    static TestDatabase open(AgroalDataSource pool, TestProvider provider) {
        return new TestDatabase(pool, TaskPersistenceUnit.open(pool, provider.properties()), pool);
    }

    /** One that says that it is another. */
    static TestDatabase openAs(String product, AgroalDataSource pool) {
        EntityManagerFactory factory = TaskPersistenceUnit.open(pool, TestProvider.HIBERNATE.properties());
        return new TestDatabase(pool, factory, Masks.dataSource(product, pool));
    }

    SqlDialect dialect() {
        try (Connection connection = dataSource.getConnection()) {
            return SqlDialect.of(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** As operators do. */
    void runScripts() {
        Schema schema = new Schema(dialect());
        for (String script : Schema.SCRIPTS) {
            schema.statements(script).forEach(statement -> Jdbc.run(pool, withoutPadding(statement)));
        }
    }

    /** MySQL's binary collation tells texts apart that differ by blanks at the end; what MariaDB takes for it does not. */
    private static String withoutPadding(String statement) {
        return statement.replace("utf8mb4_0900_bin", "utf8mb4_nopad_bin");
    }

    JpaTaskStore newStore() {
        return new JpaTaskStore(TestServer.resources(dataSource), masked -> withoutClose());
    }

    /** As in a server: with the store the factory is closed. */
    JpaTaskStore newStoreThatClosesTheFactory() {
        return new JpaTaskStore(TestServer.resources(dataSource), masked -> factory);
    }

    private EntityManagerFactory withoutClose() {
        return (EntityManagerFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntityManagerFactory.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(factory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() {
        if (factory.isOpen()) {
            factory.close();
        }
        pool.close();
    }
}
