package ee.tasks.jpa;

import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The queues in which something was ever seen due; a claim asks each of them, since no index finds the first due task of all. They are
 * found by leaping from name to name along the claim's index, so that an enqueue need not write them down.
 */
final class Queues {

    /** How long a new or resumed queue may go unseen by a claim that finds enough elsewhere. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private static final String PAUSED = "select name from ee_queue where namespace = ? and paused = true";

    private record Listing(List<String> names, long nanos) {}

    private final String namespace;
    private final SqlDialect dialect;
    /** A queue that was empty for a moment must not be forgotten: its next task may be the most urgent. */
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    private volatile Listing listing;

    Queues(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
    }

    boolean isFresh() {
        Listing current = listing;
        return current != null && System.nanoTime() - current.nanos < FRESH_NANOS;
    }

    List<String> active(Connection connection, QueueSelection selection) throws SQLException {
        Listing current = listing;
        if (current == null || System.nanoTime() - current.nanos >= FRESH_NANOS) {
            long before = System.nanoTime();
            current = new Listing(list(connection), before);
            listing = current;
        }
        return current.names.stream().filter(selection::accepts).toList();
    }

    void forget() {
        listing = null;
    }

    private List<String> list(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        List<String> next = next(connection, "");
        while (!next.isEmpty()) {
            seen.addAll(next);
            next = next(connection, next.get(0));
        }
        List<String> names = new ArrayList<>(seen);
        if (!names.isEmpty()) {
            Set<String> paused = new HashSet<>(Sql.list(connection, PAUSED, row -> row.getString(1), namespace));
            names.removeAll(paused);
        }
        return names;
    }

    private List<String> next(Connection connection, String queue) throws SQLException {
        return Sql.list(connection, dialect.nextQueue(), row -> row.getString(1), namespace, queue);
    }
}
