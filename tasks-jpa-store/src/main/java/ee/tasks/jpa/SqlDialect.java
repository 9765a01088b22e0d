package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What differs between databases: the schema's folder, expressions, locks, and the statements of the hot path (claim, complete, promote),
 * each of which is whole in the dialect that owns it. A dialect may be faster than another, and never means something else.
 *
 * <p>The policy is the same everywhere. The worker's transactions are READ COMMITTED. They lock rows in the order of their ids, skip rows
 * that others have locked where the database can, and write a claimed row only under its claim id. A worker's statement is given up
 * after {@link #workerSeconds}, well below a lease, so that a node that hangs keeps no locks for others to wait for. Lists in a statement
 * name at most {@link #keysAtOnce} ids or are cut by {@link Sql#chunks}. If a statement fails, the whole transaction is rolled back, and
 * the worker repeats it.
 */
abstract class SqlDialect {

    /** A node, the parameter, may claim the task: an unparked one is offered to one node for a while. Is formatted with the time now. */
    static final String NOT_OFFERED_TO_OTHERS = "(t.offered_to is null or t.offered_to = ? or t.offered_until <= %s)";

    private static final String EDGES = """
            select d.predecessor_id, d.task_id, t.status, t.even_if_failed from ee_task_dependency d
            left join ee_task t on t.id = d.task_id
            where d.predecessor_id in (%s)
            order by d.predecessor_id
            fetch first %d rows only""";

    private static final String DOOMED = """
            select d.predecessor_id, d.task_id from ee_task_dependency d join ee_task f on f.id = d.task_id
            where d.predecessor_id in (%1$s) and f.status = 'WAITING' and f.even_if_failed = false
            fetch first %2$d rows only""";

    private static final String DELETE_MARKS = "delete from ee_task_settle where namespace = ? and id in (%s)";

    private static final String FLOWS =
            "select t.flow_id, t.id from ee_task t where t.id in (%s) and t.flow_id is not null";

    /**
     * A follower that waits in vain.
     *
     * @param cancelled the task that was cancelled
     * @param predecessor that task, or its flow
     */
    record Doomed(String cancelled, String predecessor, String follower) {}

    // ---- schema

    /** The folder of the schema's scripts. */
    abstract String folder();

    abstract boolean migratesByDefault();

    /** Whether DDL commits the transaction that is active. */
    abstract boolean ddlCommits();

    /** Finds a row if the table of versions exists. */
    abstract String findVersionTable();

    /** Whether {@link #lockSchema} lets only one node migrate at a time; else all may, and those that fail try again. */
    boolean locksSchema() {
        return true;
    }

    abstract void lockSchema(Connection connection) throws SQLException;

    /** Releases the lock where it would outlive the transaction. */
    void unlockSchema(Connection connection) throws SQLException {}

    /** Whether a thread may be interrupted inside the driver. */
    boolean toleratesInterrupts() {
        return true;
    }

    /** Throws if the database is set up so that the store cannot work with it. */
    void requireSettings(Connection connection) throws SQLException {}

    // ---- expressions; they contain no percent sign, since they become parts of formats

    /** The time now in UTC. */
    abstract String now();

    String selectNow() {
        return select(now());
    }

    /** A select of an expression without a table. */
    String select(String expression) {
        return "select " + expression;
    }

    /** Makes an expression a constant of the statement: PostgreSQL would evaluate it for each row. */
    final String once(String expression) {
        return "(" + select(expression) + ")";
    }

    /** A time plus a parameter of microseconds. */
    abstract String plusMicros(String time);

    /** The end of a select that locks its rows and skips locked ones; empty where that locks too much (H2) or is not used. */
    abstract String forUpdateSkipLocked();

    /** As {@link #forUpdateSkipLocked}, for a select that names its rows by their keys and has no order. */
    String forUpdateByKeySkipLocked() {
        return forUpdateSkipLocked();
    }

    /** A table with its alias, read by this index whatever the statistics say, where the database can be told so. */
    String byIndex(String table, String index) {
        return table;
    }

    /** A select from its "from" on: the rows, as t, with these ids, each found by its key. Parameters: the namespace, then the ids. */
    String fromByKey(String table, int ids) {
        return " from %s where t.namespace = ? and t.id in (%s)"
                .formatted(byIndex(table + " t", "primary"), Sql.marks(ids));
    }

    /** How many ids {@link #fromByKey} may name. Oracle allows 1,000 in a list, SQL Server 2,100 parameters in a statement. */
    int keysAtOnce() {
        return 500;
    }

    /** The order of due schedules that the application made, as columns that an index is sorted by. */
    String tickOrder() {
        return "t.namespace, t.declared, t.due_at, t.id";
    }

    /** The end of a select of rows by their ids, in their order: locked rows are skipped where the database can, else waited for. */
    String forUpdate() {
        return forUpdateSkipLocked().isEmpty() ? " for update" : forUpdateSkipLocked();
    }

    /** The end of a select of rows that nobody is just changing; empty where there is no such lock: H2, Oracle, SQL Server, Db2. */
    String forShareSkipLocked() {
        return "";
    }

    /** A condition: this transaction, a caller's, does not see what was committed after it started. */
    String snapshotIsOld() {
        return "1 = 0";
    }

    /** The edges of some predecessors, in the order of these. */
    List<Edge> edges(Connection connection, List<String> predecessors, int max) throws SQLException {
        return Sql.list(
                connection, EDGES.formatted(Sql.marks(predecessors.size()), max), Edge::read, predecessors.toArray());
    }

    /**
     * The followers that wait in vain for these tasks, nearest first. PostgreSQL also returns those that wait in vain for these, and so on;
     * elsewhere the caller asks again, level by level.
     */
    List<Doomed> doomed(Connection connection, Collection<String> cancelled, int max) throws SQLException {
        Map<String, String> byPredecessor = new TreeMap<>();
        for (List<String> chunk : Sql.chunks(cancelled)) {
            chunk.forEach(id -> byPredecessor.put(id, id));
            Sql.list(
                    connection,
                    FLOWS.formatted(Sql.marks(chunk.size())),
                    row -> byPredecessor.put(row.getString(1), row.getString(2)),
                    chunk.toArray());
        }
        List<Doomed> doomed = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(byPredecessor.keySet())) {
            if (doomed.size() < max) {
                doomed.addAll(Sql.list(
                        connection,
                        DOOMED.formatted(Sql.marks(chunk.size()), max - doomed.size()),
                        row -> new Doomed(byPredecessor.get(row.getString(1)), row.getString(1), row.getString(2)),
                        chunk.toArray()));
            }
        }
        return doomed;
    }

    /** The end of a subquery that the planner must run for each row, by an index, and not once for the whole table. */
    String forEachRow() {
        return "";
    }

    /** Inserts many small rows, none of which exists. */
    void insertAll(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        Sql.batch(connection, insert, rows);
    }

    /** Remembers what tasks have waited for: they may read the results. */
    void rememberEdges(Connection connection, Collection<Edge> edges) throws SQLException {
        EdgeLists.update(connection, EdgeLists.REMEMBER, edges);
    }

    void deleteEdges(Connection connection, Collection<Edge> edges) throws SQLException {
        EdgeLists.update(connection, EdgeLists.DELETE, edges);
    }

    void deleteMarks(Connection connection, String namespace, List<String> ids) throws SQLException {
        for (List<String> chunk : Sql.chunks(ids)) {
            Sql.update(connection, DELETE_MARKS.formatted(Sql.marks(chunk.size())), Sql.parameters(namespace, chunk));
        }
    }

    /**
     * Inserts a row unless its key exists. Never aborts the transaction.
     *
     * @return whether it was inserted; {@code false} also where the database does not tell (MariaDB, MySQL)
     */
    abstract boolean insertIfAbsent(Connection connection, String insert, Object... row) throws SQLException;

    /** As {@link #insertIfAbsent}, for many rows. */
    void insertAllIfAbsent(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        for (Object[] row : rows) {
            insertIfAbsent(connection, insert, row);
        }
    }

    /** The statement that makes a transaction READ COMMITTED if it is the first one; {@code null} where only the data source can. */
    String readCommitted() {
        return null;
    }

    /** Translates a statement that all databases share into this one's SQL. */
    String translate(String sql) {
        return sql;
    }

    // ---- the hot path

    /** The timeout of a worker's statement in seconds, well below a lease; 0 for none. */
    int workerSeconds() {
        return 20;
    }

    /** Prepares a worker's transaction of several statements. */
    abstract void prepareWorker(Connection connection) throws SQLException;

    /** As {@link #prepareWorker}, for selects whose order an index has, or starts with. */
    void prepareWalk(Connection connection) throws SQLException {
        prepareWorker(connection);
    }

    /** Selects the first queue after a given one in which something is due. Parameters: namespace and queue. */
    abstract String nextQueue();

    /** The order in which a queue is claimed, as columns that an index is sorted by. */
    String claimOrder() {
        return "t.namespace, t.due, t.queue, t.priority desc, t.run_after, t.id";
    }

    /** Counts by queue the {@code max} first due tasks that the node may claim. Locks none. */
    abstract Map<String, Integer> wanted(Connection connection, ClaimOrder order, List<String> queues, int max)
            throws SQLException;

    /**
     * What one statement claimed.
     *
     * @param rows in no order
     * @param cut whether more are due, and were left out since the size of one is unknown
     */
    record Claimed(List<TaskRow> rows, boolean cut) {}

    /**
     * Picks as many due tasks of each queue as wanted, and claims the first of all these whose arguments fit into
     * {@link ClaimOrder#maxCharacters}. Tasks that another transaction has locked are left out, and never waited for.
     */
    abstract Claimed claim(Connection connection, ClaimOrder order, Map<String, Integer> wanted) throws SQLException;

    /** Makes the commit of a claim durable where {@link #claim} may have made it asynchronous. */
    void commitDurably(Connection connection) throws SQLException {}

    /**
     * Writes the completions whose claims hold.
     *
     * @param mayPrepare whether the transaction is our own, and not a caller's
     * @return the rows that were written; a missing one means a lost claim
     */
    abstract List<CompletedRow> complete(
            Connection connection, String namespace, List<CompletionRow> rows, boolean mayPrepare) throws SQLException;

    /** Makes up to {@code max} tasks due whose time has come, and returns how many. Leaves out what another transaction has locked. */
    abstract int promote(Connection connection, String namespace, int max) throws SQLException;
}
