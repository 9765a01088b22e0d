package ee.tasks.jpa;

import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes invocations: one through the entity manager, many by JDBC batches of the very same rows. */
final class Enqueueing {

    private static final int WINDOW_ROWS = 10_000;
    private static final long WINDOW_CHARACTERS = 10_000_000;
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_CHARACTERS = 1_000_000;

    private static final String INSERT = """
            insert into ee_task (id, namespace, task, backend, queue, priority, status, arguments, payload_format,
                enqueued_at, run_after, deferred, promote_at, due, claim_started, claims, attempts, losses, lost,
                rerun_if_lost, cancel_requested, flow_id, even_if_failed, arguments_size, headers, order_id,
                expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, 0, 0, 0, false, ?, false, ?, ?, ?, ?, ?, ?)""";

    private static final Comparator<TaskRequest> BY_KEY = Comparator.comparing(
                    TaskRequest::uniqueKey, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(TaskRequest::task);

    private final String namespace;
    private final StoreClock clock;
    private final EntityManagers entityManagers;
    private final ProviderTimes times;
    private final UniqueKeys keys;
    private final FlowHits hits;
    private final Orders orders;
    private final Queues queues;
    private final Dependencies dependencies;
    private final TaskReader reader;
    private final HeldAtOnce heldAtOnce;
    private final Expiring expiring;

    Enqueueing(
            String namespace,
            StoreClock clock,
            EntityManagers entityManagers,
            ProviderTimes times,
            UniqueKeys keys,
            FlowHits hits,
            Orders orders,
            Queues queues,
            Dependencies dependencies,
            TaskReader reader,
            HeldAtOnce heldAtOnce,
            Expiring expiring) {
        this.namespace = namespace;
        this.clock = clock;
        this.entityManagers = entityManagers;
        this.times = times;
        this.keys = keys;
        this.hits = hits;
        this.orders = orders;
        this.queues = queues;
        this.dependencies = dependencies;
        this.reader = reader;
        this.heldAtOnce = heldAtOnce;
        this.expiring = expiring;
    }

    TaskRecord insert(Connection connection, TaskRequest request) throws SQLException {
        UniqueKeys.KeyHolder holder = request.uniqueKey() == null ? null : keys.take(connection, request);
        if (holder != null) {
            if (hits.remember(connection, request, holder)) {
                hits.mark(connection, List.of(request.flow()));
            }
            return reader.find(connection, holder.task()).orElseThrow(UniqueKeys::lostRace);
        }
        Set<String> behind = orders.take(connection, List.of(request));
        TaskEntity task = new TaskEntity(namespace, request, now(connection, isTimed(request)));
        if (!behind.isEmpty()) {
            task.await();
        }
        Optional<Gate> full = heldAtOnce.gate(connection, request, task);
        task.due &= full.isEmpty();
        if (times.canWrite(task)) {
            entityManagers.write(task);
        } else {
            Sql.update(connection, INSERT, row(task));
        }
        if (full.isPresent()) {
            heldAtOnce.hold(connection, Map.of(task, full.get()));
        }
        expiring.insert(connection, List.of(task));
        queues.enqueued(request.queue());
        orders.await(connection, behind);
        if (request.isDependent()) {
            dependencies.insert(connection, List.of(request), behind);
            return reader.find(connection, request.id()).orElseThrow();
        }
        return task.toRecord(request);
    }

    /** Reads the next requests ahead, all of them if they are few, so that their unique keys can be taken in one order. */
    static List<TaskRequest> window(Iterator<TaskRequest> requests) {
        return read(requests, WINDOW_ROWS, WINDOW_CHARACTERS);
    }

    private static List<TaskRequest> read(Iterator<TaskRequest> requests, int rows, long most) {
        List<TaskRequest> read = new ArrayList<>();
        long characters = 0;
        while (requests.hasNext() && read.size() < rows && characters < most) {
            TaskRequest request = requests.next();
            characters += request.arguments().length()
                    + (request.headers() == null ? 0 : request.headers().length());
            read.add(request);
        }
        return read;
    }

    long insertAll(Connection connection, Iterator<TaskRequest> requests) throws SQLException {
        return insertAll(connection, window(requests), requests);
    }

    /**
     * @param first the first window, which is read already
     * @param more the requests after it
     */
    long insertAll(Connection connection, List<TaskRequest> first, Iterator<TaskRequest> more) throws SQLException {
        long count = 0;
        Set<String> flowsWithHits = new HashSet<>();
        HeldAtOnce.Bulk bulk = heldAtOnce.bulk();
        for (List<TaskRequest> window = first; !window.isEmpty(); window = window(more)) {
            List<TaskRequest> toWrite = free(connection, window, flowsWithHits);
            Set<String> behind = orders.take(connection, inOrder(window, toWrite));
            Iterator<TaskRequest> free = toWrite.iterator();
            while (free.hasNext()) {
                count += insertBatch(connection, read(free, BATCH_ROWS, BATCH_CHARACTERS), behind, bulk);
            }
        }
        hits.mark(connection, flowsWithHits);
        for (String flow : flowsWithHits) {
            count += hits.count(connection, flow);
        }
        return count;
    }

    /** Those to write, as the caller gave them, if any of them is ordered. */
    private static List<TaskRequest> inOrder(List<TaskRequest> window, List<TaskRequest> toWrite) {
        if (toWrite.stream().allMatch(request -> request.orderKey() == null)) {
            return List.of();
        }
        Set<String> ids = toWrite.stream().map(TaskRequest::id).collect(Collectors.toSet());
        return window.stream().filter(request -> ids.contains(request.id())).toList();
    }

    /** Takes the keys in one order, so that two calls do not deadlock, and returns the requests to write. */
    private List<TaskRequest> free(Connection connection, List<TaskRequest> window, Set<String> flowsWithHits)
            throws SQLException {
        List<TaskRequest> free = new ArrayList<>();
        Set<List<String>> taken = new HashSet<>();
        for (TaskRequest request : window.stream().sorted(BY_KEY).toList()) {
            if (request.uniqueKey() != null && !taken.add(List.of(request.task(), request.uniqueKey()))) {
                continue;
            }
            UniqueKeys.KeyHolder holder = request.uniqueKey() == null ? null : keys.take(connection, request);
            if (holder == null) {
                free.add(request);
            } else if (hits.remember(connection, request, holder)) {
                flowsWithHits.add(request.flow());
            }
        }
        return free;
    }

    private int insertBatch(Connection connection, List<TaskRequest> batch, Set<String> behind, HeldAtOnce.Bulk bulk)
            throws SQLException {
        Instant now = now(connection, batch.stream().anyMatch(Enqueueing::isTimed));
        List<Object[]> rows = new ArrayList<>(batch.size());
        List<TaskEntity> tasks = new ArrayList<>(batch.size());
        Map<TaskEntity, Gate> held = new LinkedHashMap<>();
        List<String> waiting = new ArrayList<>();
        for (TaskRequest request : batch) {
            TaskEntity task = new TaskEntity(namespace, request, now);
            if (behind.contains(request.id())) {
                task.await();
                waiting.add(request.id());
            }
            Optional<Gate> full = bulk.gate(connection, request, task);
            task.due &= full.isEmpty();
            full.ifPresent(gate -> held.put(task, gate));
            tasks.add(task);
            rows.add(row(task));
            queues.enqueued(request.queue());
        }
        Sql.batch(connection, INSERT, rows);
        heldAtOnce.hold(connection, held);
        orders.await(connection, waiting);
        expiring.insert(connection, tasks);
        dependencies.insert(connection, batch, behind);
        return batch.size();
    }

    private static Object[] row(TaskEntity task) {
        return new Object[] {
            task.id,
            task.namespace,
            task.task,
            task.backend,
            task.queue,
            task.priority,
            task.status,
            task.arguments,
            task.payloadFormat,
            task.enqueuedAt,
            task.runAfter,
            task.deferred,
            task.promoteAt,
            task.due,
            task.rerunIfLost,
            task.flowId,
            task.evenIfFailed,
            task.argumentsSize,
            task.headers,
            task.orderId,
            task.expiresAt
        };
    }

    private static boolean isTimed(TaskRequest request) {
        return request.isDeferred() || request.expireAfter() != null;
    }

    /** The database's clock decides when a task is due, and when it expires. */
    private Instant now(Connection connection, boolean decides) throws SQLException {
        return decides ? clock.now(connection) : clock.estimate(connection);
    }
}
