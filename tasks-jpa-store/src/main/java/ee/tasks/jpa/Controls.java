package ee.tasks.jpa;

import ee.tasks.admin.PauseKind;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Paused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What operators say, as this node knows it: read by one statement, once a second at most, and at once after somebody here has changed it.
 * Thread-safe.
 */
final class Controls {

    /** How long a node may miss what was said on another. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    /** In one statement, so that a claim pays for one. */
    private static final String READ = """
            select 'QUEUE', q.name from ee_queue q where q.namespace = ? and q.paused = true
            union all
            select p.kind, p.name from ee_pause p where p.namespace = ? and (p.until_at is null or p.until_at > %s)""";

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    /** @param open what a node must not start that is not quiet */
    private record ReadControls(Map<PauseKind, Set<String>> names, Paused open, long nanos) {

        static ReadControls of(Map<PauseKind, Set<String>> names, long nanos) {
            return new ReadControls(
                    names, new Paused(false, of(names, PauseKind.QUEUE), of(names, PauseKind.LIMIT)), nanos);
        }

        boolean has(PauseKind kind, String name) {
            return of(names, kind).contains(name);
        }

        private static Set<String> of(Map<PauseKind, Set<String>> names, PauseKind kind) {
            return names.getOrDefault(kind, Set.of());
        }
    }

    private final SaidOnce unknown = new SaidOnce(System::nanoTime);

    private final String namespace;
    private final String instance;
    private final LongSupplier nanoTime;
    private final String read;
    private volatile ReadControls said;
    private volatile boolean again;

    /** @param instance the node's own, or {@code null} */
    Controls(String namespace, SqlDialect dialect, String instance, LongSupplier nanoTime) {
        this.namespace = namespace;
        this.instance = instance;
        this.nanoTime = nanoTime;
        read = READ.formatted(dialect.once(dialect.now()));
    }

    boolean isFresh() {
        ReadControls last = said;
        return !again && last != null && nanoTime.getAsLong() - last.nanos < FRESH_NANOS;
    }

    /** Sees to it that what is answered is a second old at most. */
    void refresh(Connection connection) throws SQLException {
        if (isFresh()) {
            return;
        }
        long before = nanoTime.getAsLong();
        again = false;
        Map<PauseKind, Set<String>> names = new EnumMap<>(PauseKind.class);
        Sql.list(
                connection,
                read,
                row -> {
                    PauseKind kind = kind(row.getString(1));
                    return kind != null
                            && names.computeIfAbsent(kind, each -> new HashSet<>())
                                    .add(row.getString(2));
                },
                namespace,
                namespace);
        said = ReadControls.of(names, before);
    }

    /** @return {@code null} for a kind that this version does not know, such as one of a later version */
    PauseKind kind(String word) {
        for (PauseKind kind : PauseKind.values()) {
            if (kind.name().equals(word)) {
                return kind;
            }
        }
        if (unknown.isNews(String.valueOf(word))) {
            JpaMessage.UNKNOWN_PAUSE.log(LOG, word);
        }
        return null;
    }

    /** Somebody has said something else. */
    void readAgain() {
        again = true;
    }

    boolean isPausedQueue(String queue) {
        return isPaused(PauseKind.QUEUE, queue);
    }

    boolean isPausedGate(String gate) {
        return isPaused(PauseKind.LIMIT, gate);
    }

    /** Whether a node is to claim nothing. */
    boolean isQuiet(String node) {
        return isPaused(PauseKind.NAMESPACE, AdminStore.ALL)
                || isPaused(PauseKind.NODE, node)
                || instance != null && isPaused(PauseKind.INSTANCE, instance);
    }

    Paused paused(String node) {
        ReadControls last = said;
        if (last == null) {
            return Paused.NOTHING;
        }
        return isQuiet(node) ? new Paused(true, last.open.queues(), last.open.gates()) : last.open;
    }

    private boolean isPaused(PauseKind kind, String name) {
        ReadControls last = said;
        return last != null && last.has(kind, name);
    }
}
