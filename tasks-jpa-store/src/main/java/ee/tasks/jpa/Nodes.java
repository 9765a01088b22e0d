package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The nodes and their leases. A lease belongs to a node: renewing it writes one row, which no task's transaction ever locks. */
final class Nodes {

    /** Of the jar, for who looks at the table; {@code null} in tests. */
    private static final String VERSION = Nodes.class.getPackage().getImplementationVersion();

    private static final String CAPABILITIES = "LIMITS";

    /** The process is gone that had these. */
    private static final String SLOTS_OF_PREDECESSOR =
            "select s.task_id, s.claim_id, s.gate from ee_gate_slot s where s.namespace = ? and s.instance = ?";

    /** What it has inside, before anybody has noticed that it is gone. */
    private static final String INSIDE_OF_PREDECESSOR = """
            select g.task_id, g.claim_id, g.gate from ee_node n join ee_gated g on g.node_id = n.id
            where n.namespace = ? and n.instance = ? and g.namespace = n.namespace and g.state = 'R'""";

    private static final String DELETE_INSIDE =
            "delete from ee_gated where task_id = ? and claim_id = ? and gate = ? and state = 'R'";

    private static final String LEAVE = "delete from ee_node where id = ? and namespace = ?";

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final GateExits exits;
    private final String instance;
    private final String join;
    private final String renew;
    private final String expired;
    private final String giveUp;
    private final String longDead;
    private final String forget;

    /** @param instance what the node takes over from its predecessor, or {@code null} */
    Nodes(String namespace, SqlDialect dialect, StoreClock clock, GateExits exits, String instance) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        this.exits = exits;
        this.instance = instance;
        String until = dialect.plusMicros(dialect.now());
        join = "insert into ee_node (id, namespace, lease_until, dead, version, capabilities, instance) values (?, ?, "
                + until + ", false, ?, ?, ?)";
        renew = "update ee_node set lease_until = " + until + " where id = ? and namespace = ? and dead = false"
                + " and lease_until >= " + dialect.now();
        String over = "dead = false and lease_until < " + dialect.now();
        expired = "select t.id from ee_node t where t.namespace = ? and t." + over + dialect.forUpdateSkipLocked();
        giveUp = "update ee_node set dead = true where id = ? and " + over;
        String old = "dead = true and lease_until < " + dialect.plusMicros(dialect.now());
        longDead = "select t.id from ee_node t where t.namespace = ? and t." + old;
        forget = "delete from ee_node where id = ? and " + old;
    }

    void join(Connection connection, String node, Duration lease) throws SQLException {
        if (instance != null && System.getProperty(joined()) == null) {
            takeOver(connection, SLOTS_OF_PREDECESSOR, GateExits.DELETE_SLOT);
            takeOver(connection, INSIDE_OF_PREDECESSOR, DELETE_INSIDE);
        }
        Sql.update(connection, join, node, namespace, Micros.of(lease), VERSION, CAPABILITIES, instance);
        clock.now(connection);
    }

    /** That was committed. */
    void hasJoined() {
        if (instance != null) {
            System.setProperty(joined(), "true");
        }
    }

    /** A property of the process: it outlives a redeployment, and so may calls of the deployment before. */
    private String joined() {
        return "ee.tasks.joined.%s.%s".formatted(namespace, instance);
    }

    /** Once in a process: what this one has itself when it joins again is still inside. */
    private void takeOver(Connection connection, String select, String delete) throws SQLException {
        List<Object[]> rows = new ArrayList<>(Sql.list(
                connection,
                select,
                row -> new Object[] {row.getString(1), row.getString(2), row.getString(3)},
                namespace,
                instance));
        rows.sort(Comparator.comparing(Arrays::toString));
        Sql.batch(connection, delete, rows);
    }

    Optional<Instant> renew(Connection connection, String node, Duration lease) throws SQLException {
        dialect.prepareWorker(connection);
        boolean alive = Sql.update(connection, renew, Micros.of(lease), node, namespace) == 1;
        return alive ? Optional.of(clock.now(connection)) : Optional.empty();
    }

    void leave(Connection connection, String node) throws SQLException {
        exits.nodeLeft(connection, node);
        Sql.update(connection, LEAVE, node, namespace);
    }

    /**
     * Marks the nodes dead whose lease has run out. Commit this before their tasks are rescued. A node whose row is locked is left to the
     * next round: it may be frozen in its renewal, and must not keep the others from being given up.
     */
    void giveUp(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        List<String> ids = Sql.list(connection, expired, row -> row.getString(1), namespace);
        Sql.batch(
                connection,
                giveUp,
                ids.stream().sorted().map(id -> new Object[] {id}).toList());
    }

    /**
     * A node that is gone counts as dead, so its row is of no use a day later. By key: a deletion that looks for its rows itself waits
     * on MariaDB for every row that another transaction writes.
     */
    void forgetDead(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        long age = -Micros.of(Duration.ofDays(1));
        List<String> ids = Sql.list(connection, longDead, row -> row.getString(1), namespace, age);
        Sql.batch(
                connection,
                forget,
                ids.stream().sorted().map(id -> new Object[] {id, age}).toList());
    }
}
