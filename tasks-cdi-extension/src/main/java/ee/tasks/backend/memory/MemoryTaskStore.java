package ee.tasks.backend.memory;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.InvalidBackendException;
import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.TaskStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

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

    private static final String LOST = "ee.tasks.WorkerLostError";
    private static final int KEEP = 100_000;

    private final Clock clock;
    private final Map<String, MemoryTask> tasks = new HashMap<>();
    private final MemoryQueues queues = new MemoryQueues();
    private final MemoryKeys keys = new MemoryKeys();
    private final MemoryDependencies dependencies = new MemoryDependencies();
    private final Set<MemoryTask> parked = new LinkedHashSet<>();
    private final Queue<MemoryTask> finished = new ArrayDeque<>();
    private final Map<String, MemoryNode> nodes = new HashMap<>();
    private final Set<MemoryNode> lostNodes = new LinkedHashSet<>();
    private long sequence;
    private int keep = KEEP;

    /** @param clock the store's time */
    public MemoryTaskStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void start(BackendContext context) {
        keep = context.option("keep").map(text -> parseKeep(context, text)).orElse(KEEP);
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
        return EnumSet.allOf(Feature.class);
    }

    @Override
    public boolean joinsTransaction() {
        return false;
    }

    @Override
    public synchronized TaskRecord insert(TaskRequest request) {
        refuseKnown(request);
        return insertUnlessKeyIsHeld(request).toRecord();
    }

    @Override
    public long insertAll(Iterator<TaskRequest> requests) {
        List<TaskRequest> all = new ArrayList<>();
        requests.forEachRemaining(all::add);
        synchronized (this) {
            all.forEach(this::refuseKnown);
            return all.stream()
                    .filter(request -> insertUnlessKeyIsHeld(request).request == request)
                    .count();
        }
    }

    private void refuseKnown(TaskRequest request) {
        if (tasks.containsKey(request.id())) {
            throw new TaskStoreException(MemoryMessage.ID_TWICE.text(request.id()), null, false);
        }
    }

    private MemoryTask insertUnlessKeyIsHeld(TaskRequest request) {
        Instant now = now();
        return keys.holder(request, now).orElseGet(() -> {
            MemoryTask task = new MemoryTask(request, sequence++, now);
            TaskStatus status = dependencies.join(task, tasks);
            tasks.put(task.id(), task);
            keys.hold(task);
            if (status == TaskStatus.CANCELLED) {
                finish(task, status, now);
            } else if (status == TaskStatus.READY) {
                ready(task, now);
            } else {
                task.status = status;
            }
            return task;
        });
    }

    @Override
    public synchronized Optional<TaskRecord> find(String id) {
        return Optional.ofNullable(tasks.get(id)).map(MemoryTask::toRecord);
    }

    @Override
    public synchronized boolean cancel(String id) {
        MemoryTask task = tasks.get(id);
        return task != null && cancel(task);
    }

    private boolean cancel(MemoryTask task) {
        if (task.status == TaskStatus.RUNNING) {
            task.cancelRequested = true;
        } else if (task.status.isFinished()) {
            return false;
        } else {
            finish(task, TaskStatus.CANCELLED, now());
        }
        return true;
    }

    @Override
    public synchronized TaskProgress flowProgress(String flow) {
        return dependencies.flow(flow).progress();
    }

    @Override
    public synchronized long cancelFlow(String flow) {
        return List.copyOf(dependencies.flow(flow).unfinished).stream()
                .filter(this::cancel)
                .count();
    }

    @Override
    public synchronized void join(String node, Duration lease) {
        nodes.put(node, new MemoryNode(node, now().plus(lease)));
    }

    @Override
    public synchronized Optional<Instant> renew(String node, Duration lease) {
        Instant now = now();
        return Optional.ofNullable(nodes.get(node)).map(known -> {
            known.leaseUntil = now.plus(lease);
            return now;
        });
    }

    @Override
    public synchronized void leave(String node) {
        MemoryNode known = nodes.remove(node);
        if (known != null) {
            lostNodes.add(known);
        }
    }

    @Override
    public synchronized int promote(int max) {
        return queues.promote(now(), max);
    }

    @Override
    public synchronized List<ClaimedTask> claim(String node, QueueSelection selection, int max) {
        MemoryNode known = nodes.get(node);
        if (known == null) {
            return List.of();
        }
        return queues.poll(selection, max).stream()
                .map(task -> task.claim(known))
                .toList();
    }

    @Override
    public synchronized boolean markStarted(Claim claim) {
        Optional<MemoryTask> task = held(claim);
        task.ifPresent(starting -> starting.start(now()));
        return task.isPresent();
    }

    @Override
    public synchronized Set<Claim> complete(Collection<Completion> completions) {
        Set<Claim> lost = new HashSet<>();
        for (Completion completion : completions) {
            held(completion.claim())
                    .ifPresentOrElse(task -> complete(task, completion), () -> lost.add(completion.claim()));
        }
        return lost;
    }

    private void complete(MemoryTask task, Completion completion) {
        Instant now = now();
        task.endAttempt(completion.startedAt());
        Outcome outcome = completion.outcome();
        if (outcome instanceof Outcome.Succeeded succeeded) {
            task.result = succeeded.result();
            finish(task, TaskStatus.SUCCESSFUL, now);
        } else if (outcome instanceof Outcome.Failed failed) {
            task.failedWith(failed.error());
            finish(task, TaskStatus.FAILED, now);
        } else if (outcome instanceof Outcome.Retrying retrying) {
            task.failedWith(retrying.error());
            task.runAfter = now.plus(retrying.delay());
            task.dueAt = task.runAfter;
            readyUnlessCancelled(task, now);
        } else {
            finish(task, TaskStatus.CANCELLED, now);
        }
    }

    @Override
    public synchronized void release(Collection<Claim> claims) {
        for (Claim claim : claims) {
            held(claim).ifPresent(task -> {
                task.endClaim();
                readyUnlessCancelled(task, now());
            });
        }
    }

    @Override
    public synchronized void park(Claim claim, String node, String reason) {
        held(claim).ifPresent(task -> {
            task.endClaim();
            if (task.cancelRequested) {
                finish(task, TaskStatus.CANCELLED, now());
            } else {
                task.status = TaskStatus.READY;
                task.parkedBy = node;
                parked.add(task);
            }
        });
    }

    @Override
    public synchronized int unpark(String node, Set<String> known) {
        List<MemoryTask> runnable = parked.stream()
                .filter(task -> known.contains(task.request.task()) && !task.parkedBy.equals(node))
                .toList();
        runnable.forEach(task -> {
            parked.remove(task);
            ready(task, now());
        });
        return runnable.size();
    }

    @Override
    public synchronized void progress(Claim claim, TaskProgress progress) {
        held(claim).ifPresent(task -> task.progress(progress));
    }

    @Override
    public synchronized void metadata(Claim claim, String key, String value) {
        held(claim).ifPresent(task -> task.metadata(key, value));
    }

    @Override
    public synchronized Set<Claim> stopping(Collection<Claim> claims) {
        Set<Claim> stopping = new HashSet<>(claims);
        stopping.removeIf(
                claim -> held(claim).map(task -> !task.cancelRequested).orElse(false));
        return stopping;
    }

    @Override
    public Rescue rescue(int maxLosses, int page) {
        giveUpNodes();
        int readied = 0;
        List<String> failed = new ArrayList<>();
        for (Map<String, TaskStatus> rescued = rescuePage(maxLosses, page);
                !rescued.isEmpty();
                rescued = rescuePage(maxLosses, page)) {
            for (Map.Entry<String, TaskStatus> each : rescued.entrySet()) {
                if (each.getValue() == TaskStatus.READY) {
                    readied++;
                } else if (each.getValue() == TaskStatus.FAILED) {
                    failed.add(each.getKey());
                }
            }
        }
        return new Rescue(readied, failed);
    }

    private synchronized void giveUpNodes() {
        Instant now = now();
        nodes.values().removeIf(node -> node.leaseUntil.isBefore(now) && lostNodes.add(node));
    }

    private synchronized Map<String, TaskStatus> rescuePage(int maxLosses, int page) {
        List<MemoryTask> lost = lostNodes.stream()
                .flatMap(node -> node.held.stream())
                .limit(page)
                .toList();
        lost.forEach(task -> lose(task, maxLosses));
        lostNodes.removeIf(node -> node.held.isEmpty());
        return lost.stream().collect(Collectors.toMap(MemoryTask::id, task -> task.status));
    }

    private void lose(MemoryTask task, int maxLosses) {
        Instant now = now();
        task.wasLost = true;
        if (!task.hasStarted()) {
            task.endClaim();
            readyUnlessCancelled(task, now);
            return;
        }
        String worker = task.endAttempt(task.attemptStartedAt());
        task.losses++;
        if (task.losses > maxLosses || !task.request.rerunIfLost()) {
            String message = task.request.rerunIfLost()
                    ? MemoryMessage.LOST_TOO_OFTEN.text(task.attempts, task.losses, maxLosses)
                    : MemoryMessage.LOST_AND_NOT_RERUN.text(task.attempts);
            task.failedWith(new TaskError(LOST, message, LOST + ": " + message, task.attempts, worker, now));
            finish(task, TaskStatus.FAILED, now);
        } else {
            readyUnlessCancelled(task, now);
        }
    }

    private void readyUnlessCancelled(MemoryTask task, Instant now) {
        if (task.cancelRequested) {
            finish(task, TaskStatus.CANCELLED, now);
        } else {
            ready(task, now);
        }
    }

    private void ready(MemoryTask task, Instant now) {
        task.status = TaskStatus.READY;
        queues.add(task, now);
    }

    private void finish(MemoryTask task, TaskStatus status, Instant now) {
        List<MemoryTask> released = new ArrayList<>();
        List<MemoryTask> cancelled = new ArrayList<>();
        end(task, status, now);
        dependencies.finished(task, released, cancelled);
        // It grows while it is walked: what is cancelled cancels what waits for it.
        for (int i = 0; i < cancelled.size(); i++) {
            MemoryTask next = cancelled.get(i);
            if (!next.status.isFinished()) {
                end(next, TaskStatus.CANCELLED, now);
                dependencies.finished(next, released, cancelled);
            }
        }
        released.forEach(next -> ready(next, now));
    }

    private void end(MemoryTask task, TaskStatus status, Instant now) {
        if (task.status == TaskStatus.READY && !parked.remove(task)) {
            queues.remove(task);
        }
        task.status = status;
        task.finishedAt = now;
        keys.finished(task);
        finished.add(task);
        while (finished.size() > keep) {
            MemoryTask oldest = finished.remove();
            tasks.remove(oldest.id());
            dependencies.forget(oldest);
        }
    }

    private Optional<MemoryTask> held(Claim claim) {
        return Optional.ofNullable(tasks.get(claim.id())).filter(task -> task.isHeldUnder(claim));
    }

    private Instant now() {
        return clock.instant().truncatedTo(MICROS);
    }
}
