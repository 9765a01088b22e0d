package ee.tasks.engine.worker;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One claimed task in this worker's hands, from the claim until its end is written. */
final class Run implements TaskControl {

    private enum Phase {
        WAITING,
        CALLED,
        DETACHED,
        ENDED
    }

    private final Node node;
    private final ClaimedTask claimed;
    private final long claimedAt;
    private final RunLink link;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile boolean dropped;
    private volatile Instant startedAt;
    private volatile CompletableFuture<Outcome> stage;
    private volatile JoinedCompletion joined = JoinedCompletion.Nothing.UNASKED;
    private volatile TimeoutException tooLate;
    private volatile boolean abandoned;
    private volatile boolean askedToStop;
    private final AtomicBoolean inHand = new AtomicBoolean(true);
    private final AtomicBoolean lost = new AtomicBoolean();
    private boolean limited;
    private boolean committing;
    private int interrupts;
    private long deadline;
    private Thread thread;

    Run(Node node, ClaimedTask claimed, long claimedAt, RunLink link) {
        this.node = node;
        this.claimed = claimed;
        this.claimedAt = claimedAt;
        this.link = link;
        node.took();
    }

    Node node() {
        return node;
    }

    /** Its node no longer has it in hand; said once, however often it is called. */
    void gave() {
        if (inHand.getAndSet(false)) {
            node.gave();
        }
    }

    TaskRecord task() {
        return claimed.task();
    }

    Claim claim() {
        return claimed.claim();
    }

    boolean startsAlone() {
        return claimed.startsAlone();
    }

    boolean rerunIfLost() {
        return claimed.rerunIfLost();
    }

    long claimedAt() {
        return claimedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** @param estimate of the store's time, which may be off by half a round trip; no task starts before it was claimed */
    synchronized void begin(Instant estimate) {
        Instant claimed = task().lastAttemptedAt();
        startedAt = claimed != null && claimed.isAfter(estimate) ? claimed : estimate;
        phase.set(Phase.CALLED);
        thread = Thread.currentThread();
        if (dropped) {
            interrupt();
        }
    }

    synchronized void limit(long latest) {
        limited = true;
        deadline = latest;
    }

    /** @return nanoseconds until its call is past its limit, or past the time it was given to stop */
    synchronized long left(long now) {
        return limited && thread != null && !committing ? deadline - now : Round.FOREVER;
    }

    /** Whatever the call comes to from now on, this is what its attempt fails with. */
    synchronized void tellTooLate(TimeoutException failure, long latest) {
        if (thread != null && !committing) {
            failure.setStackTrace(thread.getStackTrace());
            tooLate = failure;
            deadline = latest;
            interrupt();
        }
    }

    /** What its attempt fails with; {@code null} unless it was told to stop because of its time limit. */
    TimeoutException tooLate() {
        return tooLate;
    }

    /** @return whether its call had not returned, and does so to nobody now */
    synchronized boolean abandon() {
        abandoned = thread != null;
        return abandoned;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** The call returned: from now on no interrupt meant for this task reaches its thread. */
    synchronized void leaveThread() {
        thread = null;
        Thread.interrupted();
    }

    /** The worker stops. A run that may be given back is asked to stop, too, where interrupts must not be. */
    void askToStop() {
        askedToStop = rerunIfLost();
        interrupt();
    }

    private synchronized void interrupt() {
        if (thread != null && !committing && link.mayInterrupt()) {
            interrupts++;
            thread.interrupt();
        }
    }

    /** @return whether the task goes on without its thread, and so takes the slot with it */
    boolean detach(CompletableFuture<Outcome> goingOn) {
        boolean detached = phase.compareAndSet(Phase.CALLED, Phase.DETACHED);
        stage = goingOn;
        if (dropped) {
            giveUpStage();
        }
        return detached;
    }

    /** Has the task's stage cancelled and its beans destroyed, on this thread: never under a lock. */
    void giveUpStage() {
        CompletableFuture<Outcome> goingOn = stage;
        if (goingOn != null) {
            goingOn.completeExceptionally(new CancellationException());
        }
    }

    /** @return whether it held a slot of its own */
    boolean end() {
        return phase.getAndSet(Phase.ENDED) == Phase.DETACHED;
    }

    /** Its outcome is of no use to anybody any more; {@link #giveUpStage} is to follow. */
    void drop() {
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

    /** @param workerStopping whether its worker stops */
    RunFacts facts(boolean workerStopping) {
        return new RunFacts(joined, dropped, Optional.ofNullable(tooLate), rerunIfLost(), askedToStop, workerStopping);
    }

    /** Notes that others have the claim. Counts once: the task's thread and the one that watches leases may both see it. */
    void lose() {
        if (!lost.getAndSet(true)) {
            link.lost(task());
        }
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
    boolean hasEnded(TaskRecord now) {
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
        if (written.lost().isEmpty()) {
            joined = new JoinedCompletion.Written(outcome, written);
            return Joined.WRITTEN;
        }
        if (joined().isEmpty()) {
            joined = JoinedCompletion.Nothing.CLAIM_LOST;
        }
        return Joined.CLAIM_LOST;
    }

    /** From then on the commit decides, and its limit is the transaction's. */
    private synchronized boolean mayCommit() {
        committing = isOurs() && tooLate == null;
        if (committing) {
            Thread.interrupted(); // was meant for the method, which has returned
        }
        return committing;
    }

    /** Asked after a rollback: the call may be made again. */
    @Override
    public boolean isLostRace(Throwable failure) {
        synchronized (this) {
            committing = false;
        }
        return link.isLostRace(failure);
    }

    @Override
    public boolean isStopping() {
        return !isOurs() || tooLate != null || askedToStop || keepingInterrupts(() -> link.isStopping(claim()));
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
        return Thread.currentThread() == thread ? interrupts : 0;
    }

    private boolean isOurs() {
        return !dropped && !abandoned && phase.get() != Phase.ENDED;
    }
}
