package ee.tasks.jpa;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** What a server would supply: a transaction manager and pools that enlist in its transactions. */
final class TestServer {

    private static final int CONNECTIONS = 20;

    static final TransactionManager TRANSACTION_MANAGER = com.arjuna.ats.jta.TransactionManager.transactionManager();

    static final TransactionSynchronizationRegistry REGISTRY =
            new com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple();

    private static final Map<Postgres, EmbeddedPostgres> POSTGRES = new EnumMap<>(Postgres.class);

    /** Versions of PostgreSQL, one server of each in this JVM. */
    enum Postgres {
        NEWEST,
        /** That is supported. */
        OLDEST {
            @Override
            EmbeddedPostgres start() throws IOException {
                Path unpacked = Path.of(System.getProperty("oldest.postgres"));
                return builder()
                        .setPgBinaryResolver((system, hardware) -> Files.newInputStream(unpacked.resolve(
                                "postgres-%s-%s.txz".formatted(system.toLowerCase(Locale.ROOT), hardware))))
                        .start();
            }
        };

        EmbeddedPostgres start() throws IOException {
            return builder().start();
        }

        /** What the planner knows is what a test has told it, and not what a vacuum found out by chance. */
        private static EmbeddedPostgres.Builder builder() {
            return EmbeddedPostgres.builder().setPort(0).setServerConfig("autovacuum", "off");
        }
    }

    private TestServer() {}

    /** A new database in memory. */
    static AgroalDataSource newH2() {
        return newH2("select 1");
    }

    /** @param initialSql run on every new connection */
    static AgroalDataSource newH2(String initialSql) {
        return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", initialSql);
    }

    /** A new database in memory, in one of H2's modes, with what the others do not have. */
    static AgroalDataSource newH2(String mode, List<String> functions) {
        AgroalDataSource pool =
                pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;MODE=" + mode, "sa", "", "select 1");
        functions.forEach(function -> Jdbc.run(pool, function));
        return pool;
    }

    /** A new database of the newest PostgreSQL. */
    static AgroalDataSource newPostgres() {
        return newPostgres("select 1");
    }

    /** With the isolation that an application may ask for. */
    static AgroalDataSource newPostgresWithRepeatableRead() {
        return pool(
                postgres(Postgres.NEWEST).getJdbcUrl("postgres", newPostgresDatabase(Postgres.NEWEST)),
                "postgres",
                "postgres",
                "select 1",
                TransactionIsolation.REPEATABLE_READ);
    }

    /** @param initialSql run on every new connection */
    static AgroalDataSource newPostgres(String initialSql) {
        return newPostgres(Postgres.NEWEST, initialSql);
    }

    static AgroalDataSource newPostgres(Postgres version) {
        return newPostgres(version, "select 1");
    }

    private static AgroalDataSource newPostgres(Postgres version, String initialSql) {
        return postgres(version, newPostgresDatabase(version), initialSql);
    }

    private static String newPostgresDatabase(Postgres version) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (AgroalDataSource admin = postgres(version, "postgres", "select 1")) {
            Jdbc.run(admin, "create database " + name);
        }
        return name;
    }

    private static AgroalDataSource postgres(Postgres version, String database, String initialSql) {
        return pool(postgres(version).getJdbcUrl("postgres", database), "postgres", "postgres", initialSql);
    }

    /** A new database of the one MariaDB of this JVM. */
    static AgroalDataSource newMariaDb() {
        return newMariaDb("select 1");
    }

    /** @param initialSql run on every new connection */
    static AgroalDataSource newMariaDb(String initialSql) {
        return mariaDb(TestMariaDb.newUrl(), initialSql, TransactionIsolation.READ_COMMITTED);
    }

    /** With MariaDB's own isolation. */
    static AgroalDataSource newMariaDbWithRepeatableRead() {
        return mariaDb(TestMariaDb.newUrl(), "select 1", TransactionIsolation.REPEATABLE_READ);
    }

    /** With MariaDB's own isolation, which cannot be set in a branch that has begun. */
    static AgroalDataSource newMariaDbWithRepeatableReadAndXa() {
        return pool(
                MariaDbDataSource.class,
                TestMariaDb.newUrl(),
                "root",
                "",
                "select 1",
                TransactionIsolation.REPEATABLE_READ);
    }

    private static AgroalDataSource mariaDb(String url, String initialSql, TransactionIsolation isolation) {
        return pool(url, "root", "", initialSql, isolation);
    }

    /** Commits or rolls back what a step does. */
    static void inTransaction(boolean commit, Runnable step) {
        try {
            TRANSACTION_MANAGER.begin();
            boolean ended = false;
            try {
                step.run();
                if (commit) {
                    ended = true;
                    TRANSACTION_MANAGER.commit();
                }
            } finally {
                if (!ended) {
                    TRANSACTION_MANAGER.rollback();
                }
            }
        } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException e) {
            throw new AssertionError("the commit", e);
        } catch (NotSupportedException | SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    static JpaResources resources(DataSource pool) {
        return new JpaResources("java:/pool", pool, com.arjuna.ats.jta.UserTransaction.userTransaction(), REGISTRY);
    }

    /** For a store whose tasks have no gates. */
    static GateExits exits(SqlDialect dialect) {
        return new GateExits("default", dialect, REGISTRY, new TakenGates(), new GateHints(System::nanoTime));
    }

    private static synchronized EmbeddedPostgres postgres(Postgres version) {
        return POSTGRES.computeIfAbsent(version, each -> {
            try {
                return each.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static AgroalDataSource pool(String url, String user, String password, String initialSql) {
        return pool(url, user, password, initialSql, TransactionIsolation.READ_COMMITTED);
    }

    private static AgroalDataSource pool(
            String url, String user, String password, String initialSql, TransactionIsolation isolation) {
        return pool(null, url, user, password, initialSql, isolation);
    }

    /** @param provider of connections, {@code null} for the driver of the URL */
    private static AgroalDataSource pool(
            Class<?> provider,
            String url,
            String user,
            String password,
            String initialSql,
            TransactionIsolation isolation) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                            .transactionIntegration(new NarayanaTransactionIntegration(TRANSACTION_MANAGER, REGISTRY))
                            .connectionFactoryConfiguration(connections -> connections
                                    .connectionProviderClass(provider)
                                    .jdbcUrl(url)
                                    .jdbcTransactionIsolation(isolation)
                                    .initialSql(initialSql)
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password)))));
        } catch (SQLException e) {
            throw new AssertionError(url, e);
        }
    }
}
