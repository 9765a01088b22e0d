package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Deletes rows that are of no effect any more: of tasks that run under that claim no longer, or are no longer let in, and slots of dead
 * nodes; then gates that nobody has used for long. {@value #GATES} gates each time, from where the last time ended. Held tasks are not
 * looked at here, but when there is room for them.
 */
final class GateTidying {

    private static final int GATES = 50;
    private static final int ROWS = 200;

    private static final String NEXT_GATE = """
            select g.gate from ee_gated g where g.namespace = ? and g.state = ? and g.gate > ?
            order by g.namespace, g.state, g.gate
            fetch first 1 rows only""";

    private static final String OVER = """
            select g.task_id, g.gate, g.state, coalesce(g.claim_id, '-')
            from ee_gated g left join ee_task k on k.id = g.task_id
            where g.namespace = ? and g.state = ? and g.gate = ? and (k.id is null or %s)
            fetch first %d rows only""";

    private static final String NOT_RUNNING = OVER.formatted("k.status <> 'RUNNING' or k.claim_id <> g.claim_id", ROWS);
    private static final String NOT_DUE = OVER.formatted("k.status <> 'READY' or k.due = false", ROWS);

    /** Another transaction may have given the task another row meanwhile, and some databases read rows that are being written. */
    private static final String DELETE = """
            delete from ee_gated where task_id = ? and gate = ? and state = ? and coalesce(claim_id, '-') = ?
              and not exists (
                select 1 from ee_task k
                where k.id = ee_gated.task_id and k.status = 'RUNNING' and k.claim_id = ee_gated.claim_id)""";

    private static final String LEFT = """
            select s.task_id, s.claim_id, s.gate from ee_gate_slot s
            where s.namespace = ? and s.strict = false
              and not exists (select 1 from ee_node n where n.id = s.node_id and n.dead = false)
            fetch first %d rows only""".formatted(ROWS);

    private final String namespace;
    private final SqlDialect dialect;
    private final GateRows gates;
    private String running = "";
    private String letIn = "";

    GateTidying(String namespace, SqlDialect dialect, GateRows gates) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.gates = gates;
    }

    void tidy(Connection connection) throws SQLException {
        dialect.prepareWalk(connection);
        running = tidy(connection, "R", NOT_RUNNING, running);
        letIn = tidy(connection, "L", NOT_DUE, letIn);
        Sql.batch(
                connection,
                GateExits.DELETE_SLOT,
                Sql.list(
                        connection,
                        LEFT,
                        row -> new Object[] {row.getString(1), row.getString(2), row.getString(3)},
                        namespace));
        gates.forget(connection);
    }

    private String tidy(Connection connection, String state, String over, String after) throws SQLException {
        String last = after;
        for (int i = 0; i < GATES; i++) {
            List<String> next = Sql.list(connection, NEXT_GATE, row -> row.getString(1), namespace, state, last);
            if (next.isEmpty()) {
                return "";
            }
            last = next.get(0);
            Sql.batch(
                    connection,
                    DELETE,
                    Sql.list(
                            connection,
                            over,
                            row -> new Object[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)
                            },
                            namespace,
                            state,
                            last));
        }
        return last;
    }
}
