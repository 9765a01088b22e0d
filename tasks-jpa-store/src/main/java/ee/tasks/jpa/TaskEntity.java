package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/**
 * A task's row as an entity: the model of the schema, and how a single task is written in the application's transaction. Queries use JDBC.
 * Field types and lengths are those that Hibernate and EclipseLink map alike.
 */
@Entity(name = "EeTask")
@Table(name = "ee_task")
@Access(AccessType.FIELD)
public class TaskEntity {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    @Id
    @Column(name = "id", length = 36)
    String id;

    @Column(name = "namespace", length = 64, nullable = false)
    String namespace;

    @Column(name = "task", length = 255, nullable = false)
    String task;

    @Column(name = "backend", length = 255, nullable = false)
    String backend;

    @Column(name = "queue", length = 64, nullable = false)
    String queue;

    @Column(name = "priority", nullable = false)
    int priority;

    @Column(name = "status", length = 10, nullable = false)
    String status;

    @Column(name = "arguments", columnDefinition = "text", nullable = false)
    String arguments;

    @Column(name = "payload_format", nullable = false)
    int payloadFormat;

    @Column(name = "result", columnDefinition = "text")
    String result;

    @Convert(converter = InstantConverter.class)
    @Column(name = "enqueued_at", nullable = false)
    Instant enqueuedAt;

    @Convert(converter = InstantConverter.class)
    @Column(name = "run_after", nullable = false)
    Instant runAfter;

    @Column(name = "deferred", nullable = false)
    boolean deferred;

    @Convert(converter = InstantConverter.class)
    @Column(name = "promote_at")
    Instant promoteAt;

    @Column(name = "due", nullable = false)
    boolean due;

    @Column(name = "claim_id", length = 36)
    String claimId;

    @Column(name = "node_id", length = 64)
    String nodeId;

    @Convert(converter = InstantConverter.class)
    @Column(name = "claimed_at")
    Instant claimedAt;

    @Column(name = "claim_started", nullable = false)
    boolean claimStarted;

    @Column(name = "claims", nullable = false)
    int claims;

    @Column(name = "attempts", nullable = false)
    int attempts;

    @Column(name = "losses", nullable = false)
    int losses;

    @Column(name = "lost", nullable = false)
    boolean lost;

    @Column(name = "rerun_if_lost", nullable = false)
    boolean rerunIfLost;

    @Column(name = "cancel_requested", nullable = false)
    boolean cancelRequested;

    @Convert(converter = InstantConverter.class)
    @Column(name = "started_at")
    Instant startedAt;

    @Convert(converter = InstantConverter.class)
    @Column(name = "last_attempted_at")
    Instant lastAttemptedAt;

    @Convert(converter = InstantConverter.class)
    @Column(name = "finished_at")
    Instant finishedAt;

    @Column(name = "workers", columnDefinition = "text")
    String workers;

    @Convert(converter = InstantConverter.class)
    @Column(name = "parked_at")
    Instant parkedAt;

    @Column(name = "parked_by", length = 64)
    String parkedBy;

    @Column(name = "parked_reason", length = 1000)
    String parkedReason;

    @Column(name = "flow_id", length = 36)
    String flowId;

    @Column(name = "even_if_failed", nullable = false)
    boolean evenIfFailed;

    @Convert(converter = InstantConverter.class)
    @Column(name = "unreadable_since")
    Instant unreadableSince;

    @Column(name = "offered_to", length = 64)
    String offeredTo;

    @Convert(converter = InstantConverter.class)
    @Column(name = "offered_until")
    Instant offeredUntil;

    @Column(name = "attempts_before", nullable = false)
    int attemptsBefore;

    @Column(name = "arguments_size")
    Integer argumentsSize;

    @Column(name = "headers", length = 4000)
    String headers;

    @Column(name = "principal", length = 255)
    String principal;

    @Column(name = "order_id", length = 64)
    String orderId;

    @Column(name = "batch", length = 64)
    String batch;

    @Convert(converter = InstantConverter.class)
    @Column(name = "expires_at")
    Instant expiresAt;

    protected TaskEntity() {}

    /** @param now the store's time if the request is deferred or expires, else an estimate of it */
    TaskEntity(String namespace, TaskRequest request, Instant now) {
        this.namespace = namespace;
        id = request.id();
        task = StoredText.clean(request.task());
        backend = request.backend();
        queue = StoredText.clean(request.queue());
        priority = request.priority();
        arguments = StoredText.json(request.arguments());
        argumentsSize = arguments.length();
        payloadFormat = request.payloadFormat();
        enqueuedAt = now;
        deferred = request.isDeferred();
        runAfter = Sql.toInstant(Sql.toUtc(runAfter(request, now)));
        boolean later = runAfter.isAfter(now);
        TaskStatus first = request.isDependent() ? TaskStatus.WAITING : TaskStatus.READY;
        status = first.name();
        due = first == TaskStatus.READY && !later;
        promoteAt = first == TaskStatus.READY && later ? runAfter : null;
        rerunIfLost = request.rerunIfLost();
        flowId = request.flow();
        evenIfFailed = request.evenIfFailed();
        headers = StoredText.json(request.headers());
        orderId = Orders.id(request);
        expiresAt = request.expireAfter() == null ? null : expiresAt(later ? runAfter : now, request.expireAfter());
    }

    /** Its turn is yet to come. */
    void await() {
        status = TaskStatus.WAITING.name();
        due = false;
        promoteAt = null;
    }

    /** No later than databases know. */
    private static Instant expiresAt(Instant from, Duration time) {
        Instant at = from.plus(time);
        return Sql.toInstant(Sql.toUtc(at.isAfter(LAST) ? LAST : at));
    }

    private static Instant runAfter(TaskRequest request, Instant now) {
        if (request.delay() != null) {
            return now.plus(request.delay());
        }
        return request.runAfter() != null ? request.runAfter() : now;
    }

    TaskRecord toRecord(TaskRequest request) {
        return TaskRecordBuilder.of(request)
                .status(TaskStatus.valueOf(status))
                .enqueuedAt(enqueuedAt)
                .runAfter(deferred ? runAfter : null)
                .build();
    }
}
