package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sees to the schema when a store starts, whatever transaction the caller may be in. */
final class SchemaStart {

    private static final int TRIES = 20;
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final JpaResources resources;
    private final Transactions transactions;

    SchemaStart(JpaResources resources, Transactions transactions) {
        this.resources = resources;
        this.transactions = transactions;
    }

    /** @param mode migrate, validate, none, or {@code null} for the database's default */
    SqlDialect run(String mode) {
        if (!transactions.isActive()) {
            return runHere(mode);
        }
        // The caller's transaction must neither be committed by DDL nor undo it.
        CompletableFuture<SqlDialect> other = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                other.complete(runHere(mode));
            } catch (RuntimeException | Error e) {
                other.completeExceptionally(e);
            }
        });
        thread.setName("ee-tasks-schema");
        thread.start();
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private SqlDialect runHere(String mode) {
        try {
            SqlDialect dialect = dialect();
            String chosen = mode != null ? mode : dialect.migratesByDefault() ? "migrate" : "validate";
            Schema schema = new Schema(dialect);
            switch (chosen) {
                case "migrate" -> migrate(schema, dialect);
                case "validate" -> validate(schema);
                case "none" -> {}
                default -> throw new TaskStoreException(JpaMessage.UNKNOWN_SCHEMA_MODE.text(chosen), null, false);
            }
            return dialect;
        } catch (SQLException e) {
            throw Transactions.failure("prepare its schema", e);
        }
    }

    private SqlDialect dialect() throws SQLException {
        try (Connection connection = resources.dataSource().getConnection()) {
            return SqlDialect.of(connection);
        }
    }

    private void validate(Schema schema) throws SQLException {
        try (Connection connection = resources.dataSource().getConnection()) {
            schema.validate(connection);
        }
    }

    private void migrate(Schema schema, SqlDialect dialect) throws SQLException {
        if (!dialect.ddlCommits()) {
            transactions.call("migrate its schema", connection -> {
                schema.migrate(connection);
                return null;
            });
            return;
        }
        for (int tries = 1; ; tries++) {
            try (Connection connection = resources.dataSource().getConnection()) {
                schema.migrate(connection);
                return;
            } catch (SQLException e) {
                // Another node migrates at the same moment; its statements and ours can be repeated.
                // While H2 adds a column the table is gone for a moment.
                if (tries == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
            }
        }
    }
}
