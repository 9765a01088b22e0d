package ee.tasks.jpa;

import ee.tasks.spi.Claim;
import ee.tasks.spi.Gate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the claims of this node take of gates, so that completions of tasks without limits are as they were. Only spares statements: a
 * claim that is not known here takes nothing any more once its task is not RUNNING under it, and its rows are deleted later.
 */
final class TakenGates {

    private record Taken(String node, List<String> gates) {}

    private final Map<Claim, Taken> taken = new ConcurrentHashMap<>();

    /** Only gates that bound what runs at once are given back. */
    void add(String node, Claim claim, Collection<Gate> gates) {
        List<String> counted = gates.stream()
                .filter(gate -> gate.capacity().concurrent() > 0)
                .map(Gate::id)
                .toList();
        if (!counted.isEmpty()) {
            taken.put(claim, new Taken(node, counted));
        }
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    boolean contains(Claim claim) {
        return taken.containsKey(claim);
    }

    List<String> gates(Claim claim) {
        Taken of = taken.get(claim);
        return of == null ? List.of() : of.gates;
    }

    void remove(Claim claim) {
        taken.remove(claim);
    }

    void removeAll(String node) {
        taken.values().removeIf(each -> each.node.equals(node));
    }
}
