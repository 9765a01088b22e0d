package ee.tasks.engine.backend;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Runs nothing: records what was enqueued, at once and whatever becomes of the transaction, for tests to look at. */
public final class DummyBackend implements TaskBackend {

    private final Clock clock;
    private final Map<String, TaskRecord> records = new LinkedHashMap<>();
    private final Map<String, List<String>> flows = new HashMap<>();
    private final Map<Key, HeldBy> keys = new HashMap<>();

    private record Key(String task, String key) {}

    /** @param until when the key is free; {@code null} means when its task has finished */
    private record HeldBy(String id, Instant until) {}

    public DummyBackend(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(
                Feature.RETRY, Feature.SCHEDULES, Feature.LIMITS, Feature.PAUSE, Feature.ADMIN, Feature.ORDER));
    }

    @Override
    public boolean joinsTransaction() {
        return true; // has nothing to do with it
    }

    @Override
    public synchronized TaskRecord enqueue(TaskRequest request) {
        Instant now = now();
        Key key = new Key(request.task(), request.uniqueKey());
        if (request.uniqueKey() != null) {
            HeldBy holder = keys.get(key);
            if (holder != null && holds(holder, now)) {
                return records.get(holder.id());
            }
            keys.put(key, new HeldBy(request.id(), until(request, now)));
        }
        Instant runAfter = request.delay() != null ? now.plus(request.delay()) : request.runAfter();
        TaskRecord record =
                TaskRecordBuilder.of(request).enqueuedAt(now).runAfter(runAfter).build();
        records.put(record.id(), record);
        if (request.flow() != null) {
            flows.computeIfAbsent(request.flow(), flow -> new ArrayList<>()).add(record.id());
        }
        return record;
    }

    private boolean holds(HeldBy holder, Instant now) {
        boolean unfinished = !records.get(holder.id()).status().isFinished();
        return unfinished || (holder.until() != null && now.isBefore(holder.until()));
    }

    private static Instant until(TaskRequest request, Instant now) {
        return request.uniquePeriod() == null ? null : now.plus(request.uniquePeriod());
    }

    @Override
    public synchronized Optional<TaskRecord> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public synchronized boolean cancel(String id) {
        boolean[] could = new boolean[1];
        change(id, record -> {
            could[0] = !record.status().isFinished();
            return could[0]
                    ? TaskRecordBuilder.of(record)
                            .status(TaskStatus.CANCELLED)
                            .finishedAt(now())
                            .build()
                    : record;
        });
        return could[0];
    }

    @Override
    public synchronized TaskProgress flowProgress(String flow) {
        List<String> ids = flows.getOrDefault(flow, List.of());
        long finished =
                ids.stream().filter(id -> records.get(id).status().isFinished()).count();
        return new TaskProgress(finished, ids.size(), null);
    }

    @Override
    public synchronized long cancelFlow(String flow) {
        return flows.getOrDefault(flow, List.of()).stream().filter(this::cancel).count();
    }

    /** Everything recorded, in the order of enqueueing. */
    public synchronized List<TaskRecord> records() {
        return List.copyOf(records.values());
    }

    /** Replaces what is recorded under an id. */
    public synchronized void change(String id, UnaryOperator<TaskRecord> change) {
        records.computeIfPresent(id, (key, record) -> change.apply(record));
    }

    /** Forgets everything. */
    public synchronized void clear() {
        records.clear();
        flows.clear();
        keys.clear();
    }

    private Instant now() {
        return clock.instant().truncatedTo(MICROS);
    }
}
