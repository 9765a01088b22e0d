package ee.tasks.worker.simulation;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.backend.memory.MemoryTaskStore;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.worker.SteppedWorker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps its own account of what the store is asked and answers, and of what runs where; whatever does not fit is a violation.
 * It knows what a claim is worth without asking the store.
 */
final class Ledger {

    private static final class NodeEntry {
        final Machine machine;
        Instant leaseUntil;
        boolean gone;

        NodeEntry(Machine machine, Instant leaseUntil) {
            this.machine = machine;
            this.leaseUntil = leaseUntil;
        }
    }

    private final World world;
    private final MemoryTaskStore store;
    private final Clock clock;
    private final int maxLosses;
    private final int concurrency;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, NodeEntry> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> claims = new LinkedHashMap<>();
    private final List<Body> open = new ArrayList<>();
    private final List<Transaction> locking = new ArrayList<>();

    Ledger(World world, MemoryTaskStore store, Clock clock, int maxLosses, int concurrency) {
        this.world = world;
        this.store = store;
        this.clock = clock;
        this.maxLosses = maxLosses;
        this.concurrency = concurrency;
    }

    Script script(String id) {
        return entries.get(id).script;
    }

    // ---- outside

    void insert(TaskRequest request, Script script) {
        TaskRecord record = store.insert(request);
        entries.put(
                record.id(),
                new Entry(world, script, record, !request.dependsOn().isEmpty(), maxLosses));
        world.say("enqueued %s %s, after %s", record.id(), script, request.dependsOn());
    }

    void cancel(String id) {
        if (isLocked(id)) {
            return;
        }
        boolean could = store.cancel(id);
        world.say("cancel %s: %s", id, could);
        entries.get(id).cancel(find(id));
        checkAll();
    }

    List<String> ids() {
        return List.copyOf(entries.keySet());
    }

    boolean isAllFinished() {
        return entries.values().stream().allMatch(entry -> entry.status().isFinished());
    }

    // ---- what machines ask the store

    /** Has the store act, and looks at what it did. */
    Object act(Machine machine, Method method, Object[] arguments) {
        Instant now = clock.instant().truncatedTo(MICROS);
        Object answer = send(method, arguments);
        switch (method.getName()) {
            case "join" -> joined(machine, (String) arguments[0], now.plus((Duration) arguments[1]));
            case "renew" -> renewed((String) arguments[0], now.plus((Duration) arguments[1]), (Optional<?>) answer);
            case "leave" -> left((String) arguments[0]);
            case "claim" -> claimed((String) arguments[0], (List<?>) answer);
            case "markStarted" -> marked((Claim) arguments[0], (Boolean) answer);
            case "complete" -> completed((Collection<?>) arguments[0], (Set<?>) answer);
            case "release" -> released((Collection<?>) arguments[0]);
            case "park" -> parked((Claim) arguments[0], (String) arguments[3]);
            case "rescue" -> rescued(now);
            case "failUnreadable" -> require(((List<?>) answer).isEmpty(), "%s are given up as unreadable", answer);
            case "prune" -> require(answer.equals(0), "%s tasks are pruned", answer);
            case "promote", "unpark", "progress", "metadata", "stopping", "find" -> {}
            default -> world.violated("the simulation does not know what " + method.getName() + " means");
        }
        return answer;
    }

    private Object send(Method method, Object[] arguments) {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("the store itself never fails", e);
        }
    }

    private void joined(Machine machine, String node, Instant leaseUntil) {
        world.say("join %s", node);
        require(!nodes.containsKey(node), "%s joins twice", node);
        nodes.put(node, new NodeEntry(machine, leaseUntil));
    }

    private void renewed(String node, Instant leaseUntil, Optional<?> answer) {
        NodeEntry known = nodes.get(node);
        boolean alive = known != null && !known.gone;
        require(answer.isPresent() == alive, "renewing %s answered %s", node, answer);
        if (alive) {
            known.leaseUntil = leaseUntil;
        } else {
            world.say("renew %s: it was given up", node);
        }
    }

    private void left(String node) {
        world.say("leave %s", node);
        NodeEntry known = nodes.get(node);
        if (known != null && !known.gone) {
            gone(node, known, "left");
        }
    }

    private void claimed(String node, List<?> answer) {
        for (Object each : answer) {
            ClaimedTask task = (ClaimedTask) each;
            Integer before = claims.put(task.claimId(), claims.size() + 1);
            require(before == null, "claim id %s is used again", task.claimId());
            world.say("%s is claimed as %s", task.task().id(), name(task.claim()));
            require(nodes.containsKey(node) && !nodes.get(node).gone, "%s claims, and is gone", node);
            entries.get(task.task().id())
                    .claimed(
                            task.claim(),
                            node,
                            task.startsAlone(),
                            find(task.task().id()));
        }
        if (!answer.isEmpty()) {
            checkAll();
        }
    }

    private void marked(Claim claim, boolean accepted) {
        world.say("mark %s started: %s", name(claim), accepted);
        entry(claim).marked(accepted, claim, find(claim.id()));
        checkAll();
    }

    private void completed(Collection<?> completions, Set<?> lost) {
        requireDistinct(
                completions.stream().map(each -> ((Completion) each).claim()).toList());
        for (Object each : completions) {
            Completion completion = (Completion) each;
            Claim claim = completion.claim();
            Outcome outcome = completion.outcome();
            world.say(
                    "complete %s %s%s",
                    name(claim), outcome.getClass().getSimpleName(), lost.contains(claim) ? ": lost" : "");
            entry(claim).completed(claim, outcome, lost.contains(claim), find(claim.id()), isOpen(claim));
        }
        checkAll();
    }

    // ---- transactions of atomic tasks

    /** Whether a transaction has a row that this call would write. */
    boolean isLocked(String method, Object[] arguments) {
        if (locking.isEmpty()) {
            return false;
        }
        return switch (method) {
            case "markStarted", "park" -> isLocked(((Claim) arguments[0]).id());
            case "release" -> ((Collection<?>) arguments[0]).stream().anyMatch(each -> isLocked(((Claim) each).id()));
            case "complete" ->
                ((Collection<?>) arguments[0])
                        .stream()
                                .anyMatch(each ->
                                        isLocked(((Completion) each).claim().id()));
            // It would leave out the row alone; this does not matter here.
            case "rescue" -> true;
            default -> false;
        };
    }

    private boolean isLocked(String id) {
        return locking.stream()
                .anyMatch(transaction -> transaction.completion().claim().id().equals(id));
    }

    /** Writes an end in a transaction: the claim holds now, and nobody can take it away until that is over. */
    Set<Claim> join(Transaction transaction, Completion end) {
        Claim claim = end.claim();
        boolean holds = entry(claim).isHeld(claim);
        world.say("complete %s in its transaction: %s", name(claim), holds ? "written" : "lost");
        if (!holds) {
            return Set.of(claim);
        }
        transaction.join(end);
        locking.add(transaction);
        return Set.of();
    }

    void commit(Transaction transaction) {
        require(locking.remove(transaction), "%s commits what a task did without its end", transaction.machine());
        Completion end = transaction.completion();
        world.say("commit of %s", name(end.claim()));
        entry(end.claim()).effect();
        completed(List.of(end), store.complete(List.of(end)));
    }

    /** Unless it is committed, or will be. */
    void rollback(Transaction transaction) {
        if (!transaction.isInFlight() && locking.remove(transaction)) {
            world.say("rollback of %s", name(transaction.completion().claim()));
        }
    }

    void refused(Collection<?> completions) {
        for (Object each : completions) {
            Claim claim = ((Completion) each).claim();
            entry(claim).refused(claim);
        }
    }

    private void released(Collection<?> given) {
        requireDistinct(given);
        for (Object each : given) {
            Claim claim = (Claim) each;
            world.say("release %s", name(claim));
            entry(claim).released(claim, find(claim.id()), isOpen(claim));
        }
        checkAll();
    }

    private boolean isOpen(Claim claim) {
        return open.stream()
                .anyMatch(body -> SteppedWorker.claim(body.control()).equals(claim) && !body.isAbandoned());
    }

    private void requireDistinct(Collection<?> written) {
        Set<String> tasks = new HashSet<>();
        for (Object each : written) {
            require(tasks.add(((Claim) each).id()), "two ends of %s are written together", ((Claim) each).id());
        }
    }

    private void parked(Claim claim, String reason) {
        world.say("park %s: %s", name(claim), reason);
        entry(claim).parked(claim, find(claim.id()));
        checkAll();
    }

    private void rescued(Instant now) {
        nodes.forEach((name, node) -> {
            if (!node.gone && node.leaseUntil.isBefore(now)) {
                gone(name, node, "given up");
            }
        });
        for (Entry entry : entries.values()) {
            if (entry.isClaimed() && nodes.get(entry.node()).gone) {
                entry.lost(find(entry.id()));
                world.say("%s is rescued: %s", entry.id(), entry.status());
            }
        }
        checkAll();
    }

    /** From now on others may run what it holds: it must not. */
    private void gone(String name, NodeEntry node, String how) {
        world.say("%s is %s", name, how);
        node.gone = true;
        for (Body body : open) {
            if (body.node().equals(name) && body.machine().isUp() && !body.isAbandoned()) {
                require(!body.isHeld(), "%s is %s, and still takes %s for its own", name, how, body.task());
                require(
                        body.isDropped() || !body.machine().isAwake(),
                        "%s is %s, and has not stopped %s",
                        name,
                        how,
                        body.task());
            }
        }
    }

    /** Only the tasks that a call names may change by it. */
    private void checkAll() {
        entries.values().forEach(entry -> entry.seen(find(entry.id())));
    }

    // ---- what runs

    Body started(Machine machine, TaskRecord task, TaskControl control) {
        Body body = new Body(machine, task, control, this);
        Claim claim = SteppedWorker.claim(control);
        world.say("%s starts under %s, attempt %s", task.id(), name(claim), task.attempts());
        entries.get(task.id()).started(body, claim);
        open.add(body);
        requirePermit(machine);
        require(!machine.hasEnded(), "%s starts %s after its end", machine, task.id());
        return body;
    }

    /** An abandoned one leaves its place to another, and there are never more than twice as many. */
    private void requirePermit(Machine machine) {
        int running = 0;
        int abandoned = 0;
        for (Body body : open) {
            if (body.machine() == machine) {
                running++;
                abandoned += body.isAbandoned() ? 1 : 0;
            }
        }
        require(
                running <= concurrency + Math.min(abandoned, concurrency),
                "%s runs %s tasks at once, %s of them abandoned",
                machine,
                running,
                abandoned);
    }

    Script tooLate(TaskRecord task) {
        world.say("%s is too late", task.id());
        Entry entry = entries.get(task.id());
        entry.interrupted();
        return entry.script;
    }

    void ended(Body body) {
        if (open.remove(body) && body.machine().isUp()) {
            world.say("%s ends under %s", body.task(), name(SteppedWorker.claim(body.control())));
        }
    }

    /** Whoever is interrupted just now. */
    void interrupted() {
        for (Body body : open) {
            if (body.isBeingInterrupted()) {
                world.say("%s is interrupted", body.task());
                entries.get(body.task()).interrupted();
                body.interrupt();
            }
        }
    }

    void crashed(Machine machine) {
        open.removeIf(body -> body.machine() == machine);
        locking.removeIf(transaction -> transaction.machine() == machine && !transaction.isInFlight());
    }

    void stopped(Machine machine) {
        for (Body body : open) {
            boolean isOver = body.isDropped() || body.isAbandoned();
            require(body.machine() != machine || isOver, "%s has stopped, %s not", machine, body.task());
        }
    }

    void told(TaskRecord task, Outcome outcome) {
        entries.get(task.id()).told(outcome);
    }

    // ---- the end

    /** When nothing is left to be done. */
    void atRest() {
        entries.values().forEach(Entry::atRest);
    }

    private TaskRecord find(String id) {
        return store.find(id).orElseThrow();
    }

    private Entry entry(Claim claim) {
        return entries.get(claim.id());
    }

    private String name(Claim claim) {
        return claim.id() + "/" + claims.get(claim.claimId());
    }

    private void require(boolean holds, String rule, Object... facts) {
        if (!holds) {
            world.violated(rule.formatted(facts));
        }
    }
}
