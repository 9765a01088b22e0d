package ee.tasks.engine.backend;

import ee.tasks.TaskProgress;
import ee.tasks.engine.Transactions;
import ee.tasks.engine.worker.Worker;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A store, and the worker that runs what is in it; wakes the worker as soon as what was enqueued, cancelled or retried here is committed. */
public final class StoreBackend implements TaskBackend {

    private final TaskStore store;
    private final Transactions transactions;
    private final Function<BackendContext, Worker> workers;
    private final Runnable wake = () -> this.worker.wake();
    private final Runnable wakeToSettle = () -> this.worker.wakeToSettle();
    private Worker worker;

    /** @param workers makes the worker; returns {@code null} on a node that runs no tasks */
    public StoreBackend(TaskStore store, Transactions transactions, Function<BackendContext, Worker> workers) {
        this.store = store;
        this.transactions = transactions;
        this.workers = workers;
    }

    @Override
    public void start(BackendContext context) {
        store.start(context);
        try {
            worker = workers.apply(context);
            if (worker != null) {
                worker.start();
            }
        } catch (RuntimeException | Error e) {
            stopAfter(e);
            throw e;
        }
    }

    private void stopAfter(Throwable cause) {
        try {
            stop();
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (worker != null) {
                worker.stop();
            }
        } finally {
            store.stop();
        }
    }

    @Override
    public Set<Feature> features() {
        return store.features();
    }

    @Override
    public boolean joinsTransaction() {
        return store.joinsTransaction();
    }

    @Override
    public TaskRecord enqueue(TaskRequest request) {
        TaskRecord inserted = call(() -> store.insert(request));
        afterCommit(request.isDependent() ? wakeToSettle : wake);
        return inserted;
    }

    @Override
    public long enqueueAll(Iterator<TaskRequest> requests) {
        long inserted = call(() -> store.insertAll(requests));
        afterCommit(wakeToSettle);
        return inserted;
    }

    @Override
    public Optional<TaskRecord> find(String id) {
        return call(() -> store.find(id));
    }

    @Override
    public boolean cancel(String id) {
        boolean could = call(() -> store.cancel(id));
        if (could) {
            afterCommit(wakeToSettle);
        }
        return could;
    }

    @Override
    public boolean retry(String id) {
        boolean could = call(() -> store.retry(id));
        if (could) {
            afterCommit(wake);
        }
        return could;
    }

    @Override
    public TaskProgress flowProgress(String flow) {
        return call(() -> store.flowProgress(flow));
    }

    @Override
    public long cancelFlow(String flow) {
        long cancelled = call(() -> store.cancelFlow(flow));
        if (cancelled > 0) {
            afterCommit(wakeToSettle);
        }
        return cancelled;
    }

    @Override
    public ScheduleStore schedules() {
        return store.schedules();
    }

    @Override
    public AdminStore admin() {
        return new WakingAdminStore(store.admin(), () -> afterCommit(wake));
    }

    /**
     * In the caller's transaction if one is active; else with none at all, neither one that has just completed nor a
     * {@code SUPPORTS} that would forbid the store to begin its own.
     */
    private <T> T call(Supplier<T> action) {
        return transactions.current() == null ? transactions.suspended(action) : action.get();
    }

    /** Once for each transaction, however much it does. */
    private void afterCommit(Runnable wake) {
        if (worker == null) {
            return;
        }
        if (transactions.current() == null) {
            wake.run();
        } else if (transactions.resource(wake) == null) {
            transactions.putResource(wake, Boolean.TRUE);
            transactions.afterCompletion(committed -> {
                if (committed) {
                    wake.run();
                }
            });
        }
    }
}
