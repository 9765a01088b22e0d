package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * MariaDB (tested with 11.4): {@link PortableDialect} with {@code for update skip locked}, so that a select picks unlocked rows in one
 * statement. There is no update that returns rows, hence a select, an update by keys and a select for each claim.
 *
 * <p>A worker's statement may take 20 s, by the driver's query timeout. InnoDB locks each row that it reads, not only those that it
 * returns, so statements name the index to use, and inserts that may meet an existing key wait for it instead of failing. A node that
 * migrates the schema holds a lock of its session and waits up to {@value #LOCK_SECONDS} s for another's.
 */
final class MariaDbDialect extends PortableDialect {

    private static final String NOW = "utc_timestamp(6)";

    private static final int LOCK_SECONDS = 60;

    private static final String GET_LOCK = "select get_lock(concat('ee_schema_version ', schema()), ?)";

    @Override
    String folder() {
        return "mariadb";
    }

    @Override
    boolean migratesByDefault() {
        return false;
    }

    @Override
    boolean ddlCommits() {
        return true;
    }

    @Override
    String findVersionTable() {
        return "select 1 from information_schema.tables where table_name = 'ee_schema_version' and table_schema = schema()";
    }

    /** A lock of the session, which survives the commits of DDL. Its name has the database's, since the server may have several. */
    @Override
    void lockSchema(Connection connection) throws SQLException {
        List<Integer> got = Sql.list(connection, GET_LOCK, row -> row.getInt(1), LOCK_SECONDS);
        if (!got.contains(1)) {
            throw new TaskStoreException(JpaMessage.SCHEMA_BUSY.text(Duration.ofSeconds(LOCK_SECONDS)), null, false);
        }
    }

    @Override
    void unlockSchema(Connection connection) throws SQLException {
        Sql.list(connection, "select release_lock(concat('ee_schema_version ', schema()))", row -> 1);
    }

    @Override
    String readCommitted() {
        return "set transaction isolation level read committed";
    }

    @Override
    String now() {
        return NOW;
    }

    @Override
    String plusMicros(String time) {
        return "date_add(" + time + ", interval ? microsecond)";
    }

    @Override
    String translate(String sql) {
        return sql.replace("as varchar(", "as char(").replace("as timestamp(6)", "as datetime(6)");
    }

    @Override
    String forUpdateSkipLocked() {
        return " for update skip locked";
    }

    /** Keeps the planner from materializing the subquery, for which it reads the whole table. */
    @Override
    String forEachRow() {
        return " having 1 = 1";
    }

    @Override
    String byIndex(String table, String index) {
        return "%s force index (%s)".formatted(table, index);
    }

    @Override
    String forShareSkipLocked() {
        return " lock in share mode skip locked";
    }

    /**
     * {@code on duplicate key update} waits for the other transaction and then has its row exclusively, but does not tell whether it
     * inserted. {@code insert ignore} would hide other errors, and lock an existing row shared, so that two transactions which then want
     * to write it deadlock each time.
     */
    @Override
    boolean insertIfAbsent(Connection connection, String insert, Object... row) throws SQLException {
        return insertOrWait(connection, insert, row);
    }

    static boolean insertOrWait(Connection connection, String insert, Object... row) throws SQLException {
        Sql.update(connection, insert + onDuplicate(insert), row);
        return false;
    }

    @Override
    void insertAllIfAbsent(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        Sql.batch(connection, insert + onDuplicate(insert), rows);
    }

    private static String onDuplicate(String insert) {
        String column = insert.substring(insert.indexOf('(') + 1, insert.indexOf(','));
        return " on duplicate key update %1$s = %1$s".formatted(column);
    }

    /** Uses that index whatever the statistics say: with another, InnoDB would lock all rows that it looks at. */
    @Override
    String claimableOf(boolean locked) {
        return super.claimableOf(locked).replace("ee_task t\n", byIndex("ee_task t", "ee_task_claim") + "\n");
    }
}
