package ee.tasks.engine.worker;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lets held tasks in before each claim, and gives back what abandoned calls took of their gates once they have returned. Does nothing with a
 * store that limits none. A failure is tried again after a pause that doubles, up to 5 s, and holds up no claim. For one thread; any
 * thread says that a call has returned.
 */
final class Admission {

    private static final long MAX_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final Site site;
    private final boolean limits;
    private final Backoff backoff;
    private final Queue<Run> vacated = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private long notBefore;
    private long next;

    Admission(Site site) {
        this.site = site;
        limits = site.settings().gates() != TaskGates.NONE;
        backoff = new Backoff(site.random(), MAX_PAUSE);
        notBefore = site.now();
        next = notBefore;
    }

    /** No completion will give back what the run takes of its gates. Until that is given back its node is not left. */
    void settled(Run run) {
        if (run.stay().settle()) {
            run.node().took();
        }
        vacateIfOver(run);
    }

    /** The run's call has returned, or its stage has ended. */
    void left(Run run) {
        run.stay().leave();
        vacateIfOver(run);
    }

    private void vacateIfOver(Run run) {
        if (run.stay().isOver()) {
            vacated.add(run);
            site.signals().claim().raise();
            if (stopped) {
                vacateLate();
            }
        }
    }

    /** From now on a call that returns gives back itself what it takes: nobody else does. */
    void stop() {
        stopped = true;
    }

    private void vacateLate() {
        try {
            vacate();
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("what a call took of gates that returned after the stop stays taken: %s", e);
        }
    }

    /** @return whether tasks became due */
    boolean run() {
        if (!limits || site.now() - notBefore < 0) {
            return false;
        }
        try {
            vacate();
            LetIn letIn = site.store().gates().letIn();
            site.outage().worked(Activity.LET_IN);
            backoff.reset();
            next = site.now()
                    + (letIn.next() == null
                            ? Round.FOREVER
                            : Math.min(Round.FOREVER, letIn.next().toNanos()));
            return letIn.readied() > 0;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().failed(Activity.LET_IN, e);
            }
            notBefore = site.now() + backoff.next();
            next = notBefore;
            return false;
        }
    }

    /** All that have returned by now; those that cannot be written stay. */
    void vacate() {
        List<Run> runs = new ArrayList<>(vacated);
        if (!runs.isEmpty()) {
            site.store().gates().vacate(runs.stream().map(Run::claim).toList());
            vacated.removeAll(runs);
            runs.forEach(run -> run.node().gave());
        }
    }

    /** @return how many nanoseconds until it is to run again */
    long left() {
        return limits ? next - site.now() : Round.FOREVER;
    }
}
