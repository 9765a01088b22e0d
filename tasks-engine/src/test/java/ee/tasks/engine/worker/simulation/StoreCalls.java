package ee.tasks.engine.worker.simulation;

import ee.tasks.TaskProgress;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Expired;
import ee.tasks.spi.Feature;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.Retention;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one machine's worker asks the store: over its line, and past the ledger. */
final class StoreCalls implements TaskStore {

    private static final Runnable NOTHING = () -> {};

    private final Machine machine;
    private final World world;
    private final Ledger ledger;
    private final StoreLine line;
    private final ScheduleStore schedules;
    private final GateStore gates;
    private Transaction entered;

    StoreCalls(Machine machine) {
        this.machine = machine;
        world = machine.world;
        ledger = machine.scenario.ledger;
        line = new StoreLine(machine);
        schedules = new ScheduleCalls(machine, line);
        gates = new GateCalls(machine, line);
    }

    @Override
    public boolean joinsTransaction() {
        return true;
    }

    @Override
    public boolean toleratesInterrupts() {
        return machine.scenario.interrupts;
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.EXPIRY, Feature.SCHEDULES, Feature.LIMITS);
    }

    // ---- nodes

    @Override
    public void join(String node, Duration lease) {
        line.call("join", () -> ledger.join(node, lease), NOTHING);
    }

    @Override
    public Optional<Instant> renew(String node, Duration lease) {
        return line.call("renew", () -> ledger.renew(node, lease));
    }

    @Override
    public void leave(String node) {
        line.call("leave", () -> ledger.leave(node), NOTHING);
    }

    // ---- tasks

    @Override
    public int promote(int max) {
        return line.call("promote", () -> ledger.store.promote(max));
    }

    @Override
    public List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters) {
        return line.call("claim", () -> ledger.claim(machine, node, queues, max, maxCharacters));
    }

    @Override
    public boolean markStarted(Claim claim) {
        return line.call("markStarted", () -> {
            line.refuseIf(ledger.locks().isLocked(claim.id()), "markStarted");
            return ledger.markStarted(claim);
        });
    }

    @Override
    public Completed complete(Collection<Completion> completions) {
        Transaction transaction = entered;
        entered = null;
        try {
            return transaction == null
                    ? line.call("complete", () -> write(completions))
                    : line.callInTransaction("complete", () -> write(completions, transaction));
        } catch (TaskStoreException | IllegalArgumentException e) {
            ledger.refused(completions);
            throw e;
        }
    }

    private Completed write(Collection<Completion> completions) {
        refuseRows(completions);
        line.refuseIf(
                ledger.locks().isAny()
                        && completions.stream().anyMatch(each -> ledger.locks()
                                .isLocked(each.claim().id())),
                "complete");
        return ledger.complete(completions);
    }

    private Completed write(Collection<Completion> completions, Transaction transaction) {
        refuseRows(completions);
        Completion end = completions.iterator().next();
        line.refuseIf(ledger.locks().isLocked(end.claim().id()), "complete");
        return ledger.join(transaction, end);
    }

    private void refuseRows(Collection<Completion> completions) {
        for (Completion completion : completions) {
            Claim claim = completion.claim();
            Script.Kind kind = ledger.script(claim.id()).kind();
            boolean succeeded = completion.outcome() instanceof Outcome.Succeeded;
            if (kind == Script.Kind.POISON || (kind == Script.Kind.REFUSED && succeeded)) {
                world.say("complete is refused for %s", claim.id());
                throw new RefusedRow();
            }
        }
    }

    @Override
    public Settled settle(int page) {
        return line.call("settle", () -> ledger.store.settle(page));
    }

    @Override
    public void release(Collection<Claim> claims) {
        line.call(
                "release",
                () -> {
                    line.refuseIf(
                            ledger.locks().isAny()
                                    && claims.stream()
                                            .anyMatch(each -> ledger.locks().isLocked(each.id())),
                            "release");
                    ledger.release(claims);
                },
                NOTHING);
    }

    @Override
    public void park(Collection<Parked> tasks) {
        line.call(
                "park",
                () -> {
                    line.refuseIf(
                            ledger.locks().isAny()
                                    && tasks.stream().anyMatch(each -> ledger.locks()
                                            .isLocked(each.claim().id())),
                            "park");
                    ledger.park(tasks);
                },
                NOTHING);
    }

    @Override
    public int unpark(String node, QueueSelection queues, Set<String> tasks) {
        return line.call("unpark", () -> ledger.store.unpark(node, queues, tasks));
    }

    @Override
    public List<String> failUnreadable(Duration grace, int max) {
        return line.call("failUnreadable", () -> ledger.failUnreadable(grace, max));
    }

    @Override
    public Expired expire(int max) {
        return line.call("expire", () -> ledger.expire(max));
    }

    @Override
    public void progress(Claim claim, TaskProgress progress) {
        line.call("progress", () -> ledger.store.progress(claim, progress), NOTHING);
    }

    @Override
    public void metadata(Claim claim, String key, String value) {
        line.call("metadata", () -> ledger.store.metadata(claim, key, value), NOTHING);
    }

    @Override
    public Set<Claim> stopping(Collection<Claim> claims) {
        return line.call("stopping", () -> ledger.store.stopping(claims));
    }

    @Override
    public Rescue rescue(int maxLosses, int page) {
        return line.call("rescue", () -> {
            // It would leave out the row alone; this does not matter here.
            line.refuseIf(ledger.locks().isAny(), "rescue");
            return ledger.rescue(maxLosses, page);
        });
    }

    @Override
    public boolean putRight() {
        return line.call("putRight", ledger.store::putRight);
    }

    @Override
    public int prune(Retention retention, int max) {
        return line.call("prune", () -> ledger.prune(retention, max));
    }

    @Override
    public Optional<TaskRecord> find(String id) {
        return line.call("find", () -> ledger.store.find(id));
    }

    @Override
    public ScheduleStore schedules() {
        return schedules;
    }

    @Override
    public GateStore gates() {
        return gates;
    }

    // ---- transactions of atomic tasks

    /** The next call is made in it. */
    void enter(Transaction transaction) {
        entered = transaction;
    }

    void commit(Transaction transaction) {
        line.call("commit", () -> ledger.commit(transaction), transaction::sent);
    }

    // ---- what no worker asks

    @Override
    public void start(BackendContext context) {
        unknown("start");
    }

    @Override
    public void stop() {
        unknown("stop");
    }

    @Override
    public TaskRecord insert(TaskRequest request) {
        return unknown("insert");
    }

    @Override
    public long insertAll(Iterator<TaskRequest> requests) {
        return unknown("insertAll");
    }

    @Override
    public boolean cancel(String id) {
        return unknown("cancel");
    }

    @Override
    public boolean retry(String id) {
        return unknown("retry");
    }

    @Override
    public TaskProgress flowProgress(String flow) {
        return unknown("flowProgress");
    }

    @Override
    public long cancelFlow(String flow) {
        return unknown("cancelFlow");
    }

    @Override
    public Map<Parking, Long> parked() {
        return unknown("parked");
    }

    private <T> T unknown(String method) {
        world.violated("the simulation does not know what " + method + " means");
        return null;
    }

    private static final class RefusedRow extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        RefusedRow() {
            super("value refused");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
