package ee.tasks.tck;

import ee.tasks.OnFailure;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRequestBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Builds requests as the engine would send them, for tests of your own. What you do not set has a simple value: backend and queue
 * {@code default}, no arguments, no delay, no key. Each builder has its own id, greater than that of every builder before.
 *
 * <pre>{@code
 * TaskRequest request = TaskRequests.of("mail.send").arguments("[\"a@example.com\"]").unique("a").build();
 * }</pre>
 *
 * <p>Not thread-safe, but {@link #nextId} is. {@link TaskRequestBuilder} says which values are refused.
 *
 * @since 1.0
 */
public final class TaskRequests {

    private static final AtomicLong NEXT = new AtomicLong(System.currentTimeMillis() << 8);

    private final TaskRequestBuilder request = new TaskRequestBuilder()
            .id(nextId())
            .backend("default")
            .queue("default")
            .arguments("[]");

    private TaskRequests(String task) {
        request.task(task);
    }

    /**
     * Starts a request.
     *
     * @param task the task's name
     * @return a new builder
     */
    public static TaskRequests of(String task) {
        return new TaskRequests(task);
    }

    /**
     * Starts a request of a task named {@code contract.send}.
     *
     * @return a new builder
     */
    public static TaskRequests request() {
        return new TaskRequests("contract.send");
    }

    /**
     * Makes an id: a UUID of version 7, greater than every one before. May be called from any thread.
     *
     * @return a new id
     */
    public static String nextId() {
        long next = NEXT.getAndIncrement();
        long high = (next >>> 8) << 16 | 0x7000L | next & 0xFF;
        return new UUID(high, 0x8000_0000_0000_0000L | UUID.randomUUID().getLeastSignificantBits() >>> 2).toString();
    }

    /**
     * Sets another id.
     *
     * @param value a UUID of version 7, as {@link #nextId} makes them
     * @return this builder
     */
    public TaskRequests id(String value) {
        request.id(value);
        return this;
    }

    /**
     * Sets the name of the backend.
     *
     * @param value the name
     * @return this builder
     */
    public TaskRequests backend(String value) {
        request.backend(value);
        return this;
    }

    /**
     * Sets the queue.
     *
     * @param value its name
     * @return this builder
     */
    public TaskRequests queue(String value) {
        request.queue(value);
        return this;
    }

    /**
     * Sets the priority.
     *
     * @param value -100 to 100
     * @return this builder
     */
    public TaskRequests priority(int value) {
        request.priority(value);
        return this;
    }

    /**
     * Sets the arguments.
     *
     * @param json a JSON array
     * @return this builder
     */
    public TaskRequests arguments(String json) {
        request.arguments(json);
        return this;
    }

    /**
     * Sets arguments of a size: one string.
     *
     * @param characters the length of the JSON array, at least 4
     * @return this builder
     */
    public TaskRequests size(int characters) {
        return arguments("[\"" + "x".repeat(characters - 4) + "\"]");
    }

    /**
     * Sets the format of the arguments.
     *
     * @param value the number of the format
     * @return this builder
     */
    public TaskRequests payloadFormat(int value) {
        request.payloadFormat(value);
        return this;
    }

    /**
     * Sets the time before which the task does not run.
     *
     * @param value that time
     * @return this builder
     */
    public TaskRequests runAfter(Instant value) {
        request.runAfter(value);
        return this;
    }

    /**
     * Sets how long the task waits before it is due, by the store's clock.
     *
     * @param value how long
     * @return this builder
     */
    public TaskRequests delay(Duration value) {
        request.delay(value);
        return this;
    }

    /**
     * Sets a unique key that the task holds until it has finished.
     *
     * @param key the key
     * @return this builder
     */
    public TaskRequests unique(String key) {
        request.uniqueKey(key);
        return this;
    }

    /**
     * Sets a unique key that the task holds until it has finished, and at least for a period.
     *
     * @param key the key
     * @param period how long at least, from the enqueueing
     * @return this builder
     */
    public TaskRequests unique(String key, Duration period) {
        request.uniqueKey(key).uniquePeriod(period);
        return this;
    }

    /**
     * Sets the tasks that this one waits for.
     *
     * @param ids their ids
     * @return this builder
     */
    public TaskRequests dependsOn(String... ids) {
        request.dependsOn(List.of(ids));
        return this;
    }

    /**
     * Sets the flows that this task waits for.
     *
     * @param flows their ids
     * @return this builder
     */
    public TaskRequests dependsOnFlow(String... flows) {
        request.dependsOnFlows(List.of(flows));
        return this;
    }

    /**
     * Lets the task run also when one that it waits for has failed.
     *
     * @return this builder
     */
    public TaskRequests evenIfFailed() {
        request.evenIfFailed(true);
        return this;
    }

    /**
     * Fails the task when its worker is lost, instead of running it again.
     *
     * @return this builder
     */
    public TaskRequests notRerunIfLost() {
        request.rerunIfLost(false);
        return this;
    }

    /**
     * Makes the task a member of a flow.
     *
     * @param value the flow's id
     * @return this builder
     */
    public TaskRequests flow(String value) {
        request.flow(value);
        return this;
    }

    /**
     * Sets the names that the task has had in earlier versions of the application.
     *
     * @param names the names
     * @return this builder
     */
    public TaskRequests formerly(String... names) {
        request.formerNames(Set.of(names));
        return this;
    }

    /**
     * Sets the headers.
     *
     * @param json a JSON object of strings, or {@code null} for none
     * @return this builder
     */
    public TaskRequests headers(String json) {
        request.headers(json);
        return this;
    }

    /**
     * Sets the gates that the task has to pass, as the node knows them that enqueues it.
     *
     * @param values the gates, at most three
     * @return this builder
     */
    public TaskRequests gates(Gate... values) {
        request.gates(List.of(values));
        return this;
    }

    /**
     * Orders the task by a key: it runs after those that were enqueued with the key before.
     *
     * @param key the key
     * @return this builder
     */
    public TaskRequests ordered(String key) {
        return ordered(key, OnFailure.CONTINUE);
    }

    /**
     * As {@link #ordered(String)}, and says what those behind it do if it fails.
     *
     * @param key the key
     * @param onFailure what they do
     * @return this builder
     */
    public TaskRequests ordered(String key, OnFailure onFailure) {
        request.order(key, onFailure);
        return this;
    }

    /**
     * Sets how long after its enqueue, or after the time to which it is deferred, the task may start at the latest.
     *
     * @param time how long
     * @return this builder
     */
    public TaskRequests expireAfter(Duration time) {
        request.expireAfter(time);
        return this;
    }

    /**
     * Builds the request.
     *
     * @return the request
     */
    public TaskRequest build() {
        return request.build();
    }
}
