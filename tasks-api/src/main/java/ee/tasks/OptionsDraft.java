package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
    final Map<String, String> predecessorBackends;
    final Map<String, String> headers;
    String orderKey;
    OnFailure onFailure;
    Duration expireAfter;

    static TaskOptions.Values changed(TaskOptions.Values values, Consumer<OptionsDraft> change) {
        OptionsDraft draft = new OptionsDraft(values);
        change.accept(draft);
        return draft.values();
    }

    private OptionsDraft(TaskOptions.Values values) {
        queue = values.queue();
        priority = values.priority();
        runAfter = values.runAfter();
        delay = values.delay();
        uniqueKey = values.uniqueKey();
        uniquePeriod = values.uniquePeriod();
        dependsOn = values.dependsOn();
        dependsOnFlows = values.dependsOnFlows();
        evenIfFailed = values.evenIfFailed();
        predecessorBackends = new HashMap<>(values.predecessorBackends());
        headers = new HashMap<>(values.headers());
        orderKey = values.orderKey();
        onFailure = values.onFailure();
        expireAfter = values.expireAfter();
    }

    private TaskOptions.Values values() {
        return new TaskOptions.Values(
                queue,
                priority,
                runAfter,
                delay,
                uniqueKey,
                uniquePeriod,
                dependsOn,
                dependsOnFlows,
                evenIfFailed,
                predecessorBackends,
                headers,
                orderKey,
                onFailure,
                expireAfter);
    }

    /** Takes the fallback's values where nothing is said: of a group of them all or none, of the headers each. */
    void completeFrom(TaskOptions.Values fallback) {
        queue = queue != null ? queue : fallback.queue();
        priority = priority != null ? priority : fallback.priority();
        if (runAfter == null && delay == null) {
            runAfter = fallback.runAfter();
            delay = fallback.delay();
        }
        if (uniqueKey == null) {
            uniqueKey = fallback.uniqueKey();
            uniquePeriod = fallback.uniquePeriod();
        }
        if (dependsOn.isEmpty() && dependsOnFlows.isEmpty()) {
            dependsOn = fallback.dependsOn();
            dependsOnFlows = fallback.dependsOnFlows();
            predecessorBackends.putAll(fallback.predecessorBackends());
        }
        evenIfFailed |= fallback.evenIfFailed();
        fallback.headers().forEach(headers::putIfAbsent);
        if (orderKey == null) {
            orderKey = fallback.orderKey();
            onFailure = fallback.onFailure();
        }
        expireAfter = expireAfter != null ? expireAfter : fallback.expireAfter();
    }
}
