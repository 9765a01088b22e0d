package ee.tasks.engine.worker;

import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parking;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs claimed tasks on the executor, and counts the slots that they take.
 *
 * <p><b>How many:</b> {@link WorkerSettings#concurrency} at once. A task whose stage goes on takes its slot with it. An abandoned call leaves
 * its slot to others, but no more of them than there are slots: what hangs must not keep others from running, nor hold every thread.
 *
 * <p><b>How long:</b> a turn on an executor thread runs tasks one after the other for {@code TURN} (100 ms), then queues up again, so that
 * others get the thread, too. A call that is past its task's time limit is interrupted, and abandoned {@link Timeouts#GRACE} (5 s) later.
 *
 * <p><b>Before a call:</b> what is not held any more does not start. What must not run twice at once is marked started in the store; if that
 * fails, it is given back. <b>After it,</b> {@link Decision} says what becomes of the claim, and {@code carryOut} has all effects of that.
 *
 * <p><b>On failure:</b> an executor that refuses is tried again with one turn each time the claimer looks, and nothing is claimed
 * meanwhile. What fails outside of the task's code is logged and fails the attempt. If not even that can be noted, for want of memory most
 * likely, the claim is dropped and its node given up, so that others run the task again.
 */
final class Slots {

    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Site site;
    private final Holdings holdings;
    private final TaskRunner runner;
    private final Executor executor;
    private final Heartbeat heartbeat;
    private final Completer completer;
    private final Timeouts timeouts;
    private final LeaseEnds leaseEnds;
    private final Admission admission;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private volatile boolean refused;
    private volatile boolean moreDue;

    Slots(
            Site site,
            Holdings holdings,
            TaskRunner runner,
            Executor executor,
            Heartbeat heartbeat,
            Completer completer,
            Timeouts timeouts,
            LeaseEnds leaseEnds,
            Admission admission) {
        this.site = site;
        this.holdings = holdings;
        this.runner = runner;
        this.executor = executor;
        this.heartbeat = heartbeat;
        this.completer = completer;
        this.timeouts = timeouts;
        this.leaseEnds = leaseEnds;
        this.admission = admission;
    }

    int free() {
        return maxHeld() - held.get();
    }

    private int maxHeld() {
        int concurrency = site.settings().concurrency();
        return concurrency + Math.min(abandoned.get(), concurrency);
    }

    /** How many threads are in calls that nobody waits for any more. */
    int abandoned() {
        return abandoned.get();
    }

    /** The executor took nothing at the last try. */
    boolean isRefused() {
        return refused;
    }

    /** Sets whether slots that come free wake the claimer. */
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
        for (int now = held.get(); now < maxHeld(); now = held.get()) {
            if (held.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void turn() {
        queued.decrementAndGet();
        long until = site.now() + TURN;
        boolean slot = true;
        try {
            for (Run run = holdings.take(); run != null; run = slot ? holdings.take() : null) {
                roomMade();
                slot = call(run) || acquire();
                if (slot && site.now() - until >= 0) {
                    slot = !submit();
                    if (slot) {
                        // A server that is being suspended refuses, and must not be kept busy with what has not
                        // started.
                        refused = true;
                        site.signals().claim().raise();
                    }
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
            CompletableFuture<Outcome> goingOn = invoke(run).toCompletableFuture();
            if (run.isDone()) { // it was abandoned
                returned(run, goingOn);
                return false;
            }
            run.timeout().ifPresent(goingOn::completeExceptionally);
            boolean detaches = !goingOn.isDone();
            if (detaches) {
                run.detach(goingOn);
            }
            goingOn.whenComplete((outcome, problem) -> concluded(run, outcome, problem));
            return !detaches;
        } catch (Throwable problem) {
            boolean detached = run.isDetached(); // then its completion frees the slot
            concluded(run, null, problem);
            return !detached;
        }
    }

    /** Its call is past its limit and does not return: the attempt fails without it. */
    void abandon(Run run) {
        Optional<CallResult> result = run.abandon();
        if (result.isEmpty()) {
            return;
        }
        int threads = abandoned.incrementAndGet();
        try {
            WorkerMessage.ABANDONED.log(run.task().task(), run.task().id(), Duration.ofNanos(Timeouts.GRACE), threads);
            if (threads == 2 * site.settings().concurrency()) {
                WorkerMessage.ALL_ABANDONED.log(site.settings().nodeName(), threads);
            }
        } finally { // whatever the log does: nobody looks at this run again
            concluded(run, result.get());
            site.signals().claim().raise();
        }
    }

    /** From an abandoned call, with an outcome for nobody. */
    private void returned(Run run, CompletableFuture<Outcome> late) {
        abandoned.decrementAndGet();
        held.decrementAndGet();
        admission.left(run);
        late.completeExceptionally(new CancellationException());
    }

    private boolean mayStart(Run run) {
        boolean may = !isTooLate(run) && isHeld(run) && isMarked(run) && !isTooLate(run);
        if (may && !run.stay().enter()) {
            carryOut(run, Decision.Nothing.DROPPED);
            return false;
        }
        return may;
    }

    private boolean isTooLate(Run run) {
        boolean isTooLate = leaseEnds.isNear(run) || run.claimed().hasExpired(heartbeat.storeTime());
        if (isTooLate) {
            carryOut(run, new Decision.GiveBack()); // the store cancels what has expired
        }
        return isTooLate;
    }

    /** Whether it is marked as started, if it has to be, and held then. */
    private boolean isMarked(Run run) {
        if (!run.claimed().startsAlone()) {
            return true;
        }
        try {
            if (site.store().markStarted(run.claim())) {
                // The answer may have come when the lease was over, and others have the task.
                return isHeld(run);
            }
            carryOut(run, Decision.Nothing.CLAIM_LOST);
        } catch (RuntimeException | Error e) {
            // Whether it is marked or not, it has not started.
            WorkerMessage.debug(
                    "task %s is given back, it could not be marked started: %s",
                    run.claim().id(), e);
            carryOut(run, new Decision.GiveBack());
        }
        return false;
    }

    private boolean isHeld(Run run) {
        if (run.isHeld(site.now())) {
            return true;
        }
        carryOut(run, run.isDropped() ? Decision.Nothing.DROPPED : Decision.Nothing.CLAIM_LOST);
        return false;
    }

    private CompletionStage<Outcome> invoke(Run run) {
        run.start(heartbeat.storeTime());
        try {
            timeouts.start(run);
            leaseEnds.start(run);
            return runner.run(run.task(), run);
        } catch (Throwable problem) {
            return CompletableFuture.failedFuture(problem);
        } finally {
            run.leaveThread();
        }
    }

    /** On any thread. */
    private void concluded(Run run, Outcome outcome, Throwable problem) {
        admission.left(run);
        try {
            concluded(run, CallResult.of(outcome, problem));
        } catch (Throwable tooMuch) {
            giveUp(run);
        }
    }

    private void concluded(Run run, CallResult result) {
        try {
            carryOut(
                    run, Decision.of(run.facts(holdings.isClosed() || run.stay().isCutShort()), result));
        } catch (Throwable tooMuch) {
            giveUp(run);
        }
    }

    /** Or else it would be RUNNING for as long as this JVM lives. */
    private void giveUp(Run run) {
        run.drop();
        heartbeat.taint(run.node());
        try {
            run.lose();
        } catch (Throwable tooMuch) {
            // It is counted by then; there is no memory for a line.
        } finally {
            forget(run);
        }
    }

    /** All effects that a decision has: on the log, on what is to be written, on what is counted and on the slot. */
    private void carryOut(Run run, Decision decision) {
        if (decision instanceof Decision.Complete complete) {
            handOver(run, PendingCompletion.complete(run, complete.outcome(), site.now()));
        } else if (decision instanceof Decision.Committed committed) {
            try {
                completer.committed(run, committed);
            } finally {
                letGo(run);
            }
        } else if (decision instanceof Decision.TimedOut timedOut) {
            handOver(run, PendingCompletion.complete(run, failed(run, timedOut.failure()), site.now()));
        } else if (decision instanceof Decision.Broken broken) {
            WorkerMessage.INTERNAL_ERROR.log(
                    broken.problem(), run.task().task(), run.task().id());
            handOver(
                    run,
                    broken.givenBack()
                            ? PendingCompletion.release(run, site.now())
                            : PendingCompletion.complete(
                                    run, run.failed(broken.problem(), heartbeat.storeTime()), site.now()));
        } else if (decision instanceof Decision.GiveBack) {
            handOver(run, PendingCompletion.release(run, site.now()));
        } else if (decision instanceof Decision.Park park) {
            handOver(run, PendingCompletion.park(run, Parking.UNREADABLE, park.reason(), site.now()));
        } else if (decision instanceof Decision.Nothing nothing) {
            if (nothing == Decision.Nothing.CLAIM_LOST) {
                run.drop();
                run.lose();
            }
            forget(run);
        } else {
            throw new IllegalStateException("no effects are known of " + decision);
        }
    }

    private Outcome failed(Run run, TimeoutException failure) {
        try {
            return runner.failed(run.task(), run, failure);
        } catch (RuntimeException | Error e) {
            return run.failed(failure, heartbeat.storeTime());
        }
    }

    private void handOver(Run run, PendingCompletion completion) {
        holdings.remove(run);
        if (run.isDropped()) {
            admission.settled(run);
            run.gave();
        } else {
            completer.add(completion);
        }
        freeSlot(run);
    }

    private void forget(Run run) {
        try {
            admission.settled(run);
        } finally {
            letGo(run);
        }
    }

    private void letGo(Run run) {
        holdings.remove(run);
        run.gave();
        freeSlot(run);
    }

    private void freeSlot(Run run) {
        if (run.done()) {
            held.decrementAndGet();
            site.signals().claim().raise();
        }
        if (holdings.isClosed()) {
            site.signals().stop().raise();
        }
    }
}
