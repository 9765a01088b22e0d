package ee.tasks.engine.worker.simulation;

import ee.tasks.engine.worker.SteppedWorker;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The ledger's page of gates: who is inside, and who started when. One seed in three has none. An attempt whose call has not returned is
 * inside until its machine says so; when its node is gone it is not, unless its gate is strict.
 */
final class Gates implements TaskGates {

    static final int MAX_GATES = 3;

    /** One attempt inside its gates. */
    private static final class Stay {
        final Machine machine;
        final String node;
        final List<Gate> gates;
        /** Nobody waits for its completion any more. */
        boolean over;

        Stay(Machine machine, String node, List<Gate> gates) {
            this.machine = machine;
            this.node = node;
            this.gates = new ArrayList<>(gates);
        }

        /** @return whether it is inside no gate any more */
        boolean leaveNode(boolean mayRun) {
            over = true;
            gates.removeIf(gate -> !mayRun || !gate.capacity().strict());
            return gates.isEmpty();
        }
    }

    private final World world;
    private final Running running;
    private final Function<String, Script> scripts;
    private final List<Gate> all = new ArrayList<>();
    private final Map<Claim, Stay> inside = new LinkedHashMap<>();
    /** Whose method has returned before its transaction was committed, and whose call has not. */
    private final Set<Claim> committed = new HashSet<>();

    private final Map<Gate, Deque<Instant>> starts = new LinkedHashMap<>();

    Gates(RandomGenerator random, World world, Running running, Function<String, Script> scripts, long lease) {
        this.world = world;
        this.running = running;
        this.scripts = scripts;
        int gates = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(MAX_GATES);
        for (int number = 0; number < gates; number++) {
            all.add(new Gate("gate" + number, null, 1, capacity(random, lease)));
        }
    }

    private static Capacity capacity(RandomGenerator random, long lease) {
        boolean hasRate = random.nextInt(3) == 0;
        int concurrent = hasRate && random.nextBoolean() ? 0 : 1 + random.nextInt(2);
        int starts = hasRate ? 1 + random.nextInt(3) : 0;
        Duration period = hasRate ? Duration.ofNanos(1 + random.nextLong(lease)) : null;
        return new Capacity(concurrent, starts, period, hasRate && random.nextBoolean(), random.nextInt(3) == 0);
    }

    boolean areThere() {
        return !all.isEmpty();
    }

    @Override
    public List<Gate> of(TaskRecord task) {
        return of(task.id());
    }

    private List<Gate> of(String task) {
        int bits = scripts.apply(task).gates();
        List<Gate> gates = new ArrayList<>();
        for (int number = 0; number < all.size(); number++) {
            if ((bits >> number & 1) == 1) {
                gates.add(all.get(number));
            }
        }
        return gates;
    }

    void entered(Machine machine, String node, Claim claim, Instant now) {
        List<Gate> gates = of(claim.id());
        if (gates.isEmpty()) {
            return;
        }
        inside.put(claim, new Stay(machine, node, gates));
        for (Gate gate : gates) {
            int taken = count(gate);
            int most = gate.capacity().concurrent();
            world.require(most == 0 || taken <= most, "%s are inside %s", taken, gate);
            started(gate, now);
        }
    }

    private void started(Gate gate, Instant now) {
        Capacity capacity = gate.capacity();
        if (capacity.starts() == 0) {
            return;
        }
        Deque<Instant> recent = starts.computeIfAbsent(gate, key -> new ArrayDeque<>());
        recent.add(now);
        if (recent.size() > capacity.starts()) {
            Instant first = recent.remove();
            world.require(
                    !first.plus(capacity.period()).isAfter(now),
                    "%s starts at %s and %s, with as many as %s lets in between",
                    gate.name(),
                    first,
                    now,
                    gate);
        }
    }

    private int count(Gate gate) {
        int count = 0;
        for (Stay stay : inside.values()) {
            count += stay.gates.contains(gate) ? 1 : 0;
        }
        return count;
    }

    /** A call begins: of a strict gate never too many at once, of others those of nodes that are there. */
    void starts(String task, Predicate<String> isGone) {
        for (Gate gate : of(task)) {
            int most = gate.capacity().concurrent();
            int calls = running.count(body -> of(body.task()).contains(gate)
                    && !committed.contains(SteppedWorker.claim(body.control()))
                    && (gate.capacity().strict() || !isGone.test(body.node())));
            world.require(most == 0 || calls <= most, "%s calls run at once in %s", calls, gate);
        }
    }

    void completed(Completion completion) {
        Stay stay = inside.get(completion.claim());
        if (stay == null) {
            return;
        }
        if (completion.inside()) {
            world.say("%s is inside after its completion", completion.claim().id());
            stay.over = true;
        } else {
            inside.remove(completion.claim());
            if (running.isCalled(completion.claim())) {
                boolean isAtomic = scripts.apply(completion.claim().id()).kind() == Script.Kind.ATOMIC;
                world.require(isAtomic, "%s gives back while it is called", completion.claim());
                committed.add(completion.claim());
            }
        }
    }

    /** Its claim was given back. */
    void left(Claim claim) {
        inside.remove(claim);
    }

    /** Its worker says that none of its calls runs. */
    void left(String node) {
        inside.entrySet().removeIf(each -> {
            boolean leaves = each.getValue().node.equals(node);
            world.require(!leaves || !running.isCalled(each.getKey()), "%s is left, and calls %s", node, each.getKey());
            return leaves;
        });
    }

    void vacated(Collection<Claim> claims) {
        for (Claim claim : claims) {
            if (inside.remove(claim) != null) {
                world.say("%s is vacated", claim.id());
                world.require(!running.isCalled(claim), "%s is vacated while it is called", claim.id());
            }
        }
    }

    /**
     * Its node is gone, and with it what it had inside.
     *
     * @param mayRun whether it has started, or may have
     */
    void lost(Claim claim, boolean mayRun) {
        Stay stay = inside.get(claim);
        if (stay != null) {
            if (stay.leaveNode(mayRun)) {
                inside.remove(claim);
            } else {
                world.say("%s is lost, and keeps its slot", claim.id());
            }
        }
    }

    /** With a node goes what it had inside after its completion. */
    void gone(Predicate<String> isGone) {
        inside.values().removeIf(stay -> stay.over && isGone.test(stay.node) && stay.leaveNode(true));
    }

    /** What an operator may free: its machine is no more, and nobody waits for it. */
    List<Claim> dead() {
        List<Claim> dead = new ArrayList<>();
        inside.forEach((claim, stay) -> {
            if (stay.over && stay.machine.hasEnded() && !running.isCalled(claim)) {
                dead.add(claim);
            }
        });
        return dead;
    }

    /** Says the same in each replay, as a lambda would not. */
    @Override
    public String toString() {
        return all.toString();
    }
}
