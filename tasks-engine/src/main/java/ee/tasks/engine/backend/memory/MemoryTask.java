package ee.tasks.engine.backend.memory;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRequestBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One task's state. Guarded by the store's lock, as everything in this package is. */
final class MemoryTask {

    /** Of its errors, and of its workers. */
    private static final int FIRST_KEPT = 9;

    private static final int LAST_KEPT = 9;

    static final Comparator<MemoryTask> IN_TIME_ORDER =
            Comparator.<MemoryTask, Instant>comparing(task -> task.dueAt).thenComparingLong(task -> task.sequence);

    static final Comparator<MemoryTask> IN_CLAIM_ORDER = Comparator.<MemoryTask>comparingInt(
                    task -> -task.request.priority())
            .thenComparing(IN_TIME_ORDER);

    TaskRequest request;
    final long sequence;
    final Instant enqueuedAt;

    TaskStatus status;
    Instant runAfter;
    /** Decides the order; never changes while the task is in a queue. */
    Instant dueAt;

    Instant finishedAt;
    int attempts;
    int losses;
    boolean wasLost;
    boolean cancelRequested;
    /** Of the last time that it was parked. */
    Instant parkedAt;

    String parkedBy;
    String parkedReason;
    Instant unreadableSince;
    final Set<String> unreadableBy = new HashSet<>(0);
    String offeredTo;
    Instant offeredUntil;
    int attemptsBefore;
    int predecessors;
    /** Others are before it in the order of its key. */
    boolean isBehind;

    /** When it is too late for its first start; {@code null} if it does not expire. */
    Instant expiresAt;

    String result;

    private Instant startedAt;
    private Instant lastAttemptedAt;
    /** Never changed but replaced, as {@link #errors}: who reads copies neither. */
    private List<String> workerIds = List.of();

    private List<TaskError> errors = List.of();
    private final Map<String, String> metadata = new LinkedHashMap<>(0);
    private TaskProgress progress;

    private MemoryNode holder;
    private String claimId;
    private Instant claimedAt;
    private Instant attemptStartedAt;

    MemoryTask(TaskRequest request, long sequence, Instant now) {
        this.request = request;
        this.sequence = sequence;
        enqueuedAt = now;
        runAfter = request.delay() != null ? now.plus(request.delay()) : request.runAfter();
        dueAt = runAfter != null ? runAfter : now;
        expiresAt =
                request.expireAfter() == null ? null : (dueAt.isAfter(now) ? dueAt : now).plus(request.expireAfter());
    }

    String id() {
        return request.id();
    }

    ClaimedTask claim(MemoryNode node, String id, Instant now) {
        claimedAt = now;
        status = TaskStatus.RUNNING;
        holder = node;
        node.held.add(id());
        claimId = id;
        return new ClaimedTask(
                toRecord(),
                claimId,
                startsAlone(),
                request.rerunIfLost(),
                attemptsBefore,
                isExpiring() ? expiresAt : null);
    }

    MemoryNode holder() {
        return holder;
    }

    String claimId() {
        return claimId;
    }

    boolean startsAlone() {
        return wasLost || !request.rerunIfLost();
    }

    boolean isHeldUnder(Claim claim) {
        return status == TaskStatus.RUNNING && claim.claimId().equals(claimId);
    }

    void start(Instant now) {
        attemptStartedAt = now;
    }

    boolean hasStarted() {
        return attemptStartedAt != null;
    }

    Instant attemptStartedAt() {
        return attemptStartedAt;
    }

    /** It has not started, as far as anybody knows, and must have by a certain time. */
    boolean isExpiring() {
        return expiresAt != null && attempts == 0 && !status.isFinished();
    }

    /** Ends the claim and counts its attempt. @return the worker that made it */
    String attempted(Instant attemptStart) {
        String worker = holder.name;
        attempts++;
        workerIds = with(workerIds, worker);
        startedAt = startedAt != null ? startedAt : attemptStart;
        lastAttemptedAt = attemptStart != null ? attemptStart : lastAttemptedAt;
        endClaim();
        return worker;
    }

    /** Ends the claim as if it had never been. */
    void endClaim() {
        holder.held.remove(id());
        holder = null;
        claimId = null;
        claimedAt = null;
        attemptStartedAt = null;
    }

    void failedWith(TaskError error) {
        errors = with(errors, error);
    }

    boolean isOfferedToOthers(String node, Instant now) {
        return offeredTo != null && !offeredTo.equals(node) && offeredUntil.isAfter(now);
    }

    void unreadable(String node, Instant now) {
        unreadableBy.add(node);
        if (unreadableSince == null || lastAttemptedAt != null && lastAttemptedAt.isAfter(unreadableSince)) {
            unreadableSince = now;
        }
    }

    /** As if it had never been attempted, except that attempts go on counting. */
    void renew(Instant now) {
        attemptsBefore = attempts;
        losses = 0;
        cancelRequested = false;
        finishedAt = null;
        result = null;
        unreadableSince = null;
        unreadableBy.clear();
        expiresAt = null;
        runAfter = runAfter == null ? null : now;
        dueAt = now;
    }

    /** Its key may be held for long after it was forgotten; what is large, or may be a secret, goes. */
    void strip() {
        request = TaskRequestBuilder.of(request).arguments("[]").build();
        result = null;
        errors = List.of();
        metadata.clear();
    }

    void progress(TaskProgress value) {
        progress = value;
    }

    void metadata(String key, String value) {
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }
    }

    private static <T> List<T> with(List<T> list, T last) {
        if (list.isEmpty()) {
            return List.of(last);
        }
        List<T> all = new ArrayList<>(list);
        all.add(last);
        if (all.size() > FIRST_KEPT + LAST_KEPT) {
            all.remove(FIRST_KEPT);
        }
        return List.copyOf(all);
    }

    TaskRecord toRecord() {
        boolean running = status == TaskStatus.RUNNING;
        // Until the start is told the claim stands for it, which is never after it.
        Instant attemptedAt = attemptStartedAt != null ? attemptStartedAt : claimedAt;
        return TaskRecordBuilder.of(request)
                .status(status)
                .enqueuedAt(enqueuedAt)
                .runAfter(runAfter)
                .startedAt(running && startedAt == null ? attemptedAt : startedAt)
                .lastAttemptedAt(running ? attemptedAt : lastAttemptedAt)
                .finishedAt(finishedAt)
                .attempts(running ? attempts + 1 : attempts)
                .workerIds(running ? with(workerIds, holder.name) : workerIds)
                .errors(errors)
                .result(result)
                .progress(progress)
                .metadata(metadata.isEmpty() ? Map.of() : metadata)
                .build();
    }
}
