package ee.tasks.engine.backend.memory;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.InvalidBackendException;
import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Expired;
import ee.tasks.spi.Feature;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.Retention;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.TaskStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps tasks in memory, for as long as this object lives. One lock guards everything; no method runs foreign code or waits
 * while it holds it, and a claim costs the logarithm of what is due.
 *
 * <p>Of the finished tasks it keeps the newest, as many as the option {@code keep} says; one that waits for a task which is
 * no longer there is cancelled, unless it runs even if that failed.
 *
 * @since 1.0
 */
public final class MemoryTaskStore implements TaskStore {

    private static final String UNREADABLE = "ee.tasks.UnreadableTaskError";
    private static final int KEEP = 100_000;

    private final Clock clock;
    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryNodes nodes = new MemoryNodes(tasks);
    private final MemorySchedules schedules;
    private final GateStore gates;
    private final AdminStore admin;

    /** @param clock the store's time */
    public MemoryTaskStore(Clock clock) {
        this.clock = clock;
        schedules = new MemorySchedules(this, clock, tasks::isUnfinished, request -> tasks.insert(request, now()));
        gates = new MemoryGateStore(this, this::release, tasks, nodes, this::now);
        admin = new MemoryAdminStore(this, tasks, this::now);
    }

    @Override
    public synchronized void start(BackendContext context) {
        tasks.pauses().instance(context.nodeInstance().orElse(null));
        tasks.keep(
                context.option("keep").map(text -> parseKeep(context, text)).orElse(KEEP), context.dependencyGrace());
    }

    private static int parseKeep(BackendContext context, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidBackendException(MemoryMessage.KEEP_INVALID.text(context.name(), text), e);
        }
        throw new InvalidBackendException(MemoryMessage.KEEP_INVALID.text(context.name(), text));
    }

    @Override
    public void stop() {}

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.values());
    }

    @Override
    public boolean joinsTransaction() {
        return false;
    }

    @Override
    public synchronized TaskRecord insert(TaskRequest request) {
        Instant now = now();
        refuse(request, now);
        MemoryTask task = tasks.insert(request, now);
        enqueued(List.of(request));
        return task.toRecord();
    }

    @Override
    public long insertAll(Iterator<TaskRequest> requests) {
        List<TaskRequest> all = new ArrayList<>();
        requests.forEachRemaining(all::add);
        synchronized (this) {
            Instant now = now();
            all.forEach(request -> refuse(request, now));
            Set<MemoryTask> counted = new HashSet<>();
            Map<String, Integer> room = new HashMap<>();
            for (TaskRequest request : all) {
                MemoryTask task = tasks.insert(request, room, now());
                if (task.id().equals(request.id()) || request.flow() != null) {
                    counted.add(task);
                }
            }
            enqueued(all);
            return counted.size();
        }
    }

    private void enqueued(List<TaskRequest> all) {
        all.stream()
                .map(TaskRequest::flow)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(flow -> tasks.enqueued(flow, now()));
    }

    private void refuse(TaskRequest request, Instant now) {
        tasks.check(request, now);
        if (tasks.has(request.id())) {
            throw new TaskStoreException(MemoryMessage.ID_TWICE.text(request.id()), null, false);
        }
    }

    @Override
    public synchronized Optional<TaskRecord> find(String id) {
        return tasks.find(id).map(MemoryTask::toRecord);
    }

    @Override
    public synchronized boolean cancel(String id) {
        return tasks.find(id).map(task -> tasks.cancel(task, now())).orElse(false);
    }

    @Override
    public synchronized boolean retry(String id) {
        return tasks.find(id).map(task -> tasks.retry(task, now())).orElse(false);
    }

    @Override
    public synchronized TaskProgress flowProgress(String flow) {
        return tasks.flow(flow).progress();
    }

    @Override
    public synchronized long cancelFlow(String flow) {
        return List.copyOf(tasks.flow(flow).unfinished).stream()
                .filter(task -> tasks.cancel(task, now()))
                .count();
    }

    @Override
    public ScheduleStore schedules() {
        return schedules;
    }

    @Override
    public GateStore gates() {
        return gates;
    }

    @Override
    public AdminStore admin() {
        return admin;
    }

    @Override
    public synchronized void join(String node, Duration lease) {
        nodes.join(node, now().plus(lease));
    }

    @Override
    public synchronized Optional<Instant> renew(String node, Duration lease) {
        Instant now = now();
        return nodes.renew(node, now, now.plus(lease)) ? Optional.of(now) : Optional.empty();
    }

    @Override
    public synchronized void leave(String node) {
        nodes.leave(node, now());
    }

    @Override
    public synchronized int promote(int max) {
        return tasks.promote(now(), max);
    }

    @Override
    public synchronized List<ClaimedTask> claim(String node, QueueSelection selection, int max, long maxCharacters) {
        Instant now = now();
        List<ClaimedTask> claimed = nodes.claim(node, selection, max, maxCharacters, now);
        claimed.forEach(
                each -> tasks.held(each.claim()).ifPresent(task -> tasks.gates().leave(task, now)));
        return claimed;
    }

    @Override
    public synchronized boolean markStarted(Claim claim) {
        Optional<MemoryTask> task = tasks.held(claim);
        task.ifPresent(starting -> starting.start(now()));
        return task.isPresent();
    }

    @Override
    public synchronized Completed complete(Collection<Completion> completions) {
        Set<Claim> lost = new HashSet<>();
        Set<Claim> cancelled = new HashSet<>();
        long dueBefore = tasks.madeDue();
        boolean freed = false;
        for (Completion completion : completions) {
            MemoryTask task = tasks.held(completion.claim()).orElse(null);
            if (task == null) {
                lost.add(completion.claim());
                continue;
            }
            freed |= leave(completion);
            complete(task, completion);
            if (completion.outcome() instanceof Outcome.Retrying && task.status == TaskStatus.CANCELLED) {
                cancelled.add(completion.claim());
            }
        }
        return new Completed(lost, cancelled, tasks.madeDue() > dueBefore, false, freed);
    }

    /** @return whether held tasks may wait for what the attempt gave back */
    private boolean leave(Completion completion) {
        String claimId = completion.claim().claimId();
        if (completion.inside()) {
            tasks.gates().keep(claimId);
            return false;
        }
        return tasks.gates().giveBack(claimId, now());
    }

    /** Followers are released with the completion of what they wait for; here are those of what never came. */
    @Override
    public synchronized Settled settle(int page) {
        List<String> cancelled = new ArrayList<>();
        int readied = tasks.giveUp(now(), cancelled);
        return new Settled(readied, cancelled, false);
    }

    private void complete(MemoryTask task, Completion completion) {
        Instant now = now();
        task.attempted(completion.startedAt());
        Outcome outcome = completion.outcome();
        if (outcome instanceof Outcome.Succeeded succeeded) {
            task.result = succeeded.result();
            tasks.finish(task, TaskStatus.SUCCESSFUL, now);
        } else if (outcome instanceof Outcome.Failed failed) {
            task.failedWith(failed.error());
            tasks.finish(task, TaskStatus.FAILED, now);
        } else if (outcome instanceof Outcome.Retrying retrying) {
            task.failedWith(retrying.error());
            task.runAfter = now.plus(retrying.delay());
            task.dueAt = task.runAfter;
            tasks.readyUnlessCancelled(task, now);
        } else {
            tasks.finish(task, TaskStatus.CANCELLED, now);
        }
    }

    @Override
    public synchronized void release(Collection<Claim> claims) {
        for (Claim claim : claims) {
            tasks.held(claim).ifPresent(task -> {
                tasks.gates().giveBack(claim.claimId(), now());
                task.endClaim();
                tasks.readyUnlessCancelled(task, now());
            });
        }
    }

    @Override
    public synchronized void park(Collection<Parked> parked) {
        for (Parked each : parked) {
            tasks.held(each.claim()).ifPresent(task -> {
                tasks.gates().giveBack(each.claim().claimId(), now());
                task.endClaim();
                tasks.park(task, each.node(), each.why(), each.reason(), now());
            });
        }
    }

    @Override
    public synchronized int unpark(String node, QueueSelection selection, Set<String> known) {
        return tasks.unpark(node, selection, known, now());
    }

    @Override
    public synchronized List<String> failUnreadable(Duration grace, int max) {
        Instant now = now();
        List<MemoryTask> given = tasks.unreadable(grace, now, max);
        for (MemoryTask task : given) {
            task.attempts++;
            String message = MemoryMessage.UNREADABLE_TOO_LONG.text(grace, task.parkedReason);
            task.failedWith(new TaskError(UNREADABLE, message, "", task.attempts, task.parkedBy, now));
            tasks.finish(task, TaskStatus.FAILED, now);
        }
        return given.stream().map(MemoryTask::id).toList();
    }

    @Override
    public synchronized Expired expire(int max) {
        return tasks.expire(now(), max);
    }

    @Override
    public synchronized Map<Parking, Long> parked() {
        return tasks.parked();
    }

    @Override
    public synchronized int prune(Retention retention, int max) {
        return tasks.prune(retention, now(), max);
    }

    @Override
    public synchronized void progress(Claim claim, TaskProgress progress) {
        tasks.held(claim).ifPresent(task -> task.progress(progress));
    }

    @Override
    public synchronized void metadata(Claim claim, String key, String value) {
        tasks.held(claim).ifPresent(task -> task.metadata(key, value));
    }

    @Override
    public synchronized Set<Claim> stopping(Collection<Claim> claims) {
        Set<Claim> stopping = new HashSet<>(claims);
        stopping.removeIf(
                claim -> tasks.held(claim).map(task -> !task.cancelRequested).orElse(false));
        return stopping;
    }

    @Override
    public Rescue rescue(int maxLosses, int page) {
        synchronized (this) {
            nodes.giveUp(now());
        }
        int readied = 0;
        List<String> failed = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        for (Map<String, TaskStatus> rescued = rescuePage(maxLosses, page);
                !rescued.isEmpty();
                rescued = rescuePage(maxLosses, page)) {
            for (Map.Entry<String, TaskStatus> each : rescued.entrySet()) {
                if (each.getValue() == TaskStatus.READY) {
                    readied++;
                } else if (each.getValue() == TaskStatus.FAILED) {
                    failed.add(each.getKey());
                } else {
                    cancelled.add(each.getKey());
                }
            }
        }
        return new Rescue(readied, failed, cancelled);
    }

    private synchronized Map<String, TaskStatus> rescuePage(int maxLosses, int page) {
        return nodes.rescue(maxLosses, page, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(MICROS);
    }
}
