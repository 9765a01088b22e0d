package ee.tasks.tck;

import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Builds requests as the engine would send them; every one gets an id of its own that is greater than the last. */
public final class TaskRequests {

    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() << 8);

    private final TaskRequest.Builder request = TaskRequest.builder()
            .id(nextId())
            .backend("default")
            .queue("default")
            .arguments("[]");

    private TaskRequests(String task) {
        request.task(task);
    }

    public static TaskRequests of(String task) {
        return new TaskRequests(task);
    }

    public static TaskRequests request() {
        return new TaskRequests("contract.send");
    }

    /** A new id: a UUID of version 7, greater than every one before. */
    public static String nextId() {
        long next = NEXT.getAndIncrement();
        long high = (next >>> 8) << 16 | 0x7000L | next & 0xFF;
        return new UUID(high, 0x8000_0000_0000_0000L | UUID.randomUUID().getLeastSignificantBits() >>> 2).toString();
    }

    public TaskRequests id(String value) {
        request.id(value);
        return this;
    }

    public TaskRequests backend(String value) {
        request.backend(value);
        return this;
    }

    public TaskRequests queue(String value) {
        request.queue(value);
        return this;
    }

    public TaskRequests priority(int value) {
        request.priority(value);
        return this;
    }

    public TaskRequests arguments(String json) {
        request.arguments(json);
        return this;
    }

    /** Arguments of this many characters, four at least. */
    public TaskRequests size(int characters) {
        return arguments("[\"" + "x".repeat(characters - 4) + "\"]");
    }

    public TaskRequests payloadFormat(int value) {
        request.payloadFormat(value);
        return this;
    }

    public TaskRequests runAfter(Instant value) {
        request.runAfter(value);
        return this;
    }

    public TaskRequests delay(Duration value) {
        request.delay(value);
        return this;
    }

    public TaskRequests unique(String key) {
        request.uniqueKey(key);
        return this;
    }

    public TaskRequests unique(String key, Duration period) {
        request.uniqueKey(key).uniquePeriod(period);
        return this;
    }

    public TaskRequests dependsOn(String... ids) {
        request.dependsOn(List.of(ids));
        return this;
    }

    public TaskRequests dependsOnFlow(String... flows) {
        request.dependsOnFlows(List.of(flows));
        return this;
    }

    public TaskRequests evenIfFailed() {
        request.evenIfFailed(true);
        return this;
    }

    public TaskRequests notRerunIfLost() {
        request.rerunIfLost(false);
        return this;
    }

    public TaskRequests flow(String value) {
        request.flow(value);
        return this;
    }

    public TaskRequests formerly(String... names) {
        request.formerNames(Set.of(names));
        return this;
    }

    public TaskRequest build() {
        return request.build();
    }
}
