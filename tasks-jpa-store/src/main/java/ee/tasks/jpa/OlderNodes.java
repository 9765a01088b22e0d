package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Knows whether a node of the namespace is alive that claims limited tasks without asking their gates, as those before script 6 do. While
 * one is, tasks that are limited are held, where it does not find them. Asks once a second at most.
 */
final class OlderNodes {

    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private static final String ALIVE = """
            select n.id from ee_node n where n.namespace = ? and n.dead = false and n.capabilities is null
            fetch first 1 rows only""";

    /** What becomes of a limited task. */
    enum Rule {
        /** It passes its gates. */
        LIMIT,
        /** It waits until the older nodes have left. */
        HOLD,
        /** It runs as if it were not limited. */
        RUN
    }

    private record Answer(Rule rule, long nanos) {}

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final SaidOnce said = new SaidOnce(System::nanoTime);
    private final String namespace;
    private final boolean runsBeside;
    private final boolean seesAll;
    private final LongSupplier nanoTime;
    private volatile Answer last;

    /**
     * @param runsBeside whether limited tasks run unlimited beside older nodes
     * @param seesAll whether a claim's transaction sees what was committed since it began; else nobody can count what is inside
     */
    OlderNodes(String namespace, boolean runsBeside, boolean seesAll, LongSupplier nanoTime) {
        this.namespace = namespace;
        this.runsBeside = runsBeside;
        this.seesAll = seesAll;
        this.nanoTime = nanoTime;
    }

    Rule rule(Connection connection) throws SQLException {
        if (!seesAll) {
            sayOnce(Rule.HOLD.name(), JpaMessage.HELD_FOR_ISOLATION);
            return Rule.HOLD;
        }
        Answer known = last;
        if (known == null || nanoTime.getAsLong() - known.nanos >= FRESH) {
            long before = nanoTime.getAsLong();
            List<String> alive = Sql.list(connection, ALIVE, row -> row.getString(1), namespace);
            known = new Answer(alive.isEmpty() ? Rule.LIMIT : runsBeside ? Rule.RUN : Rule.HOLD, before);
            last = known;
            if (known.rule == Rule.HOLD) {
                sayOnce(alive.get(0), JpaMessage.HELD_FOR_OLDER_NODES, alive.get(0));
            }
        }
        return known.rule;
    }

    private void sayOnce(String what, JpaMessage message, Object... facts) {
        if (said.isNews(what)) {
            message.log(LOG, facts);
        }
    }
}
