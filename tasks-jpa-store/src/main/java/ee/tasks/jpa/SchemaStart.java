package ee.tasks.jpa;

import ee.tasks.spi.StoreNotReachedException;
import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Migrates or validates the schema when a store starts, outside of the caller's transaction. */
final class SchemaStart {

    private static final int TRIES = 20;
    private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * Held while H2 is migrated. H2 2.2.224 loses a table, with all its rows, that two connections alter at the same time, and its DDL
     * commits, so no lock in the database would last. An embedded H2 belongs to one JVM, in which the class loaders of several
     * applications share an interned string.
     */
    private static final Object H2_MIGRATION = "ee.tasks.jpa: migration of H2".intern();

    private static final Set<String> MODES = Set.of("migrate", "validate", "none");

    private final JpaResources resources;
    private final StoreTransactions transactions;

    SchemaStart(JpaResources resources, StoreTransactions transactions) {
        this.resources = resources;
        this.transactions = transactions;
    }

    /** @param mode migrate, validate, none, or {@code null} for the database's default */
    StoreTransactions run(String mode) {
        if (mode != null && !MODES.contains(mode)) {
            throw new TaskStoreException(JpaMessage.UNKNOWN_SCHEMA_MODE.text(mode), null, false);
        }
        if (!transactions.isActive()) {
            return runHere(mode);
        }
        // On another thread: DDL must not commit the caller's transaction, which must not roll back the DDL.
        return ThreadBeside.call(() -> runHere(mode));
    }

    private StoreTransactions runHere(String mode) {
        try {
            SqlDialect dialect = dialect();
            String chosen = mode != null ? mode : dialect.migratesByDefault() ? "migrate" : "validate";
            Schema schema = new Schema(dialect);
            switch (chosen) {
                case "migrate" -> migrate(schema, dialect);
                case "validate" -> validate(schema);
                default -> {}
            }
            return new StoreTransactions(resources, dialect, IsolationCheck.of(resources, dialect));
        } catch (SQLException e) {
            throw StoreTransactions.failure("prepare its schema", e);
        }
    }

    private SqlDialect dialect() throws SQLException {
        try (Connection connection = connect()) {
            SqlDialect dialect = Dialects.of(connection);
            dialect.requireSettings(connection);
            return dialect;
        }
    }

    private Connection connect() throws SQLException {
        try {
            return resources.dataSource().getConnection();
        } catch (SQLException e) {
            if (Reach.isAway(e)) {
                throw new StoreNotReachedException(JpaMessage.NOT_REACHED.text(Reach.reason(e)), e);
            }
            throw e;
        }
    }

    private void validate(Schema schema) throws SQLException {
        try (Connection connection = resources.dataSource().getConnection()) {
            schema.validate(connection, resources.name());
        }
    }

    private void migrate(Schema schema, SqlDialect dialect) throws SQLException {
        if (!dialect.ddlCommits()) {
            boolean more = true;
            while (more) {
                more = transactions.callAgain("migrate its schema", schema::runNext);
            }
            return;
        }
        if (dialect.locksSchema()) {
            runAll(schema);
            return;
        }
        synchronized (H2_MIGRATION) {
            migrateUnlocked(schema);
        }
    }

    /** Nodes of another JVM may migrate at the same time. While H2 adds a column, the table is missing for a moment. */
    private void migrateUnlocked(Schema schema) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                runAll(schema);
                return;
            } catch (SQLException | TaskStoreException e) {
                if (tries == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MAX_PAUSE));
            }
        }
    }

    private void runAll(Schema schema) throws SQLException {
        try (Connection connection = resources.dataSource().getConnection()) {
            while (schema.runNext(connection)) {}
        }
    }
}
