package ee.tasks.jpa;

import ee.tasks.jpa.Predecessor.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Marks finished tasks that others still wait for without a mark: a node of the version before completed the one or enqueued the other,
 * and neither saw the other. Walks all edges, a page of {@value #PAGE} a call, and starts again when it is through.
 */
final class Unmarked {

    private static final int PAGE = 500;

    private static final String NEXT = """
            select d.predecessor_id, d.flow from ee_task_dependency d where d.predecessor_id > ?
            order by d.predecessor_id
            fetch first %d rows only""".formatted(PAGE);

    private final SqlDialect dialect;
    private final Predecessors predecessors;
    private final Marks marks;
    private volatile String walkedTo = "";

    Unmarked(SqlDialect dialect, Predecessors predecessors, Marks marks) {
        this.dialect = dialect;
        this.predecessors = predecessors;
        this.marks = marks;
    }

    /** @return whether there is a next page */
    boolean mark(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        List<Predecessor> page =
                Sql.list(connection, NEXT, row -> new Predecessor(row.getString(1), row.getBoolean(2)), walkedTo);
        boolean more = page.size() == PAGE;
        // Leaps over the other followers of the last one, which may be many.
        walkedTo = more ? page.get(PAGE - 1).id() : "";
        Set<Predecessor> awaited = new TreeSet<>(page);
        Map<Predecessor, State> states = predecessors.states(connection, awaited);
        // An unknown one is another namespace's, or has the mark of the enqueue that named it.
        awaited.removeIf(each -> states.get(each) == State.UNFINISHED || states.get(each) == State.UNKNOWN);
        marks.write(connection, awaited);
        return more;
    }
}
