package ee.tasks.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A task, the follower, waits for another task or a flow, the predecessor.
 *
 * @param waiting whether the follower exists and is WAITING; if not, the edge can be deleted
 */
record Edge(Predecessor predecessor, String follower, boolean waiting, boolean evenIfFailed) {

    /** Reads a row of predecessor (a task), follower, and the follower's status. */
    static Edge read(ResultSet row) throws SQLException {
        return read(Predecessor.task(row.getString(1)), row);
    }

    static Edge read(Predecessor predecessor, ResultSet row) throws SQLException {
        return new Edge(predecessor, row.getString(2), "WAITING".equals(row.getString(3)), row.getBoolean(4));
    }

    Object[] key() {
        return new Object[] {follower, predecessor.id()};
    }
}
