package ee.tasks.jpa;

import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/**
 * The queues that had due tasks lately. A claim asks each of them, since no index finds the first due task of all queues. They are found by
 * leaping from name to name along the claim's index, so an enqueue does not have to record them. That takes a statement for each queue, so
 * it is done once a second at most. A queue that this node enqueues into is known immediately. An empty queue is asked for a minute more.
 */
final class Queues {

    /** How long a queue that another node enqueues into, or that was resumed, may be missed. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /** How long an empty queue is still asked. */
    private static final long LATELY_NANOS = Duration.ofMinutes(1).toNanos();

    private record Listing(List<String> names, long nanos) {}

    private final String namespace;
    private final SqlDialect dialect;
    private final Controls controls;
    private final LongSupplier nanoTime;
    /** When each queue was last seen. A queue that was empty for a moment is kept: its next task may be the most urgent one. */
    private final Map<String, Long> seen = new ConcurrentSkipListMap<>();

    private volatile Listing listing;
    private volatile boolean again;

    Queues(String namespace, SqlDialect dialect, Controls controls, LongSupplier nanoTime) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.controls = controls;
        this.nanoTime = nanoTime;
    }

    private boolean isFresh(Listing current) {
        return !again && current != null && nanoTime.getAsLong() - current.nanos < FRESH_NANOS;
    }

    /** Those that a node may claim of. */
    List<String> active(Connection connection, String node, QueueSelection selection) throws SQLException {
        Listing current = listing;
        if (!isFresh(current)) {
            long before = nanoTime.getAsLong();
            again = false;
            current = new Listing(list(connection, before), before);
            listing = current;
            controls.readAgain(); // what is paused is never older than the names
        }
        if (!current.names.isEmpty()) {
            controls.refresh(connection);
        }
        return controls.isQuiet(node)
                ? List.of()
                : current.names.stream()
                        .filter(name -> selection.accepts(name) && !controls.isPausedQueue(name))
                        .toList();
    }

    /** Notes that something is due, or will be after the commit. A node that does not claim remembers nothing. */
    void enqueued(String queue) {
        if (listing != null && seen.put(queue, nanoTime.getAsLong()) == null) {
            listAgain();
        }
    }

    /** Makes the next claim list the queues again, since something became due in a queue that may be missing. */
    void listAgain() {
        again = true;
    }

    private List<String> list(Connection connection, long now) throws SQLException {
        dialect.prepareWorker(connection);
        List<String> next = next(connection, "");
        while (!next.isEmpty()) {
            seen.put(next.get(0), now);
            next = next(connection, next.get(0));
        }
        seen.values().removeIf(last -> now - last >= LATELY_NANOS);
        return List.copyOf(seen.keySet());
    }

    private List<String> next(Connection connection, String queue) throws SQLException {
        return Sql.list(connection, dialect.nextQueue(), row -> row.getString(1), namespace, queue);
    }
}
