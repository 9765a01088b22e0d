package ee.tasks.engine.worker;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.engine.worker.Phase.Abandoned;
import ee.tasks.engine.worker.Phase.Committing;
import ee.tasks.engine.worker.Phase.Detached;
import ee.tasks.engine.worker.Phase.InGracePeriod;
import ee.tasks.engine.worker.Phase.OnThread;
import ee.tasks.engine.worker.Phase.Overdue;
import ee.tasks.engine.worker.Phase.Running;
import ee.tasks.engine.worker.Phase.Simple;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One claimed task in this worker's hands, from the claim until its completion is written.
 *
 * <p>The thread that runs it, the one that watches leases and time limits, the one that stops the worker and the one that writes
 * completions meet here. There is one lock, this object's own, and whatever changes is changed under it; an interrupt is sent under it,
 * too, so that none reaches a thread that has left. Who only looks reads what is volatile. Nothing is called under it that may wait: of
 * the store only {@link ee.tasks.spi.TaskStore#toleratesInterrupts}, which must not.
 */
final class Run implements TaskControl {

    private final Node node;
    private final ClaimedTask claimed;
    private final GateStay stay;
    private final long claimedAt;
    private final RunLink link;
    private volatile Phase phase = Simple.WAITING;
    private volatile Instant startedAt;
    private volatile JoinedCompletion joined = JoinedCompletion.NotWritten.UNASKED;
    private volatile boolean dropped;
    private volatile boolean cancellationRequested;
    private boolean lost;
    private boolean inHand = true;
    private int interrupts;

    Run(Node node, ClaimedTask claimed, long claimedAt, RunLink link) {
        this.node = node;
        this.claimed = claimed;
        stay = new GateStay(node, link.isLimited(claimed.task()));
        this.claimedAt = claimedAt;
        this.link = link;
        node.took();
    }

    Node node() {
        return node;
    }

    TaskRecord task() {
        return claimed.task();
    }

    Claim claim() {
        return claimed.claim();
    }

    ClaimedTask claimed() {
        return claimed;
    }

    boolean rerunIfLost() {
        return claimed.rerunIfLost();
    }

    long claimedAt() {
        return claimedAt;
    }

    /** By the node's estimate of the store's time; {@code null} before. */
    Instant startedAt() {
        return startedAt;
    }

    /** @param estimate of the store's time, which may be off by half a round trip; no task starts before it was claimed */
    synchronized void start(Instant estimate) {
        Instant claimed = task().lastAttemptedAt();
        startedAt = claimed != null && claimed.isAfter(estimate) ? claimed : estimate;
        phase = new Running(Thread.currentThread(), OptionalLong.empty());
        if (dropped || stay.isCutShort()) {
            interrupt();
        }
    }

    synchronized void limit(long deadline) {
        if (phase instanceof Running running) {
            phase = new Running(running.thread(), OptionalLong.of(deadline));
        }
    }

    /** @return nanoseconds until its call is past its limit, or past the time it had to return */
    long left(long now) {
        Phase present = phase;
        if (present instanceof InGracePeriod inGrace) {
            return inGrace.graceUntil() - now;
        }
        return present instanceof Running running && running.deadline().isPresent()
                ? running.deadline().getAsLong() - now
                : Round.FOREVER;
    }

    /** Whatever the call comes to from now on, this is what its attempt fails with. */
    synchronized void timeOut(TimeoutException failure, long graceUntil) {
        if (phase instanceof Running running) {
            failure.setStackTrace(running.thread().getStackTrace());
            phase = new InGracePeriod(running.thread(), failure, graceUntil);
            interrupt();
        }
    }

    /** What its attempt fails with, if its time was up before its call returned. */
    Optional<TimeoutException> timeout() {
        Phase present = phase;
        if (present instanceof InGracePeriod inGrace) {
            return Optional.of(inGrace.failure());
        }
        return present instanceof Overdue overdue ? Optional.of(overdue.failure()) : Optional.empty();
    }

    /** @return what becomes of its attempt, if its call has not returned, and does so to nobody now */
    synchronized Optional<CallResult> abandon() {
        if (phase instanceof InGracePeriod inGrace) {
            Optional<CallResult> result = Optional.of(new CallResult.NotReturned(inGrace.failure()));
            phase = new Abandoned(inGrace.thread());
            return result;
        }
        return Optional.empty();
    }

    boolean isAbandoned() {
        return phase instanceof Abandoned;
    }

    GateStay stay() {
        return stay;
    }

    /** The call returned: from now on no interrupt meant for this task reaches its thread. */
    synchronized void leaveThread() {
        Phase before = phase;
        phase = before instanceof Abandoned
                ? Simple.DONE
                : Simple.RETURNED; // first, since there may be no memory for more
        Thread.interrupted();
        if (before instanceof InGracePeriod inGrace) {
            phase = new Overdue(inGrace.failure());
        }
    }

    /** The worker stops. A run that may be given back sees the request also where the store tolerates no interrupts. */
    synchronized void requestCancellation() {
        cancellationRequested = rerunIfLost();
        interrupt();
    }

    private synchronized void interrupt() {
        if (phase instanceof OnThread call && !(call instanceof Committing) && link.mayInterrupt()) {
            interrupts++;
            call.thread().interrupt();
        }
    }

    /** Its call has returned, and it goes on without its thread; it takes the slot with it. */
    void detach(CompletableFuture<Outcome> stage) {
        synchronized (this) {
            phase = new Detached(stage);
        }
        if (dropped) {
            giveUpStage();
        }
    }

    boolean isDetached() {
        return phase instanceof Detached;
    }

    /** Has the task's stage cancelled and its beans destroyed, on this thread: never under a lock. */
    void giveUpStage() {
        if (phase instanceof Detached detached) {
            detached.stage().completeExceptionally(new CancellationException());
        }
    }

    /** @return whether it held a slot of its own */
    synchronized boolean done() {
        boolean isDetached = phase instanceof Detached;
        if (!isAbandoned()) {
            phase = Simple.DONE;
        }
        return isDetached;
    }

    /** Nothing is held here any more; a call that leaves its thread finds it so if it was abandoned. */
    boolean isDone() {
        return phase == Simple.DONE;
    }

    /** Its outcome is of no use to anybody any more; {@link #giveUpStage} is to follow. */
    synchronized void drop() {
        dropped = true;
        interrupt();
    }

    boolean isDropped() {
        return dropped;
    }

    /** Not dropped, and its node's lease runs: what it comes to may still be written. */
    boolean isHeld(long now) {
        return !dropped && node.isAlive(now);
    }

    /** Notes that others have the claim. Counts once: the task's thread and the one that watches leases may both see it. */
    void lose() {
        synchronized (this) {
            if (lost) {
                return;
            }
            lost = true;
        }
        link.lost(task());
    }

    /** Its node no longer has it in hand; said once, however often it is called. */
    void gave() {
        synchronized (this) {
            if (!inHand) {
                return;
            }
            inHand = false;
        }
        node.gave();
    }

    /** @param workerStopping whether its worker stops */
    synchronized RunFacts facts(boolean workerStopping) {
        return new RunFacts(joined, dropped, timeout(), rerunIfLost(), cancellationRequested, workerStopping);
    }

    Outcome failed(Throwable problem, Instant now) {
        String trace;
        try {
            StringWriter text = new StringWriter();
            problem.printStackTrace(new PrintWriter(text));
            trace = text.toString();
        } catch (Throwable tooMuch) {
            trace = "";
        }
        return failed(problem.getClass().getName(), problem.getMessage(), trace, now);
    }

    Outcome failed(String exceptionClass, String message, String trace, Instant now) {
        return new Outcome.Failed(new TaskError(exceptionClass, message, trace, task().attempts(), node.id(), now));
    }

    @Override
    public int attemptsBefore() {
        return claimed.attemptsBefore();
    }

    @Override
    public void progress(TaskProgress progress) {
        if (isOurs()) {
            keepingInterrupts(() -> {
                link.progress(claim(), progress);
                return null;
            });
        }
    }

    @Override
    public void metadata(String key, String value) {
        if (isOurs()) {
            keepingInterrupts(() -> {
                link.metadata(claim(), key, value);
                return null;
            });
        }
    }

    @Override
    public Optional<Instant> scheduledFor() {
        return keepingInterrupts(() -> link.scheduledFor(claim()));
    }

    /** What may be committed although the run has another outcome. */
    Optional<JoinedCompletion.Written> joined() {
        return joined instanceof JoinedCompletion.Written written ? Optional.of(written) : Optional.empty();
    }

    /** @return whether this run's success is what the store has */
    boolean hasSucceeded(TaskRecord now) {
        List<String> workers = now.workerIds();
        return now.status() == TaskStatus.SUCCESSFUL
                && now.attempts() == task().attempts()
                && node.id().equals(workers.get(workers.size() - 1));
    }

    @Override
    public Joined joinTransaction(Outcome.Succeeded outcome) {
        if (!mayCommit()) {
            return Joined.CLAIM_LOST;
        }
        if (!link.joinsTransaction()) {
            return Joined.NOT_ABLE;
        }
        Completed written = link.complete(new Completion(claim(), outcome, startedAt));
        return joined(outcome, written);
    }

    private synchronized Joined joined(Outcome.Succeeded outcome, Completed written) {
        if (written.lost().isEmpty()) {
            joined = new JoinedCompletion.Written(outcome, written);
            return Joined.WRITTEN;
        }
        if (joined().isEmpty()) {
            joined = JoinedCompletion.NotWritten.CLAIM_LOST;
        }
        return Joined.CLAIM_LOST;
    }

    /** From then on the commit decides, and its limit is the transaction's. */
    private synchronized boolean mayCommit() {
        if (!isOurs() || timeout().isPresent()) {
            return false;
        }
        if (phase instanceof Running running) {
            phase = new Committing(running.thread(), running.deadline());
        }
        Thread.interrupted(); // was meant for the method, which has returned
        return true;
    }

    /** Asked after a rollback: the call may be made again. */
    @Override
    public boolean isLostRace(Throwable failure) {
        goOn();
        return link.isLostRace(failure);
    }

    private synchronized void goOn() {
        if (phase instanceof Committing committing) {
            phase = new Running(committing.thread(), committing.deadline());
        }
    }

    @Override
    public boolean isStopping() {
        return !isOurs()
                || timeout().isPresent()
                || cancellationRequested
                || keepingInterrupts(() -> link.isStopping(claim()));
    }

    /**
     * A call into the store, after which its thread is interrupted if it was so before, or became so meanwhile: a pool or a driver may
     * have cleared the flag and thrown, and the task would never learn that it is to stop.
     */
    private <T> T keepingInterrupts(Supplier<T> call) {
        // In this order: an interrupt that comes between the two is seen by the second.
        int interruptsBefore = interrupts();
        boolean before = Thread.currentThread().isInterrupted();
        try {
            return call.get();
        } finally {
            if (before || interrupts() != interruptsBefore) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How often the present thread was interrupted because of this task; 0 if it is not the task's. */
    private synchronized int interrupts() {
        return phase instanceof OnThread call && call.thread() == Thread.currentThread() ? interrupts : 0;
    }

    private boolean isOurs() {
        Phase present = phase;
        return !dropped && present != Simple.DONE && !(present instanceof Abandoned);
    }
}
