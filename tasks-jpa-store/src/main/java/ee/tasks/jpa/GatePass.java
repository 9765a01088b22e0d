package ee.tasks.jpa;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskGates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has claimed tasks pass their gates, in the claim's transaction, which has their rows locked. One that is refused by a gate is given back
 * and held there; the first gate by its id counts, so that a task waits in one place. A gate that another transaction has locked refuses.
 * One without a row is made after the transaction, and the task stays due.
 *
 * <p>The claim's commit is durable if something entered: a claim that a crash of the database undoes would let in others.
 */
final class GatePass {

    private static final String GIVE_BACK = """
            update ee_task set status = 'READY', due = ?, claim_id = null, node_id = null, claims = claims - 1
            where id = ? and claim_id = ? and status = 'RUNNING'""";

    private static final Duration SOON = Duration.ofMillis(20);

    /**
     * What became of the tasks of a claim.
     *
     * @param passed the tasks that run, in their order
     * @param inside those of them that take of gates, with these
     * @param again when to look at which gates again, in which tasks are held now
     * @param missing gates without a row, whose tasks are due again
     * @param isAll whether all of them run
     */
    record Passed(
            List<TaskRow> passed,
            Map<ClaimedTask, List<Gate>> inside,
            Map<String, Duration> again,
            Map<String, Gate> missing,
            boolean isAll) {}

    private final SqlDialect dialect;
    private final StoreClock clock;
    private final GateRows gates;
    private final HeldTasks heldTasks;
    private final OlderNodes older;
    private final Controls controls;

    GatePass(
            SqlDialect dialect,
            StoreClock clock,
            GateRows gates,
            HeldTasks heldTasks,
            OlderNodes older,
            Controls controls) {
        this.dialect = dialect;
        this.clock = clock;
        this.gates = gates;
        this.heldTasks = heldTasks;
        this.older = older;
        this.controls = controls;
    }

    /** @param rows what was claimed, in the order of claims */
    Passed pass(Connection connection, String node, List<TaskRow> rows, TaskGates definitions) throws SQLException {
        Map<TaskRow, List<Gate>> limited = limited(rows, definitions);
        OlderNodes.Rule rule = limited.isEmpty() ? OlderNodes.Rule.LIMIT : older.rule(connection);
        if (rule == OlderNodes.Rule.RUN) {
            onlyPaused(limited);
        }
        if (limited.isEmpty()) {
            return new Passed(rows, Map.of(), Map.of(), Map.of(), true);
        }
        Decisions decisions = new Decisions(connection, node, limited, rule != OlderNodes.Rule.LIMIT);
        List<TaskRow> passed = new ArrayList<>();
        for (TaskRow row : rows) {
            if (!limited.containsKey(row) || decisions.enters(row)) {
                passed.add(row);
            }
        }
        return decisions.write(passed);
    }

    /** What runs unlimited heeds its pauses nevertheless, and is held in a gate that is paused, since the others let it in. */
    private void onlyPaused(Map<TaskRow, List<Gate>> limited) {
        limited.replaceAll((row, own) ->
                own.stream().filter(gate -> controls.isPausedGate(gate.id())).toList());
        limited.values().removeIf(List::isEmpty);
    }

    private static Map<TaskRow, List<Gate>> limited(List<TaskRow> rows, TaskGates definitions) {
        Map<TaskRow, List<Gate>> limited = new LinkedHashMap<>();
        for (TaskRow row : rows) {
            List<Gate> of = definitions.of(row.task());
            if (!of.isEmpty()) {
                limited.put(
                        row, of.stream().sorted(Comparator.comparing(Gate::id)).toList());
            }
        }
        return limited;
    }

    /** The decisions about one claim, in its order. */
    private final class Decisions {

        private final Connection connection;
        private final String node;
        private final Map<TaskRow, List<Gate>> limited;
        private final boolean holdAll;
        private final Map<String, OpenGate> open;
        private final Map<String, Gate> missing = new TreeMap<>();
        private final Instant now;
        private final Map<String, HeldTasks.Place> places = new HashMap<>();
        private final Map<ClaimedTask, List<Gate>> inside = new LinkedHashMap<>();
        private final List<Object[]> rows = new ArrayList<>();
        private final List<Object[]> givenBack = new ArrayList<>();
        private final Map<String, Gate> refused = new TreeMap<>();

        Decisions(Connection connection, String node, Map<TaskRow, List<Gate>> limited, boolean holdAll)
                throws SQLException {
            this.connection = connection;
            this.node = node;
            this.limited = limited;
            this.holdAll = holdAll;
            Map<String, Gate> all = new TreeMap<>();
            limited.values().forEach(some -> some.forEach(gate -> all.put(gate.id(), gate)));
            open = holdAll ? Map.of() : gates.lock(connection, all.keySet());
            if (!holdAll && open.size() < all.size()) {
                all.keySet().removeAll(open.keySet());
                missing.putAll(all);
                missing.keySet()
                        .removeAll(gates.haveHeld(connection, all.keySet()).keySet());
            }
            now = clock.now(connection);
            List<String> ids =
                    limited.keySet().stream().map(row -> row.task().id()).toList();
            heldTasks.places(connection, ids).forEach(place -> places.put(place.task(), place));
        }

        boolean enters(TaskRow row) {
            List<Gate> own = limited.get(row);
            own.stream().filter(gate -> open.containsKey(gate.id())).forEach(gate -> open.get(gate.id())
                    .define(gate.capacity()));
            Gate refusing =
                    own.stream().filter(gate -> !admits(row, gate)).findFirst().orElse(null);
            if (refusing == null) {
                enter(row, own);
            } else {
                boolean stays = missing.containsKey(refusing.id());
                givenBack.add(new Object[] {stays, row.task().id(), row.claimId()});
                if (stays) {
                    places.remove(row.task().id()); // it keeps its place
                } else {
                    refused.put(refusing.id(), refusing);
                    hold(row, refusing);
                }
            }
            return refusing == null;
        }

        private boolean admits(TaskRow row, Gate gate) {
            OpenGate locked = open.get(gate.id());
            return locked != null && !controls.isPausedGate(gate.id()) && locked.admits(gate, wasLetIn(row), now);
        }

        /** Into one of its gates, after which it waits in no other's line: two full lines would send tasks to and fro. */
        private boolean wasLetIn(TaskRow row) {
            HeldTasks.Place place = places.get(row.task().id());
            return place != null && place.letIn();
        }

        private void enter(TaskRow row, List<Gate> own) {
            ClaimedTask claimed = row.toClaimed();
            for (Gate gate : own) {
                open.get(gate.id()).enter(gate, now);
                if (gate.capacity().concurrent() > 0) {
                    rows.add(heldTasks.inside(claimed, row.sortTime(), node, gate));
                }
            }
            inside.put(claimed, own);
        }

        private void hold(TaskRow row, Gate gate) {
            if (open.containsKey(gate.id())) {
                open.get(gate.id()).hold();
            }
            rows.add(heldTasks.held(row, gate));
        }

        Passed write(List<TaskRow> passed) throws SQLException {
            heldTasks.delete(connection, places.values());
            Sql.batch(connection, GIVE_BACK, givenBack);
            heldTasks.insert(connection, rows);
            gates.write(connection, open.values());
            if (!inside.isEmpty()) {
                dialect.commitDurably(connection);
            }
            return new Passed(passed, inside, again(), missing, givenBack.isEmpty());
        }

        /** Those whose rate keeps tasks out have room at a time; those that were busy, or had not been asked, may have room soon. */
        private Map<String, Duration> again() {
            Map<String, Duration> again = new TreeMap<>();
            refused.keySet().forEach(id -> again.put(id, SOON));
            for (OpenGate gate : open.values()) {
                if (gate.hasHeld()) {
                    gate.roomAgain(1, now).ifPresent(delay -> again.put(gate.id(), delay));
                }
            }
            places.values()
                    .forEach(place -> again.put(place.gate(), SOON)); // what was let in may not have entered there
            return again;
        }
    }
}
