package ee.tasks.jpa;

import static java.sql.Connection.TRANSACTION_READ_COMMITTED;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What makes the worker's transactions READ COMMITTED: with more, claims would lock what is being enqueued. */
enum Isolation {
    /** The data source does it, for all transactions. */
    AS_IT_IS,
    /** Each time; a caller's transaction keeps what it finds. */
    SET_BY_US,
    /** Nobody: the data source has another isolation, which cannot be set. */
    UNFIT;

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final String[] NAMES = {
        "no transactions",
        "READ UNCOMMITTED",
        "READ COMMITTED",
        null,
        "REPEATABLE READ",
        null,
        null,
        null,
        "SERIALIZABLE"
    };

    /** Looks at the data source, outside of any transaction, and says so if that is not it. */
    static Isolation of(JpaResources resources, SqlDialect dialect) throws SQLException {
        int level = level(resources);
        if (level == TRANSACTION_READ_COMMITTED) {
            return AS_IT_IS;
        }
        String name = level > 0 && level < NAMES.length && NAMES[level] != null ? NAMES[level] : "isolation " + level;
        if (canBeSet(resources, dialect)) {
            LOG.log(Level.INFO, JpaMessage.ISOLATION_SET.text(name));
            return SET_BY_US;
        }
        LOG.log(Level.WARNING, JpaMessage.ISOLATION_UNFIT.text(name));
        return UNFIT;
    }

    /**
     * Whether a transaction may not see what was committed since it began.
     *
     * @param worker whether it is one of the worker, and not a caller's
     */
    boolean mayBeOld(boolean worker) {
        return this == UNFIT || this == SET_BY_US && !worker;
    }

    private static int level(JpaResources resources) throws SQLException {
        try (Connection connection = resources.dataSource().getConnection()) {
            return connection.getTransactionIsolation();
        }
    }

    /** Not within a distributed transaction, which has begun by the time that it gets its connection. */
    private static boolean canBeSet(JpaResources resources, SqlDialect dialect) {
        if (dialect.readCommitted() == null) {
            return false;
        }
        try {
            return new Transactions(resources).call("set the isolation", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(dialect.readCommitted());
                }
                StoreClock clock = new StoreClock(dialect);
                return clock.now(connection) != null;
            });
        } catch (ee.tasks.spi.TaskStoreException refused) {
            return false;
        }
    }
}
