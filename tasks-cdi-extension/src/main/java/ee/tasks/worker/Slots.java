package ee.tasks.worker;

import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.UnreadablePayloadException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs held tasks on the executor, at most {@code concurrency} at once. One turn on an executor thread runs tasks one after
 * the other for a while, then queues up again, so that others get the thread, too.
 */
final class Slots {

    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Site site;
    private final Holdings holdings;
    private final TaskRunner runner;
    private final Executor executor;
    private final Heartbeat heartbeat;
    private final Completer completer;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean refused;
    private volatile boolean moreDue;

    Slots(
            Site site,
            Holdings holdings,
            TaskRunner runner,
            Executor executor,
            Heartbeat heartbeat,
            Completer completer) {
        this.site = site;
        this.holdings = holdings;
        this.runner = runner;
        this.executor = executor;
        this.heartbeat = heartbeat;
        this.completer = completer;
    }

    int free() {
        return site.settings().concurrency() - held.get();
    }

    /** The executor took nothing at the last try. */
    boolean isRefused() {
        return refused;
    }

    /** Whether slots that come free shall wake the claimer. */
    void moreDue(boolean more) {
        moreDue = more;
    }

    /**
     * Sees to it that held tasks get threads. Called on the worker's threads and the executor's only: a managed executor
     * gives its tasks the context of the thread that submits them.
     */
    void dispatch() {
        // After a refusal one turn with nothing to run tries whether that is over, so that nothing is claimed in vain.
        int wanted = Math.max(holdings.waiting() - queued.get(), refused ? 1 : 0);
        while (wanted-- > 0 && acquire()) {
            refused = !submit();
            if (refused) {
                held.decrementAndGet();
                return;
            }
        }
    }

    private boolean submit() {
        queued.incrementAndGet();
        try {
            executor.execute(this::turn);
            return true;
        } catch (RuntimeException | Error e) {
            queued.decrementAndGet();
            WorkerMessage.debug("the executor takes nothing now: %s", e);
            return false;
        }
    }

    private boolean acquire() {
        int most = site.settings().concurrency();
        return held.getAndUpdate(n -> n < most ? n + 1 : n) < most;
    }

    private void turn() {
        queued.decrementAndGet();
        long until = site.now() + TURN;
        boolean slot = true;
        try {
            for (Run run = holdings.take(); run != null; run = slot ? holdings.take() : null) {
                roomMade();
                slot = call(run) || acquire();
                if (slot && site.now() - until >= 0 && submit()) {
                    slot = false;
                    return;
                }
            }
        } finally {
            if (slot) {
                held.decrementAndGet();
            }
        }
        if (holdings.waiting() > 0) {
            dispatch();
        }
        roomMade();
    }

    private void roomMade() {
        if (moreDue) {
            site.signals().claim().raise();
        }
    }

    /** Those that were dropped; on an executor's thread, if it has one: what hangs on a stage is the application's code. */
    void giveUpStages(List<Run> runs) {
        Runnable turn = () -> runs.forEach(Run::giveUpStage);
        try {
            executor.execute(turn);
        } catch (RuntimeException | Error e) {
            turn.run();
        }
    }

    /** @return whether the slot is free for the next */
    private boolean call(Run run) {
        try {
            if (!mayStart(run)) {
                return true;
            }
            CompletionStage<Outcome> stage = invoke(run);
            if (stage == null) {
                return true;
            }
            CompletableFuture<Outcome> goingOn = stage.toCompletableFuture();
            goingOn.whenComplete((outcome, problem) -> ended(run, outcome, problem));
            return !run.detach(goingOn);
        } catch (Throwable problem) {
            ended(run, null, problem);
            return true;
        }
    }

    private boolean mayStart(Run run) {
        if (!isHeld(run)) {
            return false;
        }
        if (!run.startsAlone()) {
            return true;
        }
        try {
            if (site.store().markStarted(run.claim())) {
                // The answer may have come when the lease was over, and others have the task.
                return isHeld(run);
            }
            run.drop();
            site.tally().lost(run);
            end(run, null);
        } catch (RuntimeException | Error e) {
            // Whether it is marked or not, it has not started.
            WorkerMessage.debug(
                    "task %s is given back, it could not be marked started: %s",
                    run.claim().id(), e);
            end(run, Ending.release(run, site.now()));
        }
        return false;
    }

    private boolean isHeld(Run run) {
        if (!run.isDropped() && run.node().isAlive(site.now())) {
            return true;
        }
        if (!run.isDropped()) {
            run.drop();
            site.tally().lost(run);
        }
        end(run, null);
        return false;
    }

    private CompletionStage<Outcome> invoke(Run run) {
        run.begin(heartbeat.storeTime());
        try {
            return runner.run(run.task(), run);
        } catch (UnreadablePayloadException e) {
            end(run, Ending.park(run, e.getMessage(), site.now()));
            return null;
        } catch (Throwable problem) {
            return CompletableFuture.failedFuture(problem);
        } finally {
            run.leaveThread();
        }
    }

    /** On any thread. */
    private void ended(Run run, Outcome outcome, Throwable problem) {
        if (run.isWritten(outcome)) {
            completer.written(run, outcome);
            end(run, null);
            return;
        }
        if (run.isClaimLost() && run.joined() == null) {
            run.drop();
            site.tally().lost(run);
        }
        if (run.isDropped()) {
            end(run, null);
            return;
        }
        Outcome end = outcome;
        if (end == null) {
            Throwable cause = problem != null ? problem : new NullPointerException("outcome");
            WorkerMessage.OUTCOME_UNREADABLE.log(cause);
            end = run.failed(cause, heartbeat.storeTime());
        }
        boolean failed = end instanceof Outcome.Failed || end instanceof Outcome.Retrying;
        // What fails once the stop began failed because of it, as far as anybody can tell; a run that was marked
        // started
        // may have to be the only one.
        boolean giveBack = failed && holdings.isClosed() && !run.startsAlone();
        end(run, giveBack ? Ending.release(run, site.now()) : Ending.complete(run, end, site.now()));
    }

    private void end(Run run, Ending ending) {
        holdings.ended(run);
        if (ending != null && !run.isDropped()) {
            completer.add(ending);
        } else {
            run.node().gave();
        }
        if (run.end()) {
            held.decrementAndGet();
            site.signals().claim().raise();
        }
        if (holdings.isClosed()) {
            site.signals().stop().raise();
        }
    }
}
