package ee.tasks.faults;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes one server wait at a step until it is closed. The step is a statement that the database does not answer meanwhile, so
 * nothing of it is in the code that is tested: see {@code holds.sql}.
 */
final class Hold implements AutoCloseable {

    private static final AtomicInteger KEYS = new AtomicInteger();

    private final Database database;
    private final String step;
    private final String server;
    private final int key = KEYS.incrementAndGet();
    private final Connection connection;

    /** @param step one of {@code holds.sql}, or the name of a task and one of its steps: "name method" */
    Hold(Database database, String step, Server server) {
        this.database = database;
        this.step = step;
        this.server = server.name();
        try {
            connection = database.connect();
            Database.list(connection, "select pg_advisory_lock(?)", row -> null, (long) key);
            Database.list(connection, "insert into hold values (?, ?, ?)", row -> null, step, server.name(), key);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String server() {
        return server;
    }

    /** How many statements wait. */
    long waiting() {
        return database.number(
                "select count(*) from pg_locks where locktype = 'advisory' and objid = ? and not granted", (long) key);
    }

    Hold awaitReached(int statements) {
        await(server + " at " + step).atMost(Cluster.GENEROUS).until(() -> waiting() >= statements);
        return this;
    }

    /** Those that wait are cut off. */
    void terminateWaiting() {
        database.execute("""
                select pg_terminate_backend(pid) from pg_locks
                where locktype = 'advisory' and objid = ? and not granted""", (long) key);
    }

    /** May be called early, and more than once. */
    void release() {
        try {
            if (!connection.isClosed()) {
                Database.list(connection, "delete from hold where key = ?", row -> null, (long) key);
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        release();
    }
}
