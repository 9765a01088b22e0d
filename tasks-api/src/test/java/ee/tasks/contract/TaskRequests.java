package ee.tasks.contract;

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

    private String id = nextId();
    private final String task;
    private String backend = "default";
    private String queue = "default";
    private int priority;
    private String arguments = "[]";
    private int payloadFormat = 1;
    private Instant runAfter;
    private Duration delay;
    private String uniqueKey;
    private Duration uniquePeriod;
    private List<String> dependsOn = List.of();
    private List<String> dependsOnFlows = List.of();
    private boolean evenIfFailed;
    private boolean rerunIfLost = true;
    private String flow;
    private Set<String> formerNames = Set.of();

    private TaskRequests(String task) {
        this.task = task;
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
        id = value;
        return this;
    }

    public TaskRequests backend(String value) {
        backend = value;
        return this;
    }

    public TaskRequests queue(String value) {
        queue = value;
        return this;
    }

    public TaskRequests priority(int value) {
        priority = value;
        return this;
    }

    public TaskRequests arguments(String json) {
        arguments = json;
        return this;
    }

    /** Arguments of this many characters, four at least. */
    public TaskRequests size(int characters) {
        return arguments("[\"" + "x".repeat(characters - 4) + "\"]");
    }

    public TaskRequests payloadFormat(int value) {
        payloadFormat = value;
        return this;
    }

    public TaskRequests runAfter(Instant value) {
        runAfter = value;
        return this;
    }

    public TaskRequests delay(Duration value) {
        delay = value;
        return this;
    }

    public TaskRequests unique(String key) {
        uniqueKey = key;
        return this;
    }

    public TaskRequests unique(String key, Duration period) {
        uniqueKey = key;
        uniquePeriod = period;
        return this;
    }

    public TaskRequests dependsOn(String... ids) {
        dependsOn = List.of(ids);
        return this;
    }

    public TaskRequests dependsOnFlow(String... flows) {
        dependsOnFlows = List.of(flows);
        return this;
    }

    public TaskRequests evenIfFailed() {
        evenIfFailed = true;
        return this;
    }

    public TaskRequests notRerunIfLost() {
        rerunIfLost = false;
        return this;
    }

    public TaskRequests flow(String value) {
        flow = value;
        return this;
    }

    public TaskRequests formerly(String... names) {
        formerNames = Set.of(names);
        return this;
    }

    public TaskRequest build() {
        return new TaskRequest(
                id,
                task,
                backend,
                queue,
                priority,
                arguments,
                payloadFormat,
                runAfter,
                delay,
                uniqueKey,
                uniquePeriod,
                dependsOn,
                dependsOnFlows,
                evenIfFailed,
                rerunIfLost,
                flow,
                formerNames);
    }
}
