package ee.tasks.jpa;

import ee.tasks.jpa.Predecessor.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Marks what has ended and is still waited for without a mark: a node of the version before ended it, or a follower was enqueued
 * there, and neither saw the other. Walks all that is waited for, some at each call, and begins again when it is through.
 */
final class Unmarked {

    private static final int LEAPS = 200;

    private static final String NEXT = """
            select d.predecessor_id, d.flow from ee_task_dependency d where d.predecessor_id > ?
            order by d.predecessor_id
            fetch first 1 rows only""";

    private final SqlDialect dialect;
    private final Predecessors predecessors;
    private final Marks marks;
    private volatile String walkedTo = "";

    Unmarked(SqlDialect dialect, Predecessors predecessors, Marks marks) {
        this.dialect = dialect;
        this.predecessors = predecessors;
        this.marks = marks;
    }

    Void mark(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        Set<Predecessor> awaited = new TreeSet<>();
        String place = walkedTo;
        Predecessor next = next(connection, place);
        while (next != null && awaited.size() < LEAPS) {
            awaited.add(next);
            place = next.id();
            next = next(connection, place);
        }
        walkedTo = next == null ? "" : place;
        Map<Predecessor, State> states = predecessors.states(connection, awaited);
        // What is unknown is another namespace's, or has the mark of the enqueue that named it.
        awaited.removeIf(each -> states.get(each) == State.UNFINISHED || states.get(each) == State.UNKNOWN);
        marks.write(connection, awaited);
        return null;
    }

    private static Predecessor next(Connection connection, String after) throws SQLException {
        return Sql.list(connection, NEXT, row -> new Predecessor(row.getString(1), row.getBoolean(2)), after).stream()
                .findFirst()
                .orElse(null);
    }
}
