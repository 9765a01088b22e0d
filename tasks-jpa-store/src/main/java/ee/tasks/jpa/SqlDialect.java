package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What differs between databases. The statements of the hot path are whole in the dialect that owns them; a dialect is an
 * optimisation of the same meaning, never another one.
 */
abstract class SqlDialect {

    /** What may be claimed by a node, given as parameter: an unparked task is another's for a while. Takes the time now. */
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
     * That a task waits in vain.
     *
     * @param cancelled the task that was cancelled
     * @param predecessor that, or its flow
     */
    record Doomed(String cancelled, String predecessor, String follower) {}

    // ---- schema

    /** Where the scripts are. */
    abstract String folder();

    abstract boolean migratesByDefault();

    /** Whether DDL commits whatever transaction it meets. */
    abstract boolean ddlCommits();

    /** Finds a row if the table of versions exists. */
    abstract String findVersionTable();

    /** Whether {@link #lockSchema} lets one node migrate at a time; else all may, and try again. */
    boolean locksSchema() {
        return true;
    }

    abstract void lockSchema(Connection connection) throws SQLException;

    /** Where a lock would outlive the transaction. */
    void unlockSchema(Connection connection) throws SQLException {}

    /** Whether a thread may be interrupted inside the driver. */
    boolean toleratesInterrupts() {
        return true;
    }

    /** Refuses a database that is set up so that the store cannot work with it. */
    void requireSettings(Connection connection) throws SQLException {}

    // ---- expressions, without percent signs, since they become parts of formats

    /** The time now in UTC; a constant for one statement. */
    abstract String now();

    String selectNow() {
        return select(now());
    }

    /** Of no table. */
    String select(String expression) {
        return "select " + expression;
    }

    /** An expression that is the same for all rows, where PostgreSQL would ask for it at each of them. */
    final String once(String expression) {
        return "(" + select(expression) + ")";
    }

    /** A time plus a parameter of microseconds. */
    abstract String plusMicros(String time);

    /** At the end of a select whose rows shall be locked; empty where that locks too much, or does not exist. */
    abstract String forUpdateSkipLocked();

    /** As {@link #forUpdateSkipLocked}, for a select that names its rows by their keys and does not order them. */
    String forUpdateByKeySkipLocked() {
        return forUpdateSkipLocked();
    }

    /** A table and its alias, of which rows are read by this index, whatever the statistics say, where the database can be told. */
    String byIndex(String table, String index) {
        return table;
    }

    /** From "from" on: the rows, as t, that have these ids in a namespace, each found by its key. Takes the namespace and the ids. */
    String fromByKey(String table, int ids) {
        return " from %s where t.namespace = ? and t.id in (%s)"
                .formatted(byIndex(table + " t", "primary"), Sql.marks(ids));
    }

    /** How many ids {@link #fromByKey} may name: Oracle takes 1,000 in a list, SQL Server 2,100 parameters. */
    int keysAtOnce() {
        return 500;
    }

    /** How schedules that the application made come, in words of which an index is in order. */
    String tickOrder() {
        return "t.namespace, t.declared, t.due_at, t.id";
    }

    /** At the end of a select of rows by their ids, in the order of those: what is locked is left out, or else waited for. */
    String forUpdate() {
        return forUpdateSkipLocked().isEmpty() ? " for update" : forUpdateSkipLocked();
    }

    /** At the end of a select of what nobody is just changing; empty where the database cannot tell. */
    String forShareSkipLocked() {
        return "";
    }

    /** A condition: a caller has made this transaction one that does not see what was committed since it began. */
    String snapshotIsOld() {
        return "1 = 0";
    }

    /** Those of some tasks, in the order of their ids. */
    List<Edge> edges(Connection connection, List<String> predecessors, int max) throws SQLException {
        return Sql.list(
                connection, EDGES.formatted(Sql.marks(predecessors.size()), max), Edge::read, predecessors.toArray());
    }

    /**
     * Who waits in vain for these, with the nearest first; where the database can walk on by itself, who waits in vain for those,
     * too, and so on.
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

    /** At the end of a subquery that shall be asked for each row, by an index, rather than once for a whole table. */
    String forEachRow() {
        return "";
    }

    /** Inserts many small rows, none of which is there. */
    void insertAll(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        Sql.batch(connection, insert, rows);
    }

    /** Remembers what tasks have waited for, whose results they may want to read. */
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
     * Whether the row was inserted; {@code false} if another has its key, and where the database does not tell. Never aborts the
     * transaction.
     */
    abstract boolean insertIfAbsent(Connection connection, String insert, Object... row) throws SQLException;

    /** As {@link #insertIfAbsent}, for many rows. */
    void insertAllIfAbsent(Connection connection, String insert, List<Object[]> rows) throws SQLException {
        for (Object[] row : rows) {
            insertIfAbsent(connection, insert, row);
        }
    }

    /** Makes the transaction READ COMMITTED when it is its first statement; {@code null} where the data source has to. */
    String readCommitted() {
        return null;
    }

    /** A statement that is common to all databases in the words of this one. */
    String translate(String sql) {
        return sql;
    }

    // ---- the hot path

    /** How long a worker's statement may take, well below a lease; 0 for as long as it does. */
    int workerSeconds() {
        return 20;
    }

    /** For the transactions of the worker that are no single statement of these. */
    abstract void prepareWorker(Connection connection) throws SQLException;

    /** As {@link #prepareWorker}, where selects have an order that an index has, or begins with. */
    void prepareWalk(Connection connection) throws SQLException {
        prepareWorker(connection);
    }

    /** Selects the first queue behind a given one in which something is due; takes namespace and queue. */
    abstract String nextQueue();

    /** How claims go through a queue, in words of which an index is in order. */
    String claimOrder() {
        return "t.namespace, t.due, t.queue, t.priority desc, t.run_after, t.id";
    }

    /** How many of the {@code max} first due tasks that the node may claim are in which queue; locks none. */
    abstract Map<String, Integer> wanted(Connection connection, ClaimOrder order, List<String> queues, int max)
            throws SQLException;

    /**
     * What a claim got.
     *
     * @param rows in no order
     * @param cut whether more are due, and were left out since nobody knows the size of one
     */
    record Claimed(List<TaskRow> rows, boolean cut) {}

    /**
     * Claims as many of each queue as wanted, and of these together the first whose arguments fit. What another transaction has locked
     * is left out and keeps nothing else from being claimed.
     */
    abstract Claimed claim(Connection connection, ClaimOrder order, Map<String, Integer> wanted) throws SQLException;

    /**
     * Writes what holds, and says what that was.
     *
     * @param mayPrepare whether the transaction is our own
     */
    abstract List<Ended> end(Connection connection, String namespace, List<Ending> endings, boolean mayPrepare)
            throws SQLException;

    /** Leaves out what another transaction has locked. */
    abstract int promote(Connection connection, String namespace, int max) throws SQLException;
}
