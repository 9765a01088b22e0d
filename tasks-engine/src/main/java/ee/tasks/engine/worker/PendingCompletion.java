package ee.tasks.engine.worker;

import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parking;

/** What is to be written so that this node no longer holds a claim, and how often that was tried. */
final class PendingCompletion {

    enum Kind {
        COMPLETE,
        RELEASE,
        PARK
    }

    private final Run run;
    private final Kind kind;
    private final Parking why;
    private final String reason;
    private final long since;
    private Outcome outcome;
    private boolean replaced;
    private Backoff pauses;
    private int refusals;
    private long refusedSince;
    private long nextTry;
    private boolean inside;
    private boolean done;

    private PendingCompletion(Run run, Kind kind, Outcome outcome, Parking why, String reason, long since) {
        this.run = run;
        this.kind = kind;
        this.outcome = outcome;
        this.why = why;
        this.reason = reason;
        this.since = since;
    }

    static PendingCompletion complete(Run run, Outcome outcome, long now) {
        return new PendingCompletion(run, Kind.COMPLETE, outcome, null, null, now);
    }

    static PendingCompletion release(Run run, long now) {
        return new PendingCompletion(run, Kind.RELEASE, null, null, null, now);
    }

    static PendingCompletion park(Run run, Parking why, String reason, long now) {
        return new PendingCompletion(run, Kind.PARK, null, why, reason, now);
    }

    Run run() {
        return run;
    }

    Kind kind() {
        return kind;
    }

    Outcome outcome() {
        return outcome;
    }

    Parking why() {
        return why;
    }

    String reason() {
        return reason;
    }

    long since() {
        return since;
    }

    Completion completion() {
        inside = run.stay().isLimited() && run.isAbandoned();
        return new Completion(run.claim(), outcome, run.startedAt(), inside);
    }

    /** What was last sent says that the call had not returned. */
    boolean wasInside() {
        return inside;
    }

    /** Others can run what is released or parked, and what must not be run again is written before it can be lost. */
    boolean isUrgent() {
        return kind != Kind.COMPLETE || run.claimed().startsAlone();
    }

    /** From now on it is tried alone. */
    void suspect(Backoff between) {
        pauses = between;
    }

    boolean isSuspect() {
        return pauses != null;
    }

    void pause(long now) {
        nextTry = now + pauses.next();
    }

    /** When it is to be tried, once it is suspect. */
    long nextTry() {
        return nextTry;
    }

    /** @return whether its present outcome was refused that often, over that time */
    boolean refused(int times, long nanos, long now) {
        if (refusals++ == 0) {
            refusedSince = now;
        }
        return refusals >= times && now - refusedSince >= nanos;
    }

    /** It is written, or nothing is to be written any more. */
    void done() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    void replace(Outcome other) {
        outcome = other;
        replaced = true;
        refusals = 0;
    }

    boolean isReplaced() {
        return replaced;
    }
}
