package ee.tasks.jpa;

import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives back what claims took of gates, in the transaction that ends or gives back the claims; the gates are looked at after its commit.
 * Locks no gate, so that nobody waits who ends a task.
 */
final class GateExits {

    private static final String LEAVE =
            "delete from ee_gated where task_id = ? and claim_id = ? and state = 'R' and namespace = ?";

    private static final String STAYING = """
            select g.namespace, g.gate, g.task_id, g.claim_id, g.node_id,
                (select n.instance from ee_node n where n.id = g.node_id), g.weight, g.strict
            from ee_gated g
            where g.task_id in (%s) and g.state = 'R'""";

    /** Of values: MariaDB takes no batch of inserts that select. */
    private static final String STAY = """
            insert into ee_gate_slot (namespace, gate, task_id, claim_id, node_id, instance, weight, strict, since)
            values (?, ?, ?, ?, ?, ?, ?, ?, %s)""";

    /** By its key. */
    static final String DELETE_SLOT = "delete from ee_gate_slot where task_id = ? and claim_id = ? and gate = ?";

    private static final String VACATE =
            "delete from ee_gate_slot where task_id = ? and claim_id = ? and namespace = ?";

    /** Locks: what is vacated at the same time is either gone, or finds the slot that is made of it. */
    private static final String INSIDE = """
            select g.task_id, g.claim_id, g.gate from ee_gated g
            where g.task_id in (%s) and g.state = 'R'
            for update""";

    private static final String INSIDE_OF_NODE = """
            select g.task_id, g.claim_id from ee_task t join ee_gated g on g.task_id = t.id
            where t.namespace = ? and t.node_id = ? and g.state = 'R' and g.claim_id = t.claim_id""";

    private static final String SLOTS_OF_NODE =
            "select s.task_id, s.claim_id from ee_gate_slot s where s.namespace = ? and s.node_id = ?";

    private final String namespace;
    private final TransactionSynchronizationRegistry registry;
    private final TakenGates taken;
    private final GateHints hints;
    private final String stay;

    GateExits(
            String namespace,
            SqlDialect dialect,
            TransactionSynchronizationRegistry registry,
            TakenGates taken,
            GateHints hints) {
        this.namespace = namespace;
        this.registry = registry;
        this.taken = taken;
        this.hints = hints;
        stay = STAY.formatted(dialect.now());
    }

    /** @return whether one gave something back */
    boolean completed(Connection connection, Collection<Completion> completions, Set<Claim> lost) throws SQLException {
        if (taken.isEmpty()) {
            return false;
        }
        List<Claim> inside = new ArrayList<>();
        List<Claim> outside = new ArrayList<>();
        for (Completion each : completions) {
            if (taken.contains(each.claim()) && !lost.contains(each.claim())) {
                (each.inside() ? inside : outside).add(each.claim());
            }
        }
        stay(connection, inside, false);
        Sql.batch(connection, LEAVE, rows(inside));
        leave(connection, outside);
        return !outside.isEmpty();
    }

    /** Claims that were given back or parked. */
    void left(Connection connection, Collection<Claim> claims) throws SQLException {
        if (!taken.isEmpty()) {
            leave(connection, claims.stream().filter(taken::contains).toList());
        }
    }

    /** Attempts whose methods have returned now. First what a rescue has locked, and makes slots of. */
    void vacated(Connection connection, Collection<Claim> claims) throws SQLException {
        leave(connection, claims);
        Sql.batch(connection, VACATE, rows(claims));
    }

    /** The methods of all its claims have returned, and those of claims that it does not know of never started. */
    void nodeLeft(Connection connection, String node) throws SQLException {
        Set<Claim> claims = new HashSet<>();
        for (String select : List.of(INSIDE_OF_NODE, SLOTS_OF_NODE)) {
            claims.addAll(Sql.list(
                    connection, select, row -> new Claim(row.getString(1), row.getString(2)), namespace, node));
        }
        vacated(connection, claims);
    }

    /**
     * Tasks of lost nodes, rescued by this transaction.
     *
     * @param mayRun those whose method may still run there
     */
    void lost(Connection connection, Collection<String> tasks, Set<String> mayRun) throws SQLException {
        Set<String> gates = new HashSet<>();
        Set<Claim> claims = new HashSet<>();
        for (List<String> chunk : Sql.chunks(tasks)) {
            Sql.list(
                    connection,
                    INSIDE.formatted(Sql.marks(chunk.size())),
                    row -> {
                        claims.add(new Claim(row.getString(1), row.getString(2)));
                        return gates.add(row.getString(3));
                    },
                    chunk.toArray());
        }
        List<Claim> staying =
                claims.stream().filter(claim -> mayRun.contains(claim.id())).toList();
        stay(connection, staying, true);
        Sql.batch(connection, LEAVE, rows(claims));
        lookAfterCommit(gates);
    }

    private void stay(Connection connection, Collection<Claim> claims, boolean strictOnly) throws SQLException {
        Set<Claim> staying = Set.copyOf(claims);
        List<Object[]> slots = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(claims.stream().map(Claim::id).toList())) {
            Sql.list(
                            connection,
                            STAYING.formatted(Sql.marks(chunk.size())),
                            row -> new Object[] {
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getInt(7),
                                row.getBoolean(8)
                            },
                            chunk.toArray())
                    .stream()
                    .filter(slot -> staying.contains(new Claim((String) slot[2], (String) slot[3])))
                    .filter(slot -> !strictOnly || (boolean) slot[7])
                    .forEach(slots::add);
        }
        Sql.batch(connection, stay, slots);
    }

    /** Has this node look at gates once the transaction is committed. */
    void lookAfterCommit(Collection<String> gates) {
        if (!gates.isEmpty()) {
            afterCommit(() -> gates.forEach(gate -> hints.add(gate, Duration.ZERO)));
        }
    }

    private void leave(Connection connection, Collection<Claim> claims) throws SQLException {
        if (claims.isEmpty()) {
            return;
        }
        Sql.batch(connection, LEAVE, rows(claims));
        afterCommit(() -> claims.forEach(claim -> {
            taken.gates(claim).forEach(gate -> hints.add(gate, Duration.ZERO));
            taken.remove(claim);
        }));
    }

    private List<Object[]> rows(Collection<Claim> claims) {
        return claims.stream()
                .sorted(Comparator.comparing(Claim::id).thenComparing(Claim::claimId))
                .map(claim -> new Object[] {claim.id(), claim.claimId(), namespace})
                .toList();
    }

    void afterCommit(Runnable action) {
        registry.registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }
}
