package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
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
            return Dialects.of(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Its name and version. */
    String product() {
        try (Connection connection = pool.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion();
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

    /** Until somebody waits for a lock, in any database of the server. */
    void awaitWaiting(CompletableFuture<?> waiting) {
        String waits = dialect() instanceof PostgresDialect
                ? "pg_locks where not granted and locktype in ('transactionid', 'tuple')"
                : "information_schema.global_status where variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS'"
                        + " and variable_value > 0";
        while (Jdbc.count(pool, waits) == 0) {
            assertThat(waiting).isNotDone();
        }
    }

    @Override
    public void close() {
        if (factory.isOpen()) {
            factory.close();
        }
        pool.close();
    }
}
