package ee.tasks.jpa;

import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides which new tasks are held from the start, so that a burst of one key stands in nobody's way: one of a gate in which tasks are
 * held, and of a bulk what is more than the gate can ever let in together. Locks nothing, and may be wrong: those that are due pass
 * their gates at the claim, and those that are held are looked at after the commit.
 */
final class HeldAtOnce {

    private static final String ANY = """
            select g.gate from ee_gated g where g.namespace = ? and g.state = 'H' and g.gate = ?
            fetch first 1 rows only""";

    /** Of how many gates a bulk counts the weight. */
    private static final int MAX_GATES = 100_000;

    /** Of how many it is asked whether tasks are held in them: that takes a statement each. */
    private static final int MAX_ASKED = 1_000;

    private final String namespace;
    private final OlderNodes older;
    private final HeldTasks heldTasks;
    private final GateExits exits;

    HeldAtOnce(String namespace, OlderNodes older, HeldTasks heldTasks, GateExits exits) {
        this.namespace = namespace;
        this.older = older;
        this.heldTasks = heldTasks;
        this.exits = exits;
    }

    /** The gate that a new task is held in; empty if it is due, or not yet to run. */
    Optional<Gate> gate(Connection connection, TaskRequest request, TaskEntity task) throws SQLException {
        if (!task.due || request.gates().isEmpty()) {
            return Optional.empty();
        }
        boolean all = older.rule(connection) == OlderNodes.Rule.HOLD;
        for (Gate gate : sorted(request)) {
            if (all || hasHeld(connection, gate)) {
                return Optional.of(gate);
            }
        }
        return Optional.empty();
    }

    private boolean hasHeld(Connection connection, Gate gate) throws SQLException {
        return !Sql.list(connection, ANY, row -> row.getString(1), namespace, gate.id())
                .isEmpty();
    }

    /** Holds new tasks in gates, which are looked at after the commit. */
    void hold(Connection connection, Map<TaskEntity, Gate> tasks) throws SQLException {
        if (!tasks.isEmpty()) {
            List<Object[]> rows = new ArrayList<>();
            tasks.forEach((task, gate) -> rows.add(heldTasks.held(task, gate)));
            heldTasks.insert(connection, rows);
            exits.lookAfterCommit(tasks.values().stream().map(Gate::id).collect(Collectors.toSet()));
        }
    }

    /** For the requests of one call. */
    Bulk bulk() {
        return new Bulk();
    }

    private static List<Gate> sorted(TaskRequest request) {
        return request.gates().stream().sorted(Comparator.comparing(Gate::id)).toList();
    }

    final class Bulk {

        /** How much weight of each gate may still be due. */
        private final Map<String, Integer> room = new HashMap<>();

        Optional<Gate> gate(Connection connection, TaskRequest request, TaskEntity task) throws SQLException {
            if (!task.due || request.gates().isEmpty()) {
                return Optional.empty();
            }
            List<Gate> gates = sorted(request);
            if (older.rule(connection) == OlderNodes.Rule.HOLD) {
                return Optional.of(gates.get(0));
            }
            for (Gate gate : gates) {
                if (!room.containsKey(gate.id()) && room.size() < MAX_GATES) {
                    boolean isAsked = room.size() < MAX_ASKED;
                    room.put(gate.id(), isAsked && hasHeld(connection, gate) ? 0 : OpenGate.most(gate.capacity()));
                }
            }
            Optional<Gate> full = gates.stream()
                    .filter(gate -> room.getOrDefault(gate.id(), Integer.MAX_VALUE) < gate.weight())
                    .findFirst();
            if (full.isEmpty()) {
                gates.forEach(gate -> room.computeIfPresent(gate.id(), (id, left) -> left - gate.weight()));
            }
            return full;
        }
    }
}
