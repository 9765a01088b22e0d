package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Releases and cancels tasks that wait for others. An edge is deleted when its predecessor has finished: whether a task has anything left
 * to wait for is one probe, and each edge is touched once.
 */
final class Followers {

    private static final String LOCK = """
            select t.id from ee_task t
            where t.status = 'WAITING' and t.namespace = ? and t.id in (%s) order by t.id""";

    /** The time of a task that was not deferred is its enqueueing node's estimate, which may be ahead of the database's clock. */
    private static final String DUE = "(deferred = false or run_after <= %s)";

    /**
     * Comes after the deletion of the edges, since another transaction may have deleted the last one just before the follower was locked.
     * Part of the update: on MariaDB an update sees that whatever the transaction's snapshot is, a select does not.
     */
    private static final String FREE =
            " and not exists (select 1 from ee_task_dependency d where d.task_id = ee_task.id%s)";

    /** Remembers what a task has waited for: it may read the results. */
    private static final String REMEMBER = "insert into ee_task_predecessor (task_id, predecessor_id) values (?, ?)";

    private final String namespace;
    private final String lock;
    private final String cancel;
    private final String release;
    private final String releaseFree;
    private final SqlDialect dialect;

    Followers(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
        lock = LOCK + dialect.forUpdate();
        cancel = "update ee_task set status = 'CANCELLED', finished_at = %s where status = 'WAITING' and id in ("
                        .formatted(dialect.now())
                + "%s)";
        release = """
                update ee_task set status = 'READY', due = case when %1$s then true else false end,
                    promote_at = case when %1$s then null else run_after end
                where status = 'WAITING' and id in (""".formatted(DUE.formatted(dialect.now())) + "%s)";
        releaseFree = release + FREE.formatted(dialect.forEachRow());
    }

    /** Locks those that are WAITING. Leaves out what others have locked where the database can, else waits. */
    Set<String> lock(Connection connection, Collection<String> ids) throws SQLException {
        Set<String> locked = new HashSet<>();
        for (List<String> chunk : Sql.chunks(ids)) {
            locked.addAll(Sql.list(
                    connection,
                    lock.formatted(Sql.marks(chunk.size())),
                    row -> row.getString(1),
                    Sql.parameters(namespace, chunk)));
        }
        return locked;
    }

    void cancel(Connection connection, Collection<String> locked) throws SQLException {
        for (List<String> chunk : Sql.chunks(locked)) {
            Sql.update(connection, cancel.formatted(Sql.marks(chunk.size())), chunk.toArray());
        }
    }

    /** @return how many have become READY */
    int release(Connection connection, Collection<String> locked) throws SQLException {
        return release(connection, releaseFree, locked);
    }

    /** Releases new tasks that have no edges. Does not look for any: that would lock others out of writing theirs on MariaDB. */
    void releaseAtOnce(Connection connection, Collection<String> written) throws SQLException {
        release(connection, release, written);
    }

    private static int release(Connection connection, String sql, Collection<String> ids) throws SQLException {
        int released = 0;
        for (List<String> chunk : Sql.chunks(ids)) {
            released += Sql.update(connection, sql.formatted(Sql.marks(chunk.size())), chunk.toArray());
        }
        return released;
    }

    /** Remembers predecessors that had finished before the task was enqueued, and so were never edges. */
    void remember(Connection connection, Collection<Edge> edges) throws SQLException {
        Sql.batch(connection, REMEMBER, edges.stream().map(Edge::key).toList());
    }

    void rememberAndDelete(Connection connection, Collection<Edge> edges) throws SQLException {
        dialect.rememberEdges(connection, edges);
        dialect.deleteEdges(connection, edges);
    }

    void delete(Connection connection, Collection<Edge> edges) throws SQLException {
        dialect.deleteEdges(connection, edges);
    }
}
