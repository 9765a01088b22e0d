package ee.tasks.engine;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskOptions;
import ee.tasks.TaskResult;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Makes requests of invocations, checks them against their backends and delivers them. Thread-safe. */
final class Enqueuer {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final RequestFactory requests;
    private final InheritedHeaders inherited;
    private final Backends backends;
    private final Results results;
    /** The backends of which it was said that they keep no order. */
    private final Set<String> unordered = ConcurrentHashMap.newKeySet();

    Enqueuer(RequestFactory requests, InheritedHeaders inherited, Backends backends, Results results) {
        this.requests = requests;
        this.inherited = inherited;
        this.backends = backends;
        this.results = results;
    }

    /** @param queueBackend the backend of the queue copy, or {@code null} for the task's own */
    <R> TaskResult<R> enqueue(TaskInvocation<R> invocation, String queueBackend, TaskOptions.Values queueOptions) {
        return deliver(
                requests.create(invocation, queueBackend, queueOptions, null, inherited.ofThread()),
                invocation.returnType());
    }

    /** Enqueues what a schedule would. */
    TaskResult<?> enqueue(Work work) {
        return deliver(work.request(requests.newId(), null), null);
    }

    private <R> TaskResult<R> deliver(TaskRequest request, Class<R> type) {
        ActiveBackend target = check(request);
        Object transaction = results.currentTransaction();
        TaskRecord taken = target.delivery().take(request, transaction != null);
        return results.enqueued(taken, type, transaction);
    }

    TaskFlow enqueueAll(
            Stream<? extends TaskInvocation<?>> invocations, String queueBackend, TaskOptions.Values queueOptions) {
        if (queueOptions.uniqueKey() != null) {
            invocations.close();
            throw new InvalidTaskException(CoreMessage.BULK_WITH_UNIQUE_KEY.text());
        }
        String flow = requests.newId();
        Map<String, String> handedOn = inherited.ofThread();
        try (invocations) {
            Iterator<TaskRequest> checked = invocations
                    .map(invocation -> requests.create(invocation, queueBackend, queueOptions, flow, handedOn))
                    .iterator();
            if (!checked.hasNext()) {
                return new EngineTaskFlow(results, null, flow, 0);
            }
            BulkRequests bulk = new BulkRequests(checked, this::check);
            ActiveBackend target = bulk.backend();
            target.require(Feature.BULK);
            long count = target.delivery().takeAll(bulk, results.currentTransaction() != null);
            return new EngineTaskFlow(results, target.name(), flow, count);
        }
    }

    /** What a schedule of this invocation is to enqueue. It outlives the task that makes it, so that it inherits no headers. */
    TaskRequest request(TaskInvocation<?> invocation) {
        TaskRequest request = requests.create(invocation, null, TaskOptions.Values.NONE, null, Map.of());
        check(request);
        return request;
    }

    /** Checks options against the backend they are for, as far as that can be said before there is an invocation. */
    void checkOptions(String backend, TaskOptions.Values options) {
        ActiveBackend target = backends.get(backend);
        target.require(NeededFeatures.of(options));
        options.requirePredecessorsIn(backend);
        if (options.queue() != null) {
            target.requireQueue(options.queue());
        }
    }

    private ActiveBackend check(TaskRequest request) {
        ActiveBackend target = backends.get(request.backend());
        target.require(NeededFeatures.of(request));
        target.requireQueue(request.queue());
        target.backend().validate(request);
        if (request.orderKey() != null && !target.has(Feature.ORDER) && unordered.add(target.name())) {
            OrderMessage.NO_EFFECT.log(LOG, target.name(), request.task());
        }
        return target;
    }
}
