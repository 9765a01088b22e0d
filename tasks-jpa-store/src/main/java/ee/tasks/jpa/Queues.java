package ee.tasks.jpa;

import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The queues that have ever been used; a claim asks each of them, since no index finds the first due task of all. */
final class Queues {

    /** How long a new or resumed queue may go unseen by a claim that finds enough elsewhere. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private static final String INSERT = "insert into ee_queue (namespace, name, paused) values (?, ?, false)";

    private static final String ACTIVE =
            "select name from ee_queue where namespace = ? and paused = false order by name";

    private record Listing(List<String> names, long nanos) {}

    private final String namespace;
    private final SqlDialect dialect;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile Listing listing;

    Queues(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
    }

    boolean knows(String queue) {
        return known.contains(queue);
    }

    void add(Connection connection, String queue) throws SQLException {
        dialect.insertIfAbsent(connection, INSERT, namespace, queue);
    }

    /** The row of this queue is committed. */
    void added(String queue) {
        known.add(queue);
        listing = null;
    }

    boolean isFresh() {
        Listing current = listing;
        return current != null && System.nanoTime() - current.nanos < FRESH_NANOS;
    }

    List<String> active(Connection connection, QueueSelection selection) throws SQLException {
        Listing current = listing;
        if (current == null || System.nanoTime() - current.nanos >= FRESH_NANOS) {
            long before = System.nanoTime();
            current = new Listing(Sql.list(connection, ACTIVE, row -> row.getString(1), namespace), before);
            listing = current;
        }
        return current.names.stream().filter(selection::accepts).toList();
    }

    void forget() {
        listing = null;
    }
}
