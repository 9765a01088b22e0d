package ee.tasks.spi;

import ee.tasks.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Makes a {@link TaskRequest}. Each method sets the component of its name, which means what it means there, and returns this
 * builder. Only {@link #build} checks for {@code null}; it may be called again. Not thread-safe.
 *
 * @since 1.0
 */
public final class TaskRequestBuilder {

    private String id;
    private String task;
    private String backend;
    private String queue;
    private int priority;
    private String arguments;
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
    private String headers;
    private List<Gate> gates = List.of();
    private String orderKey;
    private OnFailure onFailure;
    private Duration expireAfter;

    /** Makes an empty builder. */
    public TaskRequestBuilder() {}

    /**
     * Makes a builder with a copy of a request.
     *
     * @param request the request
     * @return a new builder with all components of the request
     */
    public static TaskRequestBuilder of(TaskRequest request) {
        return new TaskRequestBuilder()
                .id(request.id())
                .task(request.task())
                .backend(request.backend())
                .queue(request.queue())
                .priority(request.priority())
                .arguments(request.arguments())
                .payloadFormat(request.payloadFormat())
                .runAfter(request.runAfter())
                .delay(request.delay())
                .uniqueKey(request.uniqueKey())
                .uniquePeriod(request.uniquePeriod())
                .dependsOn(request.dependsOn())
                .dependsOnFlows(request.dependsOnFlows())
                .evenIfFailed(request.evenIfFailed())
                .rerunIfLost(request.rerunIfLost())
                .flow(request.flow())
                .formerNames(request.formerNames())
                .headers(request.headers())
                .gates(request.gates())
                .order(request.orderKey(), request.onFailure())
                .expireAfter(request.expireAfter());
    }

    /**
     * Sets the id of the task. Required.
     *
     * @param value at most 36 characters, growing with time
     */
    public TaskRequestBuilder id(String value) {
        id = value;
        return this;
    }

    /**
     * Sets the task's name. Required.
     *
     * @param value at most 255 characters
     */
    public TaskRequestBuilder task(String value) {
        task = value;
        return this;
    }

    /**
     * Sets the backend's name. Required.
     *
     * @param value at most 255 characters
     */
    public TaskRequestBuilder backend(String value) {
        backend = value;
        return this;
    }

    /**
     * Sets the queue. Required.
     *
     * @param value at most 64 characters
     */
    public TaskRequestBuilder queue(String value) {
        queue = value;
        return this;
    }

    /**
     * Sets the priority; 0 if never set.
     *
     * @param value -100 to 100
     */
    public TaskRequestBuilder priority(int value) {
        priority = value;
        return this;
    }

    /**
     * Sets the arguments. Required.
     *
     * @param value a JSON array, one element for each parameter
     */
    public TaskRequestBuilder arguments(String value) {
        arguments = value;
        return this;
    }

    /**
     * Sets how the arguments are to be read; 1 if never set.
     *
     * @param value the format
     */
    public TaskRequestBuilder payloadFormat(int value) {
        payloadFormat = value;
        return this;
    }

    /**
     * Sets the earliest time of its run; excludes {@link #delay}.
     *
     * @param value an instant, or {@code null} for none
     */
    public TaskRequestBuilder runAfter(Instant value) {
        runAfter = value;
        return this;
    }

    /**
     * Sets how much store time must pass between the enqueue and the run; excludes {@link #runAfter}.
     *
     * @param value the delay, or {@code null} for none
     */
    public TaskRequestBuilder delay(Duration value) {
        delay = value;
        return this;
    }

    /**
     * Sets the key that at most one unfinished invocation of the task has.
     *
     * @param value the key, or {@code null} for none
     */
    public TaskRequestBuilder uniqueKey(String value) {
        uniqueKey = value;
        return this;
    }

    /**
     * Sets for how long the key is held at least.
     *
     * @param value the period, or {@code null} for none
     */
    public TaskRequestBuilder uniquePeriod(Duration value) {
        uniquePeriod = value;
        return this;
    }

    /**
     * Sets the tasks that must have finished; none if never set.
     *
     * @param value their ids
     */
    public TaskRequestBuilder dependsOn(List<String> value) {
        dependsOn = value;
        return this;
    }

    /**
     * Sets the flows that must have finished; none if never set.
     *
     * @param value their ids
     */
    public TaskRequestBuilder dependsOnFlows(List<String> value) {
        dependsOnFlows = value;
        return this;
    }

    /**
     * Sets whether it runs even if one of those failed or was cancelled; {@code false} if never set.
     *
     * @param value whether it does
     */
    public TaskRequestBuilder evenIfFailed(boolean value) {
        evenIfFailed = value;
        return this;
    }

    /**
     * Sets whether it runs again after its worker was lost; {@code true} if never set.
     *
     * @param value whether it is
     */
    public TaskRequestBuilder rerunIfLost(boolean value) {
        rerunIfLost = value;
        return this;
    }

    /**
     * Sets the flow it belongs to.
     *
     * @param value its id, or {@code null} for none
     */
    public TaskRequestBuilder flow(String value) {
        flow = value;
        return this;
    }

    /**
     * Sets the task's former names; none if never set.
     *
     * @param value the names
     */
    public TaskRequestBuilder formerNames(Set<String> value) {
        formerNames = value;
        return this;
    }

    /**
     * Sets the headers.
     *
     * @param value a JSON object of strings, at most 4,000 bytes in UTF-8; {@code null} for none
     */
    public TaskRequestBuilder headers(String value) {
        headers = value;
        return this;
    }

    /**
     * Sets the gates that the task has to pass; none if never set.
     *
     * @param value the gates, at most three
     */
    public TaskRequestBuilder gates(List<Gate> value) {
        gates = value;
        return this;
    }

    /**
     * Sets the key in whose order it runs; none if never set.
     *
     * @param key the key, or {@code null} for none
     * @param failure what those behind it do if it fails; {@code null} without a key
     */
    public TaskRequestBuilder order(String key, OnFailure failure) {
        orderKey = key;
        onFailure = failure;
        return this;
    }

    /**
     * Sets how long after the enqueue, or after the time to which it is deferred, the task may start at the latest.
     *
     * @param value the time, or {@code null} for ever
     */
    public TaskRequestBuilder expireAfter(Duration value) {
        expireAfter = value;
        return this;
    }

    /**
     * Makes the request of what was set so far.
     *
     * @return a new request
     * @throws NullPointerException if a required component or a collection is {@code null}
     */
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
                formerNames,
                headers,
                gates,
                orderKey,
                onFailure,
                expireAfter);
    }
}
