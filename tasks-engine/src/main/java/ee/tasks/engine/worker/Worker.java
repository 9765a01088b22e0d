package ee.tasks.engine.worker;

import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.TaskStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Runs the tasks of one backend on one node, from {@link #start} to {@link #stop}, once.
 *
 * <p>Threads of its own claim, write, renew, rescue, settle, prune, see to schedules and watch leases and time limits; tasks run on the
 * executor, at most {@link WorkerSettings#concurrency} at once. What the store or a task throws stops none of them.
 */
public final class Worker {

    private static final long AFTER_INTERRUPT = TimeUnit.SECONDS.toNanos(5);
    private static final long FLUSH = TimeUnit.SECONDS.toNanos(10);
    /** Also when tasks took all the time that the stop has. */
    private static final long MIN_TELLING = TimeUnit.SECONDS.toNanos(1);

    private static final long JOIN = TimeUnit.SECONDS.toNanos(5);

    private final Site site;
    private final ThreadFactory threads;
    private final Holdings holdings = new Holdings();
    private final Heartbeat heartbeat;
    private final Notices notices;
    private final Completer completer;
    private final Timeouts timeouts;
    private final LeaseEnds leaseEnds;
    private final Slots slots;
    private final Admission admission;
    private final Claimer claimer;
    private final Loop claiming;
    private final Loop completing;
    private final Loop renewing;
    private final Loop rescuing;
    private final Loop settling;
    private final Loop pruning;
    private final Optional<Loop> scheduling;
    private final Loop watching;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param tasks runs tasks, in the application's context; what it rejects is offered again
     * @param threads makes this worker's own threads, in the application's context
     */
    public Worker(
            WorkerSettings settings,
            TaskStore store,
            TaskRunner runner,
            WorkerEvents events,
            Executor tasks,
            ThreadFactory threads) {
        this(settings, store, runner, events, tasks, threads, Ticker.SYSTEM, new SecureRandom());
    }

    Worker(
            WorkerSettings settings,
            TaskStore store,
            TaskRunner runner,
            WorkerEvents events,
            Executor tasks,
            ThreadFactory threads,
            Ticker ticker,
            RandomGenerator random) {
        this.threads = threads;
        site = new Site(settings, store, ticker, random);
        notices = new Notices(events, tasks, site);
        heartbeat = new Heartbeat(site, this::lapsed);
        admission = new Admission(site);
        completer = new Completer(site, holdings, heartbeat, notices, admission);
        timeouts = new Timeouts(site, holdings, runner, this::abandon);
        leaseEnds = new LeaseEnds(site, holdings);
        slots = new Slots(site, holdings, runner, tasks, heartbeat, completer, timeouts, leaseEnds, admission);
        RunLink link = new RunLink(site, holdings::runningClaims);
        claimer = new Claimer(site, heartbeat, holdings, slots, completer, notices, admission, leaseEnds, link);
        Upkeep upkeep = Upkeep.of(site, heartbeat, notices);
        Signals signals = site.signals();
        String name = "EE Tasks " + settings.nodeName() + " ";
        claiming = new Loop(name + "claim", claimer, signals.claim());
        completing = new Loop(name + "complete", completer, signals.complete());
        renewing = new Loop(name + "renew", heartbeat, signals.renew());
        rescuing = new Loop(name + "rescue", upkeep.rescue(), signals.rescue());
        settling = new Loop(name + "settle", upkeep.settle(), signals.settle());
        pruning = new Loop(name + "prune", upkeep.prune(), signals.prune());
        scheduling = Optional.ofNullable(settings.scheduling())
                .map(needed -> new Loop(
                        name + "schedule", new Scheduler(site, heartbeat, site.news()::due), signals.schedule()));
        watching = new Loop(name + "watch", this::watch, signals.watch());
    }

    /** Returns at once; joins the store as soon as that answers. */
    public void start() {
        if (!started.compareAndSet(false, true) || stopping.get()) {
            throw new IllegalStateException("a worker starts once");
        }
        WorkerSettings settings = site.settings();
        WorkerMessage.STARTED.log(
                settings.nodeName(),
                settings.backend(),
                settings.concurrency(),
                settings.queues().included());
        for (Loop loop : loops()) {
            loop.start(threads);
        }
    }

    /** Says that something may be due: after a commit that enqueued, for instance. Cheap, on any thread, as often as wanted. */
    public void wake() {
        site.news().due();
    }

    /**
     * Says that tasks may have to be settled, after the commit: some were cancelled that others wait for, or some were enqueued that
     * wait for what may have finished meanwhile. What is due then is claimed.
     */
    public void wakeToSettle() {
        site.news().due();
        site.news().awaited();
    }

    /**
     * Stops, and returns when nothing runs any more: claims no more, gives back at once, on the calling thread, what has not
     * started, waits up to {@link WorkerSettings#shutdownTimeout} for what runs, then interrupts it, writes what is to be
     * written and leaves the store. What still runs then is run again by others. Further calls wait for the first.
     */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStopped();
            return;
        }
        try {
            if (started.get()) {
                drain();
            }
        } finally {
            stopped.countDown();
        }
    }

    /** How it is doing. */
    public WorkerState state() {
        Node node = heartbeat.current();
        Tally tally = site.tally();
        return new WorkerState(
                node == null ? null : node.id(),
                holdings.runningCount(),
                holdings.waiting(),
                slots.abandoned(),
                completer.size(),
                notices.size(),
                notices.dropped(),
                notices.present(),
                Duration.ofNanos(site.now() - claimer.lastAnswer()),
                site.outage().isOn(),
                tally.claimed.get(),
                tally.completed.get(),
                tally.lost.get(),
                tally.parked.get(),
                tally.pruned.get(),
                tally.givenBack.get());
    }

    private List<Loop> loops() {
        return Stream.concat(
                        Stream.of(renewing, watching, completing, claiming, rescuing, settling, pruning),
                        scheduling.stream())
                .toList();
    }

    private long watch() {
        long lapse = heartbeat.lapseTheDead();
        return Math.min(Math.min(lapse, leaseEnds.look()), timeouts.look());
    }

    private void abandon(Run run) {
        slots.abandon(run);
    }

    private void lapsed(Node node, String why) {
        List<Run> dropped = holdings.drop(node);
        dropped.forEach(Run::lose);
        dropped.forEach(admission::settled);
        dropped.forEach(Run::gave);
        try {
            WorkerMessage.NODE_LOST.log(node.id(), why, dropped.size());
        } finally { // whatever the log does: a stage that goes on keeps its slot
            slots.giveUpStages(dropped);
        }
    }

    private void drain() {
        long givenBack = site.tally().givenBack.get();
        long startedAt = site.now();
        long timeout = site.settings().shutdownTimeout().toNanos();
        int left;
        try {
            left = finishRuns(timeout);
        } finally { // whatever the log or the store throws: a node that goes on renewing keeps its tasks from others
            loops().forEach(Loop::stop);
        }
        join(loops());
        site.timers().ifPresent(ServerTimers::close);
        vacate();
        tellTheRest(startedAt + timeout - site.now());
        heartbeat.leaveAll();
        admission.stop();
        if (slots.abandoned() > 0) {
            WorkerMessage.ABANDONED_LEFT.log(slots.abandoned());
        }
        WorkerMessage.STOPPED.log(
                site.settings().nodeName(),
                site.settings().backend(),
                site.tally().givenBack.get() - givenBack,
                left);
    }

    /** Of calls that returned late. */
    private void vacate() {
        try {
            admission.vacate();
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("what they took of gates is given back when this node has left: %s", e);
        }
    }

    /** @return how many run on, and are left to others */
    private int finishRuns(long timeout) {
        List<Run> waiting = holdings.close();
        claiming.stop();
        rescuing.stop();
        pruning.stop();
        scheduling.ifPresent(Loop::stop);
        giveBack(waiting);
        if (!await(holdings::isEmpty, timeout)) {
            holdings.running().forEach(Run::requestCancellation);
            await(holdings::isEmpty, AFTER_INTERRUPT);
        }
        List<Run> left = holdings.running();
        left.forEach(this::leave);
        join(List.of(claiming));
        if (!await(() -> completer.size() == 0, FLUSH)) {
            WorkerMessage.OUTCOMES_UNWRITTEN.log(completer.size());
        }
        return left.size();
    }

    /** On a thread of its own: an observer may hang, and the stop must not. */
    private void tellTheRest(long left) {
        if (notices.isQuiet()) {
            return;
        }
        try {
            Thread teller = threads.newThread(notices::deliverHere);
            teller.setName("EE Tasks " + site.settings().nodeName() + " events");
            teller.start();
            if (await(notices::isQuiet, Math.max(left, MIN_TELLING))) {
                teller.join(TimeUnit.NANOSECONDS.toMillis(JOIN));
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("no thread for what is to be told: %s", e);
        }
        WorkerMessage.NOTICES_LEFT.log(notices.size(), notices.present());
    }

    private void giveBack(List<Run> runs) {
        if (runs.isEmpty()) {
            return;
        }
        try {
            site.store().release(runs.stream().map(Run::claim).toList());
            site.tally().givenBack.addAndGet(runs.size());
            runs.forEach(Run::gave);
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("giving back is tried again: %s", e);
            runs.forEach(run -> completer.add(PendingCompletion.release(run, site.now())));
        }
    }

    /** @return whether the condition came true; not when time was up or the caller is interrupted */
    private boolean await(BooleanSupplier condition, long nanos) {
        long until = site.now() + nanos;
        boolean interrupted = false;
        while (!condition.getAsBoolean() && !interrupted && until - site.now() > 0) {
            interrupted = site.signals().stop().await(until - site.now());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return condition.getAsBoolean();
    }

    private void leave(Run run) {
        run.drop();
        admission.settled(run);
        WorkerMessage.STILL_RUNNING.log(run.task().task(), run.task().id(), Duration.ofNanos(AFTER_INTERRUPT));
        run.giveUpStage();
    }

    /** They wait for the store at most, and that not for ever; by the machine's time, whatever the ticker says. */
    private static void join(List<Loop> loops) {
        long until = System.nanoTime() + JOIN;
        for (Loop loop : loops) {
            if (!loop.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())))) {
                WorkerMessage.THREAD_LEFT.log(loop.name());
            }
        }
    }

    private void awaitStopped() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
