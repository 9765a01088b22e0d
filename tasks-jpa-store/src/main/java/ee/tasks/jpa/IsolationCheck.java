package ee.tasks.jpa;

import static java.sql.Connection.TRANSACTION_READ_COMMITTED;

import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Finds out which isolation the transactions of a data source have. */
final class IsolationCheck {

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

    private static final String WHAT_MORE_COSTS =
            "claims, completions and enqueues wait for each other or are rolled back and"
                    + " tried again, and the worker reads each completion once more after its commit";
    private static final String WHAT_LESS_COSTS =
            "a lookup may miss a task for a moment while another transaction updates it";

    private IsolationCheck() {}

    /** Looks at the data source, outside of any transaction, and logs if it is not READ COMMITTED. */
    static Isolation of(JpaResources resources, SqlDialect dialect) throws SQLException {
        int level = level(resources);
        if (level == TRANSACTION_READ_COMMITTED) {
            return Isolation.AS_IT_IS;
        }
        String name = level > 0 && level < NAMES.length && NAMES[level] != null ? NAMES[level] : "isolation " + level;
        if (canBeSet(resources, dialect)) {
            JpaMessage.ISOLATION_SET.log(LOG, name);
            return Isolation.SET_BY_US;
        }
        JpaMessage.ISOLATION_UNFIT.log(
                LOG, name, level > TRANSACTION_READ_COMMITTED ? WHAT_MORE_COSTS : WHAT_LESS_COSTS);
        return Isolation.UNFIT;
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
            return new StoreTransactions(resources).call("set the isolation", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(dialect.readCommitted());
                }
                StoreClock clock = new StoreClock(dialect);
                return clock.now(connection) != null;
            });
        } catch (TaskStoreException refused) {
            return false;
        }
    }
}
