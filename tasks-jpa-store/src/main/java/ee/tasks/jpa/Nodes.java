package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The nodes and their leases. A lease belongs to a node: renewing it writes one row, which no task's transaction ever locks. */
final class Nodes {

    private static final String LEAVE = "delete from ee_node where id = ? and namespace = ?";

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final String join;
    private final String renew;
    private final String expired;
    private final String giveUp;
    private final String longDead;
    private final String forget;

    Nodes(String namespace, SqlDialect dialect, StoreClock clock) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        String until = dialect.plusMicros(dialect.now());
        join = "insert into ee_node (id, namespace, lease_until, dead) values (?, ?, " + until + ", false)";
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
        Sql.update(connection, join, node, namespace, Micros.of(lease));
        clock.now(connection);
    }

    Optional<Instant> renew(Connection connection, String node, Duration lease) throws SQLException {
        dialect.prepareWorker(connection);
        boolean alive = Sql.update(connection, renew, Micros.of(lease), node, namespace) == 1;
        return alive ? Optional.of(clock.now(connection)) : Optional.empty();
    }

    void leave(Connection connection, String node) throws SQLException {
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
