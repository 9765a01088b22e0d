package ee.tasks.backend;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Runs nothing: records what was enqueued, at once and whatever becomes of the transaction, for tests to look at. */
public final class DummyBackend implements TaskBackend {

    private final Clock clock;
    private final Map<String, TaskRecord> records = new ConcurrentSkipListMap<>();
    private final Map<String, List<String>> flows = new ConcurrentHashMap<>();
    private final Map<UniqueKey, String> holders = new ConcurrentHashMap<>();

    private record UniqueKey(String task, String key) {}

    public DummyBackend(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }

    @Override
    public boolean joinsTransaction() {
        return true; // has nothing to do with it
    }

    @Override
    public TaskRecord enqueue(TaskRequest request) {
        if (request.uniqueKey() == null) {
            return record(request);
        }
        String holder = holders.compute(new UniqueKey(request.task(), request.uniqueKey()), (key, held) -> {
            TaskRecord found = held == null ? null : records.get(held);
            boolean free = found == null || found.status().isFinished();
            return free ? record(request).id() : held;
        });
        return records.get(holder);
    }

    private TaskRecord record(TaskRequest request) {
        Instant now = clock.instant().truncatedTo(MICROS);
        Instant runAfter = request.delay() != null ? now.plus(request.delay()) : request.runAfter();
        TaskStatus status = request.isDependent() ? TaskStatus.WAITING : TaskStatus.READY;
        TaskRecord record = TaskRecord.enqueued(request, status, now, runAfter);
        records.put(record.id(), record);
        if (request.flow() != null) {
            flows.computeIfAbsent(request.flow(), flow -> new ArrayList<>()).add(record.id());
        }
        return record;
    }

    @Override
    public Optional<TaskRecord> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public boolean cancel(String id) {
        boolean[] could = new boolean[1];
        change(id, record -> {
            could[0] = !record.status().isFinished();
            return could[0] ? cancelled(record) : record;
        });
        return could[0];
    }

    @Override
    public TaskProgress flowProgress(String flow) {
        List<String> ids = flows.getOrDefault(flow, List.of());
        long finished =
                ids.stream().filter(id -> records.get(id).status().isFinished()).count();
        return new TaskProgress(finished, ids.size(), null);
    }

    @Override
    public long cancelFlow(String flow) {
        return flows.getOrDefault(flow, List.of()).stream().filter(this::cancel).count();
    }

    /** Everything recorded, in the order of enqueueing. */
    public List<TaskRecord> records() {
        return List.copyOf(records.values());
    }

    /** Replaces what is recorded under an id. */
    public void change(String id, UnaryOperator<TaskRecord> change) {
        records.computeIfPresent(id, (key, record) -> change.apply(record));
    }

    /** Forgets everything. */
    public void clear() {
        records.clear();
        flows.clear();
        holders.clear();
    }

    private TaskRecord cancelled(TaskRecord task) {
        return new TaskRecord(
                task.id(),
                task.task(),
                task.backend(),
                task.queue(),
                task.priority(),
                TaskStatus.CANCELLED,
                task.arguments(),
                task.payloadFormat(),
                task.enqueuedAt(),
                task.runAfter(),
                null,
                null,
                clock.instant().truncatedTo(MICROS),
                0,
                List.of(),
                List.of(),
                null,
                null,
                Map.of());
    }
}
