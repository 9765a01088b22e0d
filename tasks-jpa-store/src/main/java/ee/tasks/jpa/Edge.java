package ee.tasks.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * That a task waits for a predecessor.
 *
 * @param waiting whether the follower is there and WAITING; a row whose follower is not is of no use any more
 */
record Edge(Predecessor predecessor, String follower, boolean waiting, boolean evenIfFailed) {

    /** Of a row with the predecessor, which is a task, the follower, and that one's state. */
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
