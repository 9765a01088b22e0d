package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Parking;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Claims tasks, on a thread of its own.
 *
 * <p><b>How many:</b> as many as there are free slots, and what {@link Prefetch} allows beyond them. One claim asks for {@value #PAGE} tasks
 * at most, with {@code MAX_CHARACTERS} (8 Mi) of arguments; {@link ClaimSize} asks for fewer after one that failed. Nothing is claimed while
 * more than half of what was prefetched waits for a thread, or while {@value #MAX_UNWRITTEN} completions are not written.
 *
 * <p><b>When:</b> at once after a claim that brought half of what it asked for, or more; else when a signal tells that something is due or
 * a slot is free, or when {@link Promotion} has polled. While the executor refuses tasks, nothing is claimed.
 *
 * <p><b>How long:</b> when a task has waited {@code STALE} (1 s) for a thread, all that wait are given back: they are better off with another
 * node, or behind a task of higher priority, than behind the long ones here. Prefetching then starts again from nothing. What is paused
 * meanwhile is given back when the next claim has been made, or would have been.
 *
 * <p><b>On failure:</b> the next claim follows after a pause that doubles from 100 ms to {@code MAX_PAUSE} (5 s), at random up to half
 * shorter. Unless another transaction was in the way, no signal cuts it short, and the node is given up as soon as it holds nothing: a claim
 * that was not answered may have got tasks, which come back when their node leaves. A task that no bean here knows is parked.
 */
final class Claimer implements Round {

    private static final int PAGE = 500;
    /** Of the arguments of one claim: 8 Mi, which is 16 MiB at most in memory. */
    private static final long MAX_CHARACTERS = 8L << 20;

    private static final int MAX_UNWRITTEN = 2_000;
    private static final long STALE = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final Site site;
    private final Heartbeat heartbeat;
    private final Holdings holdings;
    private final Slots slots;
    private final Completer completer;
    private final Notices notices;
    private final RunLink link;
    private final UnknownTasks unknownTasks;
    private final Prefetch prefetch;
    private final ClaimSize size;
    private final Promotion promotion;
    private final Admission admission;
    private final LeaseEnds leaseEnds;
    private final PausedRuns pausedRuns;
    private final Backoff outage;
    private final Backoff refusal;
    private boolean more = true;
    private long pausedUntil;
    private volatile long lastAnswer;

    Claimer(
            Site site,
            Heartbeat heartbeat,
            Holdings holdings,
            Slots slots,
            Completer completer,
            Notices notices,
            Admission admission,
            LeaseEnds leaseEnds,
            RunLink link) {
        this.site = site;
        this.heartbeat = heartbeat;
        this.holdings = holdings;
        this.slots = slots;
        this.completer = completer;
        this.notices = notices;
        this.link = link;
        this.admission = admission;
        this.leaseEnds = leaseEnds;
        unknownTasks = new UnknownTasks(site.settings().tasks());
        prefetch = new Prefetch(site.settings().concurrency(), site.now());
        size = new ClaimSize(site.now());
        promotion = new Promotion(site);
        pausedRuns = new PausedRuns(site, holdings);
        outage = new Backoff(site.random(), MAX_PAUSE);
        refusal = new Backoff(site.random(), MAX_PAUSE);
        pausedUntil = site.now();
        lastAnswer = site.now();
    }

    /** When the store last answered a claim or a promotion. */
    long lastAnswer() {
        return lastAnswer;
    }

    @Override
    public long run() {
        if (holdings.isClosed()) {
            return Round.FOREVER;
        }
        notices.deliver();
        slots.dispatch();
        giveBackStale();
        Node node = heartbeat.current();
        if (node == null) {
            return Round.FOREVER;
        }
        // The next node's arrival, like any signal, must not cut the pause short: nodes would come and go without one.
        long paused = pausedUntil - site.now();
        if (paused > 0) {
            return Math.min(paused, untilStale());
        }
        if (slots.isRefused()) {
            return Math.min(refusal.next(), untilStale());
        }
        refusal.reset();
        if (leaseEnds.isNear(node)) {
            more = true;
            return Math.min(outage.next(), untilStale());
        }
        promote();
        more |= admission.run();
        try {
            long wait = claimUnder(node);
            giveBack(pausedRuns.take(node));
            site.outage().worked(Activity.CLAIM);
            outage.reset();
            return wait;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                heartbeat.taint(node);
                site.outage().failed(Activity.CLAIM, e);
                more = true;
                long pause = outage.next();
                pausedUntil = site.now() + pause;
                return pause;
            }
            more = true;
            return outage.next();
        }
    }

    private void promote() {
        if (!promotion.isDue()) {
            return;
        }
        more = true;
        if (promotion.run()) {
            lastAnswer = site.now();
        }
    }

    /** The node is not left while its claim is in flight. */
    private long claimUnder(Node node) {
        node.took();
        try {
            return node.isAlive(site.now()) ? claim(node) : 0;
        } finally {
            node.gave();
        }
    }

    private long claim(Node node) {
        if (site.news().takeDue()) {
            more = true;
        }
        slots.moreDue(more);
        int room = more ? room() : 0;
        if (room == 0) {
            return untilNext();
        }
        int asked = size.of(room);
        List<ClaimedTask> batch = claim(node, asked);
        // Others may have been claiming at the same time: half a batch is a full one, by number or by characters.
        more = !batch.isEmpty() && (2 * batch.size() >= asked || 2 * characters(batch) >= MAX_CHARACTERS);
        slots.moreDue(more);
        slots.dispatch();
        prefetch.look(site.now(), holdings.taken());
        return more && room() > 0 ? 0 : untilNext();
    }

    private List<ClaimedTask> claim(Node node, int max) {
        try {
            List<ClaimedTask> batch = claimed(node, max);
            lastAnswer = site.now();
            hold(node, batch);
            size.succeeded(site.now());
            return batch;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                prefetch.none();
                size.failed(max, site.now());
            }
            throw e;
        }
    }

    private List<ClaimedTask> claimed(Node node, int max) {
        WorkerSettings settings = site.settings();
        return settings.gates() == TaskGates.NONE
                ? site.store().claim(node.id(), settings.queues(), max, MAX_CHARACTERS)
                : site.store().gates().claim(node.id(), settings.queues(), max, MAX_CHARACTERS, settings.gates());
    }

    private static long characters(List<ClaimedTask> batch) {
        return batch.stream()
                .mapToLong(claimed -> claimed.task().arguments().length())
                .sum();
    }

    private int room() {
        if (completer.size() >= MAX_UNWRITTEN) {
            return 0;
        }
        int ahead = prefetch.limit();
        int waiting = holdings.waiting();
        return waiting > ahead / 2 ? 0 : Math.max(0, Math.min(PAGE, slots.free() + ahead - waiting));
    }

    /** All or, when it fails, none: what is not handed over must not keep its node from being left. */
    private void hold(Node node, List<ClaimedTask> batch) {
        List<Run> runs = new ArrayList<>(batch.size());
        try {
            batch.forEach(claimed -> runs.add(new Run(node, claimed, site.now(), link)));
            hand(runs);
        } catch (RuntimeException | Error e) {
            for (int i = 0; i < runs.size(); i++) { // without an iterator: there may be no memory for one
                runs.get(i).drop();
                runs.get(i).gave();
            }
            throw e;
        }
    }

    private void hand(List<Run> runs) {
        List<Run> known = new ArrayList<>(runs.size());
        long characters = 0;
        for (Run run : runs) {
            String task = run.task().task();
            characters += run.task().arguments().length();
            if (site.settings().tasks().contains(task)) {
                known.add(run);
            } else {
                String reason = unknownTasks.reason(task, run.node());
                completer.add(PendingCompletion.park(run, Parking.UNKNOWN_TASK, reason, site.now()));
            }
        }
        site.tally().claimed.addAndGet(runs.size());
        prefetch.claimed(runs.size(), characters);
        if (!holdings.add(known)) {
            giveBack(known);
        }
    }

    private void giveBackStale() {
        if (site.now() - holdings.oldest(site.now()) >= STALE) {
            prefetch.none();
            giveBack(holdings.takeWaiting());
        }
    }

    private void giveBack(List<Run> runs) {
        runs.forEach(run -> completer.add(PendingCompletion.release(run, site.now())));
    }

    private long untilNext() {
        return Math.max(1, Math.min(Math.min(promotion.left(), admission.left()), untilStale()));
    }

    private long untilStale() {
        long now = site.now();
        return holdings.waiting() == 0 ? Round.FOREVER : Math.max(1, holdings.oldest(now) + STALE - now);
    }
}
