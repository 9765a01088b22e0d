package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of an invocation while they are changed; {@code null} or empty where nothing is said. */
final class OptionsDraft {

    String queue;
    Integer priority;
    Instant runAfter;
    Duration delay;
    String uniqueKey;
    Duration uniquePeriod;
    List<String> dependsOn;
    List<String> dependsOnFlows;
    boolean evenIfFailed;
    final Map<String, String> predecessorBackends = new HashMap<>();
    final Map<String, String> headers = new HashMap<>();
    String orderKey;
    OnFailure onFailure;
    Duration expireAfter;

    /** One of the two is {@code null}. */
    void defer(Instant when, Duration wait) {
        runAfter = when;
        delay = wait;
    }

    void unique(String key, Duration period) {
        uniqueKey = requireNonNull(key, "key");
        uniquePeriod = period;
    }

    void dependOn(List<String> ids, Map<String, String> backends) {
        dependsOn = ids;
        predecessorBackends.putAll(backends);
    }

    void dependOnFlows(List<String> flows, String backend) {
        dependsOnFlows = flows;
        flows.forEach(flow -> predecessorBackends.put(flow, backend));
    }

    void header(String name, String value) {
        headers.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    }

    void order(String key, OnFailure failure) {
        orderKey = requireNonNull(key, "key");
        onFailure = requireNonNull(failure, "onFailure");
    }

    /** Takes the fallback's values where nothing is said: of a group of them all or none, of the headers each. */
    void completeFrom(OptionsDraft fallback) {
        queue = queue != null ? queue : fallback.queue;
        priority = priority != null ? priority : fallback.priority;
        if (runAfter == null && delay == null) {
            defer(fallback.runAfter, fallback.delay);
        }
        if (uniqueKey == null) {
            uniqueKey = fallback.uniqueKey;
            uniquePeriod = fallback.uniquePeriod;
        }
        if (dependsOn.isEmpty() && dependsOnFlows.isEmpty()) {
            dependsOn = fallback.dependsOn;
            dependsOnFlows = fallback.dependsOnFlows;
            predecessorBackends.putAll(fallback.predecessorBackends);
        }
        evenIfFailed |= fallback.evenIfFailed;
        fallback.headers.forEach(headers::putIfAbsent);
        if (orderKey == null) {
            orderKey = fallback.orderKey;
            onFailure = fallback.onFailure;
        }
        expireAfter = expireAfter != null ? expireAfter : fallback.expireAfter;
    }
}
