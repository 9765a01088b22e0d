package ee.tasks.engine.worker.simulation;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.engine.worker.SteppedWorker;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.spi.UnreadablePayloadException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs the tasks' scripts on one machine. */
final class Bodies implements TaskRunner {

    private static final int SLICES = 3;
    private static final int MAX_CALLS = 3;

    private final Machine machine;
    private final StoreCalls store;
    private final World world;

    Bodies(Machine machine, StoreCalls store) {
        this.machine = machine;
        this.store = store;
        world = machine.world;
    }

    @Override
    public CompletionStage<Outcome> run(TaskRecord task, TaskControl control) {
        machine.check();
        Ledger ledger = machine.scenario.ledger;
        Script script = ledger.script(task.id());
        if (!script.isReadableOn(machine.number)) {
            throw new Unreadable("unreadable on " + machine);
        }
        Body body = ledger.started(machine, task, control);
        if (script.kind() == Script.Kind.KILLER) {
            machine.crash();
            machine.check();
        }
        if (script.isStage()) {
            return stage(body, script);
        }
        try {
            return CompletableFuture.completedFuture(
                    script.kind() == Script.Kind.ATOMIC ? atomic(body, script) : callOnThread(body, script));
        } finally {
            body.end();
        }
    }

    @Override
    public Optional<Duration> timeout(TaskRecord task) {
        long nanos = machine.scenario.ledger.script(task.id()).timeoutNanos();
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    @Override
    public Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
        Script script = machine.scenario.ledger.tooLate(task);
        Body body = new Body(machine, task, control, machine.scenario.ledger);
        boolean another = script.isRetrying() && body.attempt() <= script.failures();
        return another ? retrying(body, script) : failed(body, "too late");
    }

    private Outcome callOnThread(Body body, Script script) {
        boolean cancelled = false;
        for (int slice = 0; slice < SLICES && !cancelled; slice++) {
            world.pass(machine, script.nanos() / SLICES, () -> script.isStubborn() || !body.isInterrupted());
            if (body.isInterrupted() && !script.isStubborn()) {
                return failed(body, "interrupted");
            }
            if (script.asks()) {
                body.control().progress(new TaskProgress(slice, SLICES, null));
                cancelled = body.control().isStopping();
            }
        }
        if (script.kind() == Script.Kind.BREAKING) {
            throw new Broken();
        }
        return cancelled ? new Outcome.Cancelled() : outcome(body, script);
    }

    /** As the engine does it. */
    private Outcome atomic(Body body, Script script) {
        for (int calls = 1; ; calls++) {
            Transaction transaction = new Transaction(machine);
            try {
                return inTransaction(body, script, transaction);
            } catch (TaskStoreException e) {
                if (calls == MAX_CALLS
                        || !body.control().isLostRace(e)
                        || body.control().isStopping()) {
                    boolean another = script.rerunIfLost() && body.attempt() <= script.failures();
                    return another ? retrying(body, script) : failed(body, "no commit");
                }
            } finally {
                machine.scenario.ledger.rollback(transaction);
            }
        }
    }

    private Outcome inTransaction(Body body, Script script, Transaction transaction) {
        Outcome outcome = callOnThread(body, script);
        if (!(outcome instanceof Outcome.Succeeded success)) {
            return outcome;
        }
        store.enter(transaction);
        try {
            if (body.control().joinTransaction(success) == TaskControl.Joined.CLAIM_LOST) {
                return new Outcome.Cancelled();
            }
        } finally {
            store.enter(null);
        }
        store.commit(transaction);
        return outcome;
    }

    private CompletionStage<Outcome> stage(Body body, Script script) {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        stage.whenComplete((outcome, problem) -> body.end());
        world.once(machine, "stage", script.nanos(), () -> {
            boolean cancelled = script.asks() && body.control().isStopping();
            stage.complete(cancelled ? new Outcome.Cancelled() : outcome(body, script));
        });
        return stage;
    }

    private static Outcome outcome(Body body, Script script) {
        if (script.kind() == Script.Kind.FAILING) {
            return failed(body, "failing");
        }
        if (script.isRetrying() && body.attempt() <= script.failures()) {
            return retrying(body, script);
        }
        return new Outcome.Succeeded("null");
    }

    private static Outcome retrying(Body body, Script script) {
        return new Outcome.Retrying(error(body, "not yet"), Duration.ofNanos(script.retryNanos()));
    }

    private static Outcome failed(Body body, String why) {
        return new Outcome.Failed(error(body, why));
    }

    private static final class Unreadable extends UnreadablePayloadException {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken", null, false, false);
        }
    }

    private static TaskError error(Body body, String why) {
        return new TaskError(
                "Simulated",
                why,
                why,
                body.attempt(),
                SteppedWorker.claim(body.control()).claimId(),
                Instant.EPOCH);
    }
}
