package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.engine.worker.PendingCompletion.Kind;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.TaskStoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes completions, on a thread of its own; any thread adds them. Each is tried until it is written or its claim is lost.
 *
 * <p><b>What is written together:</b> up to {@value #GROUP} at once, those of one {@link Kind} with one call of the store. A round follows
 * when so many are there, when one is urgent, when nothing runs or waits on this node, or when the first has waited for
 * {@link WorkerSettings#linger}.
 *
 * <p><b>On failure,</b> the next round follows after a pause that doubles from 100 ms to {@code MAX_PAUSE} (5 s), at random up to half
 * shorter. What it means is found out: if another transaction was in the way, the group is written once more, and then in halves, down to
 * the row that is in the way; after more than {@value #MAX_RACES} such failures a round writes no more. Else the lease is renewed, which is
 * a write: if that fails too, the store is away and no row is to blame; if it works, the group is written in halves, down to the row that
 * is refused.
 *
 * <p><b>Suspects</b> are the rows that failed alone. They hold up no others: each is tried alone, one a round, after pauses of its own. An
 * outcome that was refused {@value #REFUSALS} times and for a quarter of the lease, or {@code MAX_PATIENCE} (15 s) if that is less, is
 * replaced by FAILED with a plain error. If that is refused for as long, or a release or a parking is, the claim is given up, and its node
 * as soon as it holds nothing else: the task is rescued.
 *
 * <p><b>Lost claims:</b> nothing is written for a run that is not held any more. Where the store answers that a claim is lost, the row is
 * read if the task's own transaction may have been committed: then its success is what the store has.
 */
final class Completer implements Round {

    private static final int GROUP = 500;
    private static final int MAX_NAMES = 1_000;
    private static final int REFUSALS = 5;
    /** Each may have waited for a lock, and all do while a table is locked. */
    private static final int MAX_RACES = 16;

    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);
    /** What fails by chance hardly does so each time for that long. */
    private static final long MAX_PATIENCE = TimeUnit.SECONDS.toNanos(15);

    /** The store as a whole does not answer: no row is to blame. */
    private static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        Away(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    private final Site site;
    private final Holdings holdings;
    private final Heartbeat heartbeat;
    private final Notices notices;
    private final Admission admission;
    private final Backoff backoff;
    private final Queue<PendingCompletion> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Set<String> parkedTasks = new HashSet<>();
    private volatile boolean hurried;
    /** Taken off the queue; what stays in it after a round could not be written yet. */
    private final List<PendingCompletion> group = new ArrayList<>(GROUP);
    /** Refused while the store answers, or in the way of others time and again: tried at times of their own, one a round. */
    private final Queue<PendingCompletion> suspects = new ConcurrentLinkedQueue<>();
    /** How often others were in the way in this round, and whether they were in the one before. */
    private int races;

    private boolean racedBefore;

    Completer(Site site, Holdings holdings, Heartbeat heartbeat, Notices notices, Admission admission) {
        this.site = site;
        this.holdings = holdings;
        this.heartbeat = heartbeat;
        this.notices = notices;
        this.admission = admission;
        backoff = new Backoff(site.random(), MAX_PAUSE);
    }

    void add(PendingCompletion pending) {
        queue.add(pending);
        int now = size.incrementAndGet();
        if (pending.isUrgent()) {
            hurried = true;
        }
        if (now == 1 || now == GROUP || hurried || holdings.isEmpty()) {
            site.signals().complete().raise();
        }
    }

    /** This completion was committed with what the task did. */
    void committed(Run run, Decision.Committed committed) {
        site.tally().completed.incrementAndGet();
        wake(committed.completed());
        notices.completed(run, committed.outcome());
        notices.deliver();
    }

    private void wake(Completed completed) {
        if (completed.due() || completed.freed()) {
            site.news().due();
        }
        if (completed.awaited()) {
            site.news().awaited();
        }
    }

    /** How many completions are not written yet. */
    int size() {
        return size.get() + suspects.size();
    }

    @Override
    public long run() {
        notices.deliver();
        long linger = linger();
        if (linger > 0) {
            return linger;
        }
        hurried = false;
        fillGroup();
        int before = group.size();
        racedBefore = races > 0;
        races = 0;
        boolean away = false;
        try {
            write();
            writeSuspect();
            site.outage().worked(Activity.COMPLETE);
        } catch (Away failure) {
            away = true;
            site.outage().failed(Activity.COMPLETE, failure.getCause());
        } finally {
            group.removeIf(pending -> pending.isDone() || pending.isSuspect());
            size.addAndGet(group.size() - before);
            suspects.removeIf(PendingCompletion::isDone);
        }
        notices.deliver();
        site.signals().claim().raise();
        site.signals().stop().raise();
        if (away || !group.isEmpty()) {
            return backoff.next();
        }
        backoff.reset();
        return 0;
    }

    private long linger() {
        PendingCompletion first = queue.peek();
        if (!group.isEmpty() || size.get() >= GROUP || hurried || (first != null && holdings.isEmpty())) {
            return 0;
        }
        long now = site.now();
        long suspect = suspects.stream()
                .mapToLong(pending -> pending.nextTry() - now)
                .min()
                .orElse(Round.FOREVER);
        return first == null
                ? suspect
                : Math.min(suspect, first.since() + site.settings().linger().toNanos() - now);
    }

    private void fillGroup() {
        while (group.size() < GROUP && !queue.isEmpty()) {
            group.add(queue.remove());
        }
    }

    private void write() throws Away {
        for (Kind kind : Kind.values()) {
            List<PendingCompletion> part = new ArrayList<>();
            Set<String> tasks = new HashSet<>();
            for (PendingCompletion pending : group) {
                // A completion that was written and not answered may be tried again when this node holds the task once
                // more.
                if (pending.kind() == kind && tasks.add(pending.run().task().id()) && isHeld(pending)) {
                    part.add(pending);
                }
            }
            if (!part.isEmpty()) {
                write(kind, part);
            }
        }
    }

    private void writeSuspect() throws Away {
        PendingCompletion suspect = suspects.stream()
                .filter(each -> each.nextTry() - site.now() <= 0)
                .findFirst()
                .orElse(null);
        if (suspect != null && isHeld(suspect)) {
            try {
                write(suspect.kind(), List.of(suspect));
            } finally {
                suspect.pause(site.now());
            }
        }
    }

    private boolean isHeld(PendingCompletion pending) {
        if (pending.run().isHeld(site.now())) {
            return true;
        }
        lost(pending);
        return false;
    }

    private void write(Kind kind, List<PendingCompletion> part) throws Away {
        if (races > MAX_RACES) {
            return;
        }
        try {
            send(kind, part);
        } catch (RuntimeException | Error e) {
            boolean raced = e instanceof TaskStoreException store && store.isLostRace();
            if (!raced && !answers(part.get(0))) {
                throw new Away(e);
            }
            if (raced && races++ == 0 && !racedBefore) {
                WorkerMessage.debug(
                        "%s completions are written again, another transaction was in the way", part.size());
            } else if (part.size() > 1) {
                int half = part.size() / 2;
                write(kind, part.subList(0, half));
                write(kind, part.subList(half, part.size()));
            } else {
                suspect(part.get(0));
                if (!raced) {
                    refused(part.get(0), e);
                }
            }
        }
    }

    private void suspect(PendingCompletion pending) {
        if (!pending.isSuspect()) {
            pending.suspect(new Backoff(site.random(), MAX_PAUSE));
            pending.pause(site.now());
            suspects.add(pending);
        }
    }

    /** A renewal is a write: when that works, and a row alone is refused again and again for a while, the row is to blame. */
    private boolean answers(PendingCompletion pending) {
        try {
            heartbeat.renew(pending.run().node());
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private void refused(PendingCompletion pending, Throwable problem) {
        long patience = Math.min(site.settings().lease().toNanos() / 4, MAX_PATIENCE);
        if (!pending.refused(REFUSALS, patience, site.now())) {
            return;
        }
        Run run = pending.run();
        if (pending.isReplaced() || pending.kind() != Kind.COMPLETE) {
            WorkerMessage.CLAIM_REFUSED.log(
                    problem, run.task().task(), run.task().id(), problem.getMessage());
            heartbeat.taint(run.node());
            lost(pending);
        } else {
            WorkerMessage.OUTCOME_REFUSED.log(
                    problem, run.task().task(), run.task().id());
            // Not the cause's message: it may quote the row.
            String text = WorkerMessage.OUTCOME_REFUSED.text(
                    run.task().task(), run.task().id());
            pending.replace(run.failed(problem.getClass().getName(), text, "", heartbeat.storeTime()));
        }
    }

    private void send(Kind kind, List<PendingCompletion> part) {
        Set<Claim> gone = Set.of();
        Set<Claim> cancelled = Set.of();
        switch (kind) {
            case COMPLETE -> {
                Completed completed = site.store()
                        .complete(
                                part.stream().map(PendingCompletion::completion).toList());
                gone = completed.lost();
                cancelled = completed.cancelled();
                wake(completed);
            }
            case RELEASE -> {
                site.store().release(part.stream().map(e -> e.run().claim()).toList());
                site.tally().givenBack.addAndGet(part.size());
            }
            case PARK -> {
                site.store().park(part.stream().map(Completer::parked).toList());
                part.forEach(this::tellParked);
            }
        }
        Set<Claim> lost = gone.isEmpty() ? gone : new HashSet<>(gone);
        for (PendingCompletion pending : part) {
            if (lost.contains(pending.run().claim())) {
                lostOrCommitted(pending);
            } else {
                boolean isCancelled = cancelled.contains(pending.run().claim());
                written(pending, isCancelled ? new Outcome.Cancelled() : pending.outcome());
            }
        }
    }

    private static Parked parked(PendingCompletion pending) {
        Run run = pending.run();
        return new Parked(run.claim(), run.node().id(), pending.why(), pending.reason());
    }

    private void tellParked(PendingCompletion pending) {
        Run run = pending.run();
        site.tally().parked.incrementAndGet();
        if (parkedTasks.size() == MAX_NAMES) {
            parkedTasks.clear(); // where names are made per customer; each is said once more then
        }
        if (parkedTasks.add(run.task().task())) {
            WorkerMessage.PARKED.log(run.task().task(), run.task().id(), pending.reason());
        }
    }

    private void written(PendingCompletion pending, Outcome told) {
        pending.done();
        if (pending.wasInside()) {
            admission.settled(pending.run());
        }
        pending.run().gave();
        if (pending.kind() == Kind.COMPLETE) {
            site.tally().completed.incrementAndGet();
            notices.completed(pending.run(), told);
        }
    }

    /** The transaction of an atomic task whose commit failed may still have been committed. */
    private void lostOrCommitted(PendingCompletion pending) {
        Run run = pending.run();
        Optional<JoinedCompletion.Written> joined = run.joined();
        if (joined.isEmpty()) {
            lost(pending);
            return;
        }
        try {
            if (site.store().find(run.task().id()).filter(run::hasSucceeded).isPresent()) {
                Outcome outcome = joined.get().outcome();
                pending.replace(outcome);
                wake(joined.get().completed());
                admission.settled(run);
                written(pending, outcome);
            } else {
                lost(pending);
            }
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug(
                    "whether task %s was committed is looked at again: %s",
                    run.task().id(), e);
        }
    }

    private void lost(PendingCompletion pending) {
        pending.done();
        admission.settled(pending.run());
        pending.run().gave();
        pending.run().lose();
    }
}
