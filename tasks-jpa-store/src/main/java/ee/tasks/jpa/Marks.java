package ee.tasks.jpa;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Marks what {@link Settling} has to look at: finished tasks that others wait for, and tasks that a new task waits for, since they may be
 * finishing at the same time. If a completion and an enqueue do not see each other, one of them always leaves a mark that is read after
 * both are committed. A mark is written in the transaction that it is about, and locks nothing that others need.
 */
final class Marks {

    enum Kind {
        TASK,
        FLOW,
        CANCEL,
        /** A task that waits for many. */
        FOLLOWER
    }

    /** Up to that many predecessors a follower get marks of their own, which {@link Settling} reads together. */
    private static final int MANY = 10;

    private static final String INSERT = """
            insert into ee_task_settle (namespace, id, predecessor, kind, noted_at, look_at)
            values (?, ?, ?, ?, %1$s, %1$s)""";

    /** A statement after the one that finished them: only then it sees all that was committed before their rows were locked. */
    private static final String AWAITED = """
            select t.id, t.flow_id,
                case when %1$s
                    or t.order_id is not null
                    or exists (select 1 from ee_task_dependency d where d.predecessor_id = t.id%3$s) then 1 else 0 end,
                case when %1$s
                    or exists (select 1 from ee_task_dependency d where d.predecessor_id = t.flow_id%3$s) then 1 else 0 end
            from ee_task t
            where t.status in ('SUCCESSFUL', 'FAILED', 'CANCELLED') and t.id in (%2$s)""";

    private final String namespace;
    private final SqlDialect dialect;
    private final TransactionSynchronizationRegistry registry;
    private final Isolation isolation;
    private final String insert;

    Marks(String namespace, SqlDialect dialect, TransactionSynchronizationRegistry registry, Isolation isolation) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.registry = registry;
        this.isolation = isolation;
        insert = INSERT.formatted(dialect.now());
    }

    /**
     * Marks those of some tasks that have finished, and that others wait for, or may wait for where this transaction cannot see it. Call
     * it after writing the tasks, in the same transaction.
     *
     * @param worker whether the transaction is the worker's
     * @return whether others wait, or may
     */
    boolean finished(Connection connection, Collection<String> tasks, boolean worker) throws SQLException {
        Set<Predecessor> awaited = new TreeSet<>();
        boolean all = isolation.mayBeOld(worker);
        for (List<String> chunk : Sql.chunks(tasks)) {
            Sql.list(
                    connection,
                    AWAITED.formatted(dialect.snapshotIsOld(), Sql.marks(chunk.size()), dialect.forEachRow()),
                    row -> {
                        if (all || row.getInt(3) == 1) {
                            awaited.add(Predecessor.task(row.getString(1)));
                        }
                        if (row.getString(2) != null && (all || row.getInt(4) == 1)) {
                            awaited.add(Predecessor.flow(row.getString(2)));
                        }
                        return null;
                    },
                    chunk.toArray());
        }
        write(connection, awaited);
        return !awaited.isEmpty();
    }

    /**
     * Marks what new tasks wait for: each predecessor once in a transaction or, where few tasks wait for many, each of the few.
     *
     * @param waiting the new tasks
     * @param unknown predecessors that are not there yet
     * @param unfinished predecessors that are there
     */
    void awaited(Connection connection, Set<String> waiting, Set<Predecessor> unknown, Set<Predecessor> unfinished)
            throws SQLException {
        Set<Predecessor> fresh = new TreeSet<>(unknown);
        // A database without shared locks that are skipped (H2) looks at each predecessor again and again anyway.
        if (!dialect.forShareSkipLocked().isEmpty() && unfinished.size() > MANY * waiting.size()) {
            dialect.insertAll(
                    connection,
                    insert,
                    waiting.stream().sorted().map(id -> row(id, Kind.FOLLOWER)).toList());
        } else {
            fresh.addAll(unfinished);
        }
        Set<Predecessor> written = writtenInThisTransaction();
        fresh.removeIf(each -> !written.add(each));
        write(connection, fresh);
    }

    /** Whether a caller's transaction may miss what is committed. */
    boolean mayMiss() {
        return isolation.mayBeOld(false);
    }

    /** Marks a flow, so that its rest is cancelled after the commit. */
    void toCancel(Connection connection, String flow) throws SQLException {
        Sql.update(connection, insert, row(flow, Kind.CANCEL));
    }

    /** Marks predecessors. */
    void write(Connection connection, Set<Predecessor> predecessors) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Predecessor each : predecessors) {
            rows.add(row(each.id(), each.flow() ? Kind.FLOW : Kind.TASK));
        }
        dialect.insertAll(connection, insert, rows);
    }

    private Object[] row(String predecessor, Kind kind) {
        return new Object[] {namespace, UUID.randomUUID().toString(), predecessor, kind.name()};
    }

    @SuppressWarnings("unchecked")
    private Set<Predecessor> writtenInThisTransaction() {
        Set<Predecessor> written = (Set<Predecessor>) registry.getResource(this);
        if (written == null) {
            written = new HashSet<>();
            registry.putResource(this, written);
        }
        return written;
    }
}
