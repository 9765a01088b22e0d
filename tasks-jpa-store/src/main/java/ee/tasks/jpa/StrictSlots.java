package ee.tasks.jpa;

import ee.tasks.admin.StrictSlot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The slots of strict limits that lost nodes have left. */
final class StrictSlots {

    private static final String LOST =
            "s.strict = true and not exists (select 1 from ee_node n where n.id = s.node_id and n.dead = false)";

    private static final String LIST = """
            select g.name, g.key_text, s.gate, s.task_id, s.node_id, s.instance, s.since
            from ee_gate_slot s left join ee_gate g on g.namespace = s.namespace and g.id = s.gate
            where s.namespace = ? and %s
            order by s.namespace, s.gate
            fetch first 1000 rows only""".formatted(LOST);

    private static final String OF_TASK = """
            select s.claim_id, s.gate from ee_gate_slot s
            where s.task_id = ? and s.namespace = ? and %s""".formatted(LOST);

    private final String namespace;
    private final GateExits exits;

    StrictSlots(String namespace, GateExits exits) {
        this.namespace = namespace;
        this.exits = exits;
    }

    /** The gate's row may be gone; then its id has to do. */
    List<StrictSlot> list(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                LIST,
                row -> new StrictSlot(
                        row.getString(1) == null ? row.getString(3) : row.getString(1),
                        row.getString(2),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Sql.instant(row, 7)),
                namespace);
    }

    int free(Connection connection, String task) throws SQLException {
        List<Object[]> slots = new ArrayList<>(Sql.list(
                connection, OF_TASK, row -> new Object[] {task, row.getString(1), row.getString(2)}, task, namespace));
        slots.sort(Comparator.comparing((Object[] slot) -> (String) slot[1]).thenComparing(slot -> (String) slot[2]));
        Sql.batch(connection, GateExits.DELETE_SLOT, slots);
        exits.lookAfterCommit(slots.stream().map(slot -> (String) slot[2]).toList());
        return slots.size();
    }
}
