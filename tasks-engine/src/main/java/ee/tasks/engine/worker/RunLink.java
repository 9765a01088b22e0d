package ee.tasks.engine.worker;

import ee.tasks.TaskProgress;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What running tasks tell the store and ask it, on their own threads. The store's troubles are not the task's. */
final class RunLink {

    private static final long ASK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Site site;
    private final Supplier<Collection<Claim>> running;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long nextAsk;
    private volatile Set<Claim> stopping = Set.of();

    RunLink(Site site, Supplier<Collection<Claim>> running) {
        this.site = site;
        this.running = running;
        nextAsk = site.now();
    }

    boolean mayInterrupt() {
        return site.store().toleratesInterrupts();
    }

    void progress(Run run, TaskProgress progress) {
        try {
            site.store().progress(run.claim(), progress);
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug(
                    "progress of task %s was not kept: %s", run.claim().id(), e);
        }
    }

    void metadata(Run run, String key, String value) {
        try {
            site.store().metadata(run.claim(), key, value);
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug(
                    "metadata of task %s were not kept: %s", run.claim().id(), e);
        }
    }

    /** Unlike what a task notes, what it asks for it needs. */
    Optional<Instant> scheduledFor(Run run) {
        return site.store().features().contains(Feature.SCHEDULES)
                ? site.store().schedules().tickOf(run.claim().id())
                : Optional.empty();
    }

    boolean joinsTransaction() {
        return site.store().joinsTransaction();
    }

    /** In the task's transaction, whose troubles are the task's. */
    Completed complete(Run run, Outcome outcome) {
        return site.store().complete(List.of(new Completion(run.claim(), outcome, run.startedAt())));
    }

    boolean isLostRace(Throwable failure) {
        return site.store().isLostRace(failure);
    }

    /** One question a second serves all running tasks; claim ids are never reused, so an old answer is never wrong. */
    boolean isStopping(Run run) {
        if (site.now() - nextAsk >= 0 && asking.compareAndSet(false, true)) {
            try {
                stopping = site.store().stopping(running.get());
            } catch (RuntimeException | Error e) {
                WorkerMessage.debug("not known which tasks are to stop: %s", e);
            } finally {
                nextAsk = site.now() + ASK_EVERY;
                asking.set(false);
            }
        }
        return stopping.contains(run.claim());
    }
}
