package ee.tasks.engine.worker.simulation;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.engine.worker.SteppedWorker;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Expired;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Keeps its own account of what the store is asked and answers, and of what runs where; whatever does not fit is a violation.
 * It knows what a claim is worth without asking the store.
 */
final class Ledger {

    /** For what changes no status. */
    final TaskStore store;

    private final World world;
    private final Clock clock;
    private final int maxLosses;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final ClaimNames claims = new ClaimNames();
    private final Running running;
    private final Nodes nodes;
    private final Gates gates;
    private final Orders orders = new Orders(this::isFinished);
    private final RowLocks locks = new RowLocks();

    Ledger(
            World world,
            MemoryTaskStore store,
            Clock clock,
            int maxLosses,
            int concurrency,
            RandomGenerator random,
            long lease) {
        this.world = world;
        this.store = store;
        this.clock = clock;
        this.maxLosses = maxLosses;
        running = new Running(world, concurrency);
        nodes = new Nodes(world, running);
        gates = new Gates(random, world, running, this::script, lease);
    }

    Script script(String id) {
        return entries.get(id).script;
    }

    TaskGates gates() {
        return gates.areThere() ? gates : TaskGates.NONE;
    }

    // ---- outside

    void insert(TaskRequest request, Script script) {
        TaskRecord record = store.insert(request);
        entries.put(
                record.id(),
                new Entry(
                        world,
                        script,
                        record,
                        !request.dependsOn().isEmpty(),
                        maxLosses,
                        Entry.expiresAt(request, now())));
        orders.joined(record.id(), request.orderKey());
        world.say("enqueued %s %s, after %s", record.id(), script, request.dependsOn());
    }

    /** A tick has enqueued it. */
    void scheduled(String id, Script script) {
        entries.put(id, new Entry(world, script, find(id), false, maxLosses, null));
        world.say("enqueued %s %s by a tick", id, script);
    }

    boolean isFinished(String id) {
        return entries.get(id).status().isFinished();
    }

    void cancel(String id) {
        if (locks.isLocked(id)) {
            return;
        }
        world.say("cancel %s: %s", id, store.cancel(id));
        entries.get(id).cancel(find(id));
        checkAll();
    }

    List<String> ids() {
        return List.copyOf(entries.keySet());
    }

    boolean isAllFinished() {
        return entries.values().stream().allMatch(entry -> entry.status().isFinished());
    }

    // ---- what machines ask the store: it acts, and the ledger looks at what it did

    void join(String node, Duration lease) {
        Instant now = now();
        store.join(node, lease);
        nodes.joined(node, now.plus(lease));
    }

    Optional<Instant> renew(String node, Duration lease) {
        Instant now = now();
        Optional<Instant> answer = store.renew(node, lease);
        nodes.renewed(node, now, now.plus(lease), answer);
        return answer;
    }

    void leave(String node) {
        store.leave(node);
        nodes.left(node);
        gates.left(node);
    }

    List<ClaimedTask> claim(Machine machine, String node, QueueSelection queues, int max, long maxCharacters) {
        return claimed(machine, node, store.claim(node, queues, max, maxCharacters));
    }

    List<ClaimedTask> claim(
            Machine machine, String node, QueueSelection queues, int max, long maxCharacters, TaskGates asked) {
        return claimed(machine, node, store.gates().claim(node, queues, max, maxCharacters, asked));
    }

    private List<ClaimedTask> claimed(Machine machine, String node, List<ClaimedTask> claimed) {
        boolean expired = check(claimed.stream().map(each -> each.task().id()).toList());
        for (ClaimedTask task : claimed) {
            String id = task.task().id();
            Claim claim = task.claim();
            world.require(claims.isNew(claim), "claim id %s is used again", task.claimId());
            world.say("%s is claimed as %s", id, name(claim));
            world.require(nodes.isKnown(node) && !nodes.isGone(node), "%s claims, and is gone", node);
            entries.get(id).claimed(claim, node, task.startsAlone(), find(id), now(), expired);
            world.require(orders.isNext(id), "%s is claimed before what is ahead of it in its order", id);
            gates.entered(machine, node, claim, now());
        }
        return claimed;
    }

    boolean markStarted(Claim claim) {
        boolean accepted = store.markStarted(claim);
        world.say("mark %s started: %s", name(claim), accepted);
        entry(claim).marked(accepted, claim, find(claim.id()));
        checkAll();
        return accepted;
    }

    Completed complete(Collection<Completion> completions) {
        Completed completed = store.complete(completions);
        Set<Claim> lost = completed.lost();
        requireDistinct(completions.stream().map(Completion::claim).toList());
        for (Completion completion : completions) {
            Claim claim = completion.claim();
            Outcome outcome = completion.outcome();
            world.say(
                    "complete %s %s%s",
                    name(claim), outcome.getClass().getSimpleName(), lost.contains(claim) ? ": lost" : "");
            entry(claim).completed(claim, outcome, lost.contains(claim), find(claim.id()), running.isOpen(claim));
            if (!lost.contains(claim)) {
                gates.completed(completion);
            }
        }
        checkAll();
        return completed;
    }

    void refused(Collection<Completion> completions) {
        for (Completion completion : completions) {
            entry(completion.claim()).refused(completion.claim());
        }
    }

    void release(Collection<Claim> given) {
        store.release(given);
        requireDistinct(given);
        for (Claim claim : given) {
            world.say("release %s", name(claim));
            leaveIfHeld(claim);
            entry(claim).released(claim, find(claim.id()), running.isOpen(claim));
        }
        checkAll();
    }

    private void leaveIfHeld(Claim claim) {
        if (entry(claim).isHeld(claim)) {
            gates.left(claim);
        }
    }

    LetIn letIn() {
        LetIn letIn = store.gates().letIn();
        if (letIn.readied() > 0) {
            world.say("%s are let in", letIn.readied());
        }
        return letIn;
    }

    void vacate(Collection<Claim> claims) {
        store.gates().vacate(claims);
        gates.vacated(claims);
    }

    private void requireDistinct(Collection<Claim> written) {
        Set<String> tasks = new HashSet<>();
        for (Claim claim : written) {
            world.require(tasks.add(claim.id()), "two ends of %s are written together", claim.id());
        }
    }

    void park(Collection<Parked> tasks) {
        requireDistinct(tasks.stream().map(Parked::claim).toList());
        store.park(tasks);
        for (Parked each : tasks) {
            world.say("park %s: %s", name(each.claim()), each.reason());
            leaveIfHeld(each.claim());
            entry(each.claim()).parked(each.claim(), find(each.claim().id()));
        }
        checkAll();
    }

    Rescue rescue(int most, int page) {
        Instant now = now();
        Rescue rescue = store.rescue(most, page);
        nodes.giveUp(now);
        for (Entry entry : entries.values()) {
            if (entry.isClaimed() && nodes.isGone(entry.node())) {
                gates.lost(entry.claim(), entry.mayHaveStarted());
                entry.lost(find(entry.id()));
                world.say("%s is rescued: %s", entry.id(), entry.status());
            }
        }
        gates.gone(nodes::isGone);
        vacate(gates.dead()); // as an operator does
        checkAll();
        return rescue;
    }

    Expired expire(int max) {
        Expired expired = store.expire(max);
        checkAll();
        return expired;
    }

    List<String> failUnreadable(Duration grace, int max) {
        List<String> failed = store.failUnreadable(grace, max);
        world.require(failed.isEmpty(), "%s are given up as unreadable", failed);
        return failed;
    }

    int prune(Retention retention, int max) {
        int pruned = store.prune(retention, max);
        world.require(pruned == 0, "%s tasks are pruned", pruned);
        return pruned;
    }

    /** Only the tasks that a call names may change by it. */
    private void checkAll() {
        check(List.of());
    }

    /** @return whether one has expired */
    private boolean check(Collection<String> allBut) {
        boolean expired = false;
        for (Entry entry : entries.values()) {
            expired |= !allBut.contains(entry.id()) && entry.seen(find(entry.id()), now());
        }
        return expired;
    }

    // ---- transactions of atomic tasks

    RowLocks locks() {
        return locks;
    }

    /** Writes an end in a transaction: the claim holds now, and nobody can take it away until that is over. */
    Completed join(Transaction transaction, Completion end) {
        Claim claim = end.claim();
        boolean holds = entry(claim).isHeld(claim);
        world.say("complete %s in its transaction: %s", name(claim), holds ? "written" : "lost");
        if (!holds) {
            return new Completed(Set.of(claim), Set.of(), false, false);
        }
        transaction.join(end);
        locks.add(transaction);
        return new Completed(Set.of(), Set.of(), false, false);
    }

    void commit(Transaction transaction) {
        world.require(locks.remove(transaction), "%s commits what a task did without its end", transaction.machine());
        Completion end = transaction.completion();
        world.say("commit of %s", name(end.claim()));
        entry(end.claim()).effect();
        complete(List.of(end));
    }

    /** Unless it is committed, or will be. */
    void rollback(Transaction transaction) {
        if (!transaction.isInFlight() && locks.remove(transaction)) {
            world.say("rollback of %s", name(transaction.completion().claim()));
        }
    }

    // ---- what runs

    Body started(Machine machine, TaskRecord task, TaskControl control) {
        Body body = new Body(machine, task, control, this);
        Claim claim = SteppedWorker.claim(control);
        world.say("%s starts under %s, attempt %s", task.id(), name(claim), task.attempts());
        entries.get(task.id()).started(body, claim);
        running.started(body);
        gates.starts(task.id(), nodes::isGone);
        return body;
    }

    Script tooLate(TaskRecord task) {
        world.say("%s is too late", task.id());
        Entry entry = entries.get(task.id());
        entry.interrupted();
        return entry.script;
    }

    void ended(Body body) {
        if (running.ended(body) && body.machine().isUp()) {
            world.say("%s ends under %s", body.task(), name(SteppedWorker.claim(body.control())));
        }
    }

    void interrupted() {
        running.interrupted(body -> {
            world.say("%s is interrupted", body.task());
            entries.get(body.task()).interrupted();
        });
    }

    void crashed(Machine machine) {
        running.crashed(machine);
        locks.crashed(machine);
    }

    void stopped(Machine machine) {
        running.stopped(machine);
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

    private Instant now() {
        return clock.instant().truncatedTo(MICROS);
    }

    private Object name(Claim claim) {
        return claims.of(claim);
    }
}
