package ee.tasks.engine.backend.memory;

import ee.tasks.TaskProgress;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Parked;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A store as the first suite asked for one: it has the methods that a store must have, and no others. Nothing is ever added
 * here. If it does not compile any more, strangers' stores do not either.
 */
final class FirstSuiteStore implements TaskStore {

    private final Function<BackendContext, TaskStore> shared;
    private TaskStore store;

    FirstSuiteStore(Function<BackendContext, TaskStore> shared) {
        this.shared = shared;
    }

    @Override
    public void start(BackendContext context) {
        store = shared.apply(context);
    }

    @Override
    public void stop() {}

    @Override
    public Set<Feature> features() {
        return EnumSet.of(
                Feature.DEFER, Feature.PRIORITY, Feature.RESULTS, Feature.CANCEL, Feature.UNIQUE, Feature.BULK);
    }

    @Override
    public boolean joinsTransaction() {
        return false;
    }

    @Override
    public TaskRecord insert(TaskRequest request) {
        return store.insert(request);
    }

    @Override
    public long insertAll(Iterator<TaskRequest> requests) {
        return store.insertAll(requests);
    }

    @Override
    public Optional<TaskRecord> find(String id) {
        return store.find(id);
    }

    @Override
    public boolean cancel(String id) {
        return store.cancel(id);
    }

    @Override
    public TaskProgress flowProgress(String flow) {
        return store.flowProgress(flow);
    }

    @Override
    public long cancelFlow(String flow) {
        return store.cancelFlow(flow);
    }

    @Override
    public void join(String node, Duration lease) {
        store.join(node, lease);
    }

    @Override
    public Optional<Instant> renew(String node, Duration lease) {
        return store.renew(node, lease);
    }

    @Override
    public void leave(String node) {
        store.leave(node);
    }

    @Override
    public int promote(int max) {
        return store.promote(max);
    }

    @Override
    public List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters) {
        return store.claim(node, queues, max, maxCharacters);
    }

    @Override
    public boolean markStarted(Claim claim) {
        return store.markStarted(claim);
    }

    @Override
    public Completed complete(Collection<Completion> completions) {
        return store.complete(completions);
    }

    /** Nothing waits: it promises no dependencies. */
    @Override
    public Settled settle(int page) {
        return Settled.NOTHING;
    }

    @Override
    public void release(Collection<Claim> claims) {
        store.release(claims);
    }

    @Override
    public void park(Collection<Parked> tasks) {
        store.park(tasks);
    }

    @Override
    public int unpark(String node, QueueSelection queues, Set<String> tasks) {
        return store.unpark(node, queues, tasks);
    }

    @Override
    public void progress(Claim claim, TaskProgress progress) {
        store.progress(claim, progress);
    }

    @Override
    public void metadata(Claim claim, String key, String value) {
        store.metadata(claim, key, value);
    }

    @Override
    public Set<Claim> stopping(Collection<Claim> claims) {
        return store.stopping(claims);
    }

    @Override
    public Rescue rescue(int maxLosses, int page) {
        return store.rescue(maxLosses, page);
    }
}
