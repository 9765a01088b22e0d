package ee.tasks.engine.worker.simulation;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;

/** What the ledger knows of one task, and what may become of it. */
final class Entry {

    final Script script;
    private static final int REFUSALS = 5;
    /** A quarter of the shortest lease. */
    private static final long REFUSED_FOR = Duration.ofMillis(2_500).toNanos();

    private final World world;
    private final boolean mayWaitInVain;
    private final int maxLosses;
    /** {@code null} if it does not expire. */
    private final Instant expiresAt;

    private TaskRecord record;
    /** The valid one, if there is one. */
    private Claim claim;

    private String node;
    private boolean marked;
    private Body body;
    private boolean cancelRequested;
    private boolean wasLost;
    private int starts;
    private int attempts;
    private int losses;
    private int lostUnmarked;
    private int cutShort;
    private int told;
    private boolean interrupted;
    private int refusals;
    private long refusedSince;
    private int effects;
    private boolean isRefused;
    private boolean expired;

    Entry(World world, Script script, TaskRecord record, boolean mayWaitInVain, int maxLosses, Instant expiresAt) {
        this.world = world;
        this.mayWaitInVain = mayWaitInVain;
        this.script = script;
        this.record = record;
        this.maxLosses = maxLosses;
        this.expiresAt = expiresAt;
    }

    /** @return {@code null} if it does not expire */
    static Instant expiresAt(TaskRequest request, Instant now) {
        Duration delay = request.delay() == null ? Duration.ZERO : request.delay();
        return request.expireAfter() == null ? null : now.plus(delay).plus(request.expireAfter());
    }

    String id() {
        return record.id();
    }

    TaskStatus status() {
        return record.status();
    }

    boolean isHeld(Claim by) {
        return by.equals(claim);
    }

    boolean isHeldBy(String holder) {
        return holder.equals(node);
    }

    boolean isClaimed() {
        return claim != null;
    }

    String node() {
        return node;
    }

    /** The valid one, {@code null} if there is none. */
    Claim claim() {
        return claim;
    }

    /** Whether it has started under the valid claim, or nobody knows: the first start is not marked. */
    boolean mayHaveStarted() {
        return marked || (script.rerunIfLost() && !wasLost);
    }

    void cancel(TaskRecord now) {
        cancelRequested |= !status().isFinished();
        if (status() == TaskStatus.RUNNING) {
            unchanged(now, "cancelling");
        } else if (status().isFinished()) {
            unchanged(now, "cancelling");
        } else {
            record = now;
            require(status() == TaskStatus.CANCELLED, "cancelled from READY or WAITING, and not CANCELLED");
        }
    }

    /** @param others whether the same call has cancelled what had expired, and what waited for that need wait no more */
    void claimed(Claim by, String holder, boolean startsAlone, TaskRecord now, Instant at, boolean others) {
        require(!isLate(at), "claimed at %s, and expired at %s", at, expiresAt);
        require(claim == null, "claimed by %s while the claim of %s is valid", holder, node);
        boolean released = others && status() == TaskStatus.WAITING;
        require(status() == TaskStatus.READY || released, "claimed although %s", status());
        require(now.status() == TaskStatus.RUNNING, "claimed and not RUNNING but %s", now.status());
        require(startsAlone == (wasLost || !script.rerunIfLost()), "startsAlone is %s", startsAlone);
        claim = by;
        node = holder;
        refusals = 0;
        marked = false;
        body = null;
        record = now;
    }

    void marked(boolean accepted, Claim by, TaskRecord now) {
        require(accepted == isHeld(by), "marked started under a lost claim, or not under a valid one");
        if (accepted) {
            marked = true;
            record = now;
        } else {
            unchanged(now, "marking started under a lost claim");
        }
    }

    void started(Body starting, Claim by) {
        starts++;
        require(isHeld(by), "starts under a lost claim");
        require(body == null, "starts twice under one claim");
        require(mayHaveStarted(), "starts without having been marked");
        require(script.rerunIfLost() || starts == 1, "starts again, and must not be run again");
        require(starts <= most(), "starts for the %s. time", starts);
        body = starting;
    }

    /** Every failed attempt, every lost one, at least the one that was lost unmarked, and those that a stop cut short. */
    private int most() {
        return script.failures() + 1 + Math.max(maxLosses, 1) + 1 + cutShort;
    }

    void completed(Claim by, Outcome outcome, boolean lost, TaskRecord now, boolean isOpen) {
        require(lost != isHeld(by), "completed under a lost claim, or not under a valid one");
        if (lost) {
            unchanged(now, "completing under a lost claim");
            return;
        }
        require(body != null, "completed without having run");
        require(!isOpen || script.kind() == Script.Kind.ATOMIC, "completed while it runs");
        if (outcome instanceof Outcome.Failed failed && failed.error().message().startsWith("EETASK0408")) {
            require(refusals >= REFUSALS, "its outcome is replaced after %s refusals", refusals);
            require(world.now() - refusedSince >= REFUSED_FOR, "its outcome is replaced after too short a time");
            isRefused = true;
        }
        attempts++;
        unclaimed(status(outcome), now);
    }

    private TaskStatus status(Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded) {
            return TaskStatus.SUCCESSFUL;
        }
        if (outcome instanceof Outcome.Failed) {
            return TaskStatus.FAILED;
        }
        return outcome instanceof Outcome.Retrying ? ready() : TaskStatus.CANCELLED;
    }

    /** What an atomic task did is committed. */
    void effect() {
        effects++;
        require(effects == 1, "what it does is done twice");
    }

    /** An end of it was not taken, as far as its holder knows. */
    void refused(Claim by) {
        if (isHeld(by) && refusals++ == 0) {
            refusedSince = world.now();
        }
    }

    void released(Claim by, TaskRecord now, boolean isOpen) {
        if (!isHeld(by)) {
            unchanged(now, "giving back under a lost claim");
            return;
        }
        if (body != null) {
            require(!isOpen, "given back while it runs");
            require(body.machine().isStopping() || body.isCutShort(), "given back although it has started");
            require(script.rerunIfLost(), "given back after its start, and must not be run again");
            cutShort++;
        }
        unclaimed(ready(), now);
    }

    void parked(Claim by, TaskRecord now) {
        if (!isHeld(by)) {
            unchanged(now, "parking under a lost claim");
            return;
        }
        require(body == null, "parked although it has started");
        unclaimed(ready(), now);
    }

    /** Its node was given up, or left. */
    void lost(TaskRecord now) {
        boolean doubtful = !wasLost && script.rerunIfLost();
        wasLost = true;
        if (!marked) {
            attempts += doubtful ? 1 : 0;
            losses += doubtful ? 1 : 0;
            lostUnmarked += body == null ? 0 : 1;
            require(lostUnmarked <= 1, "lost unmarked for the %s. time after it had started", lostUnmarked);
            unclaimed(ready(), now);
            return;
        }
        attempts++;
        losses++;
        require(losses <= Math.max(maxLosses, 1) + 1, "lost for the %s. time", losses);
        unclaimed(losses > maxLosses || !script.rerunIfLost() ? TaskStatus.FAILED : ready(), now);
    }

    private TaskStatus ready() {
        return cancelRequested ? TaskStatus.CANCELLED : TaskStatus.READY;
    }

    private void unclaimed(TaskStatus expected, TaskRecord now) {
        claim = null;
        node = null;
        record = now;
        require(status() == expected, "is %s instead of %s", status(), expected);
        require(record.attempts() == attempts, "has %s attempts instead of %s", record.attempts(), attempts);
    }

    /** Its time to start is over, and it has not. */
    private boolean isLate(Instant at) {
        return expiresAt != null && attempts == 0 && losses == 0 && at.isAfter(expiresAt);
    }

    /**
     * By others' ends at most, or by time: what waited may wait no more.
     *
     * @return whether it has expired
     */
    boolean seen(TaskRecord now, Instant at) {
        if (now.status() == TaskStatus.CANCELLED && !status().isFinished() && claim == null && isLate(at)) {
            expired = true;
            record = now;
            world.say("%s expires", id());
            return true;
        }
        if (status() == TaskStatus.WAITING) {
            record = now;
            require(
                    status() == TaskStatus.WAITING || status() == TaskStatus.READY || status() == TaskStatus.CANCELLED,
                    "WAITING became %s",
                    status());
        } else {
            unchanged(now, "others' steps");
        }
        return false;
    }

    private void unchanged(TaskRecord now, String by) {
        // Notes of a running task may be written by whoever holds it.
        require(
                now.status() == record.status()
                        && now.attempts() == record.attempts()
                        && now.workerIds().equals(record.workerIds())
                        && now.errors().size() == record.errors().size(),
                "changed by %s: was %s in attempt %s, is %s in attempt %s",
                by,
                record.status(),
                record.attempts(),
                now.status(),
                now.attempts());
    }

    void told(Outcome outcome) {
        if (!(outcome instanceof Outcome.Retrying)) {
            told++;
            require(told == 1, "its end is told twice");
            require(status() == status(outcome), "it is told as %s, and is %s", status(outcome), status());
        }
    }

    /** When all is over. */
    void atRest() {
        require(status().isFinished(), "is %s in the end", status());
        boolean hasEffect = script.kind() == Script.Kind.ATOMIC && status() == TaskStatus.SUCCESSFUL;
        require(effects == (hasEffect ? 1 : 0), "is %s, and what it does is done %s times", status(), effects);
        boolean lostForGood = losses > maxLosses || (losses == 1 && !script.rerunIfLost());
        if (status() == TaskStatus.CANCELLED) {
            require(cancelRequested || mayWaitInVain || expired, "CANCELLED, and nobody asked for it");
        } else if (status() == TaskStatus.SUCCESSFUL) {
            require(script.mayEnd(true), "a task that must fail succeeded");
        } else {
            require(lostForGood || script.mayEnd(false) || interrupted || isRefused, "FAILED without a reason");
        }
    }

    void interrupted() {
        interrupted = true;
    }

    private void require(boolean holds, String rule, Object... facts) {
        if (!holds) {
            world.violated(id() + " " + script.kind() + ": " + rule.formatted(facts));
        }
    }
}
