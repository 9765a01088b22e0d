package ee.tasks.engine.worker;

import ee.tasks.TaskProgress;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRecord;
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

    private static final long ASK_INTERVAL = TimeUnit.SECONDS.toNanos(1);

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

    boolean isLimited(TaskRecord task) {
        return !site.settings().gates().of(task).isEmpty();
    }

    boolean mayInterrupt() {
        return site.store().toleratesInterrupts();
    }

    void progress(Claim claim, TaskProgress progress) {
        try {
            site.store().progress(claim, progress);
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("progress of task %s was not kept: %s", claim.id(), e);
        }
    }

    void metadata(Claim claim, String key, String value) {
        try {
            site.store().metadata(claim, key, value);
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("metadata of task %s were not kept: %s", claim.id(), e);
        }
    }

    /** Unlike what a task notes, what it asks for it needs. */
    Optional<Instant> scheduledFor(Claim claim) {
        return site.store().features().contains(Feature.SCHEDULES)
                ? site.store().schedules().tickOf(claim.id())
                : Optional.empty();
    }

    boolean joinsTransaction() {
        return site.store().joinsTransaction();
    }

    /** In the task's transaction, whose troubles are the task's. */
    Completed complete(Completion completion) {
        return site.store().complete(List.of(completion));
    }

    boolean isLostRace(Throwable failure) {
        return site.store().isLostRace(failure);
    }

    /** Notes that others have the claim of this task. */
    void lost(TaskRecord task) {
        site.tally().lost.incrementAndGet();
        WorkerMessage.debug("lost the claim of task '%s', id %s", task.task(), task.id());
    }

    /** One question a second serves all running tasks; claim ids are never reused, so an old answer is never wrong. */
    boolean isStopping(Claim claim) {
        if (site.now() - nextAsk >= 0 && asking.compareAndSet(false, true)) {
            try {
                stopping = site.store().stopping(running.get());
            } catch (RuntimeException | Error e) {
                WorkerMessage.debug("not known which tasks are to stop: %s", e);
            } finally {
                nextAsk = site.now() + ASK_INTERVAL;
                asking.set(false);
            }
        }
        return stopping.contains(claim);
    }
}
